"""A directory of services as Open Referral UK 3.0 writes it."""

import json
from typing import Any

FOOD: dict[str, Any] = {
    "id": "7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d4e01",
    "name": "Food bank",
    "description": "Three days of food",
    "status": "active",
    "url": "https://food.example/help",
    "email": "help@food.example",
    "minimum_age": 16,
    "maximum_age": 120,
    "eligibility_description": "With a voucher",
    "assured_date": "2014-01-02",
    "last_modified": "2014-02-03T10:30:00Z",
    "organization": {
        "id": "7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d4e02",
        "name": "A Charity",
        "website": "https://food.example",
        "phones": [{"number": "020 7946 0001"}],
    },
    "phones": [{"number": "020 7946 0000"}],
    "contacts": [{"id": "7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d4e03", "name": "Jo", "title": "Manager"}],
    "schedules": [
        {
            "id": "7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d4e04",
            "freq": "WEEKLY",
            "byday": "MO,TH",
            "opens_at": "10:00",
            "closes_at": "12:00",
        }
    ],
    "service_areas": [{"id": "7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d4e05", "name": "Westminster"}],
    "cost_options": [
        {"id": "7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d4e06", "option": "parcel", "amount": 0}
    ],
    "service_at_locations": [
        {
            "id": "7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d4e07",
            "location": {
                "id": "7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d4e08",
                "location_type": "physical",
                "name": "The Hall",
                "addresses": [
                    {
                        "id": "7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d4e09",
                        "address_1": "1 High Road",
                        "city": "London",
                        "postal_code": "w21ab",
                    }
                ],
            },
        }
    ],
}


def but(number: int = 1, **said: Any) -> dict[str, Any]:
    """The food bank under another number, with something else said; what is None is left out."""
    own = {"id": f"7a3bd0d4-6a6c-4b50-9f5e-0a1b2c3d5e{number:02d}"}
    return {name: value for name, value in {**FOOD, **own, **said}.items() if value is not None}


def page(*services: dict[str, Any], total: int | None = None) -> str:
    """One page of /services."""
    many = len(services) if total is None else total
    said = {"total_items": many, "total_pages": 1, "page_number": 1, "size": len(services)}
    return json.dumps({**said, "contents": list(services)})
