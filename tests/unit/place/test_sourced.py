"""A figure carries where it comes from."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from wholeplace.place import Sourced, UnitCost


def test_a_figure_keeps_its_exact_value() -> None:
    figure = Sourced(value=Decimal("0.10"), unit="share", source="2014 evidence, 27", grade=4)
    assert figure.value == Decimal("0.1")


def test_money_needs_a_price_year() -> None:
    with pytest.raises(ValidationError, match="price_year"):
        Sourced(value=Decimal(10), unit="GBP a case", source="2014 evidence, 8", grade=4)


@pytest.mark.parametrize("value", ["10", None, True])
def test_what_is_not_a_number_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        Sourced(value=value, unit="people", source="census", grade=2)  # type: ignore[arg-type]


def test_a_cost_without_a_bearer_is_refused() -> None:
    row = {
        "id": "x",
        "description": "X",
        "unit": "each",
        "pounds": Decimal(10),
        "price_year": "2013/14",
        "value": "fiscal",
        "bearers": {},
        "grade": 3,
        "source": "s",
        "citation": "c",
    }
    with pytest.raises(ValidationError, match="who bears the cost"):
        UnitCost(**row)  # type: ignore[arg-type]
