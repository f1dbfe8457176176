"""Open Referral UK 3.0: a directory of services as JSON, each checked against a schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from wholeplace.place import Mapping

from ..files.content import kind_of
from ..files.gathering import Gathering
from ..files.json_file import Json, JsonRecords, items_of, opens_as_json
from ..findings import Findings
from ..wanted import columns_of
from .base import Cut, Part, wrong_content
from .layouts import modules
from .schemas import faults

INSIDE = ("contents", "content", "items", "services")
"""Keys under which a page holds its services."""
_TELLING = (
    b'"organization"', b'"service_at_locations"', b'"service_areas"', b'"assured_date"',
    b'"last_modified"', b'"cost_options"', b'"schedules"', b'"total_items"',
)  # fmt: skip
_TOTAL = re.compile(rb'"total_items"\s*:\s*(\d{1,9})')


class OpenReferral:
    """Services of a directory: pages of /services, single services, or a plain list of them."""

    name = "open-referral-uk"
    title = "an Open Referral UK directory (JSON)"

    @property
    def mappings(self) -> Sequence[Mapping]:
        """That of a service."""
        return modules(self.name)[0].mappings

    def sniff(self, data: bytes) -> float:
        """By fields that services have and other records do not."""
        if not opens_as_json(data):
            return 0.0
        head = data[:100_000].replace(b"\x00", b"")
        told = sum(field in head for field in _TELLING)
        return min(0.9, 0.4 + told / 10) if told >= 2 and b'"status"' in head else 0.0

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """One part: a row a service, with what its schema says against it."""
        if not opens_as_json(data):
            raise wrong_content(kind_of(data), self.title)
        mappings = cut(self.mappings)
        if not mappings:
            return
        records = _Native(data, file, findings, INSIDE)
        total = _TOTAL.search(data[:4096]) or _TOTAL.search(data[-4096:])
        told = {"total_items": total[1].decode()} if total else {}
        rows = Gathering(columns_of(mappings).wanted)
        wrong: dict[tuple[str, str, str], list[int]] = {}
        for number, record in records:
            for fault in faults(self.name, record):
                wrong.setdefault(fault, []).append(number)
            rows.add(number, {**flat(record), **told})
        for (path, rule, message), numbers in wrong.items():
            findings.add(file, path or None, rule, "warning", f"{message}; it was kept", numbers)
        yield Part("services", mappings, rows.sheet(file, records.quarantined))


class _Native(JsonRecords):
    """Records whose numbers are numbers, since the schema asks for them."""

    def __init__(self, data: bytes, file: str, findings: Findings, inside: Sequence[str]):
        super().__init__(data, file, findings, inside)
        self._decoder = json.JSONDecoder(
            strict=False,
            parse_int=_number,
            parse_float=_number,
            parse_constant=self._constant,
            object_pairs_hook=self._object,
        )


def _number(text: str) -> int | float | str:
    """A number of reasonable length; one beyond it stays text, which the schema then finds."""
    if len(text) > 40:
        return text
    return int(text) if text.lstrip("-").isdigit() else float(text)


def flat(record: Json) -> dict[str, str]:
    """One service as a row: plain fields as they are, lists put in words."""
    row = {name: _text(value) for name, value in record.items()}
    organisation = record.get("organization")
    places = [p for at in items_of(record.get("service_at_locations")) for p in _places(at)]
    row["organization.name"] = _text(_field(organisation, "name"))
    row["phones.number"] = "; ".join(_phones(record))
    row["contacts.name"] = "; ".join(_of(record, "contacts", "name", "title"))
    row["service_areas.name"] = "; ".join(_of(record, "service_areas", "name"))
    row["schedules"] = "; ".join(filter(None, map(_opening, items_of(record.get("schedules")))))
    row["fees"] = row.get("fees") or "; ".join(_costs(record))
    row["service_at_locations.location.addresses"] = "\n".join(line for line, _ in places)
    row["service_at_locations.location.addresses.postal_code"] = "\n".join(
        code for _, code in places
    )
    return row


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _line(value: Any) -> str:
    return " ".join(_text(value).split())


def _field(record: Any, name: str) -> Any:
    return record.get(name) if isinstance(record, dict) else None


def _of(record: Json, name: str, *fields: str) -> list[str]:
    """The fields of each thing in a list, put together."""
    said = (
        ", ".join(filter(None, (_line(one.get(f)) for f in fields)))
        for one in items_of(record.get(name))
    )
    return list(dict.fromkeys(filter(None, said)))


def _phones(record: Json) -> list[str]:
    """Numbers of the service, then of those to ask for, then of the organisation."""
    asked = items_of(record.get("contacts"))
    organisation = record.get("organization")
    holders = [record, *asked, organisation if isinstance(organisation, dict) else {}]
    found = (number for one in holders for number in _of(one, "phones", "number"))
    return list(dict.fromkeys(found))


def _places(at: Json) -> Iterator[tuple[str, str]]:
    """Address and postcode of each place a service is given at."""
    location = at.get("location")
    if not isinstance(location, dict):
        return
    for address in items_of(location.get("addresses")):
        parts = (
            location.get("name"),
            *(address.get(f) for f in ("address_1", "address_2", "city")),
        )
        yield (
            ", ".join(dict.fromkeys(filter(None, map(_line, parts)))),
            _line(address.get("postal_code")),
        )


def _opening(schedule: Json) -> str:
    """When it is open: its own words, or its days and hours."""
    if _line(schedule.get("description")):
        return _line(schedule.get("description"))
    hours = "-".join(filter(None, (_line(schedule.get(f)) for f in ("opens_at", "closes_at"))))
    days = _line(schedule.get("byday") or schedule.get("bymonthday"))
    return " ".join(filter(None, (_line(schedule.get("freq")).lower(), days, hours)))


def _costs(record: Json) -> list[str]:
    return _of(record, "cost_options", "option", "amount", "amount_description")
