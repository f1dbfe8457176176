"""A small programme in the example place, changed as a test needs it."""

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import settings

from wholeplace.place import Place, Programme, load_place

STEADY = settings(deadline=None, derandomize=True, max_examples=200)
"""Generated cases that are the same in every run, however busy the machine."""

TRIBOROUGH = Path(__file__).parents[3] / "examples" / "triborough"


def example_place() -> Place:
    """The example place's definitions, without extracts."""
    return load_place(TRIBOROUGH)


def sourced(value: str, unit: str = "share", grade: int = 1, **more: Any) -> dict[str, Any]:
    """A sourced number as a definition writes it."""
    return {"value": Decimal(value), "unit": unit, "source": "test", "grade": grade, **more}


def pounds(value: str, year: str = "2013/14", grade: int = 1) -> dict[str, Any]:
    """An amount of money, in the prices of the example place unless said."""
    return sourced(value, "GBP", grade, price_year=year)


EFFECT = {
    "kind": "units",
    "amount": sourced("1", "arrests"),
    "deadweight": sourced("0"),
    "duration_years": sourced("1", "years"),
}
BENEFIT = {
    "id": "arrests",
    "title": "Arrests",
    "unit_cost": "arrest",
    "baseline": sourced("2", "arrests a year"),
    "cashable": sourced("1"),
    "effect": EFFECT,
}
PROGRAMME: dict[str, Any] = {
    "id": "trial",
    "name": "A trial",
    "theme": "justice",
    "seeds": ["2012 report"],
    "purpose": "planning",
    "footprint": ["E09000033", "E09000020", "E09000013"],
    "starts": "2012/13",
    "runs_years": 1,
    "horizon_years": 2,
    "against": "Business as usual",
    "does": {"lead": {"role": "worker"}},
    "reach": {"need": sourced("10", "people a year"), "engagement": sourced("1")},
    "benefit": [BENEFIT],
    "cost": [
        {
            "id": "team",
            "title": "A team",
            "kind": "revenue",
            "per": "year",
            "amount": pounds("1000"),
        }
    ],
    "funds": {"gap_funder": "council", "from": {"council": {"power": "LGA 1972 s111"}}},
}


def programme(**changes: Any) -> Programme:
    """The small programme with top-level tables replaced."""
    return Programme.model_validate({**deepcopy(PROGRAMME), **changes})


def benefit(effect: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Its benefit, with parts of it and of its effect replaced."""
    return {**deepcopy(BENEFIT), **changes, "effect": {**deepcopy(EFFECT), **(effect or {})}}
