"""Formulas in definitions are arithmetic and nothing else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.finance import STEADY
from wholeplace.place.formulas import FormulaError, parse

NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)


def value(text: str, **inputs: int) -> Decimal:
    return Decimal(parse(text).value({name: Decimal(v) for name, v in inputs.items()}))


@STEADY
@given(a=NUMBERS, b=NUMBERS, c=NUMBERS)
def test_precedence_is_that_of_arithmetic(a: Decimal, b: Decimal, c: Decimal) -> None:
    worked = parse("a - b * c + -a / 2").value({"a": a, "b": b, "c": c})
    assert worked == a - b * c + -a / 2


def test_names_come_in_order_and_once() -> None:
    assert parse("cases * (before - after) / cases").names == ("cases", "before", "after")


def test_written_numbers_are_exact() -> None:
    assert value("0.1 + 0.2") == Decimal("0.3")


def test_least_and_most() -> None:
    assert value("max(a, b) - min(a, b)", a=2, b=5) == 3


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "a.real",
        "a[0]",
        "a ** b",
        "a if b else c",
        "lambda: 1",
        "'text'",
        "True + 1",
        "sum(a)",
        "min(a, key=b)",
        "a; b",
        "a = b",
        "",
        "(" * 300 + "a" + ")" * 300,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


def test_a_very_long_formula_is_refused() -> None:
    with pytest.raises(FormulaError, match="at most 400"):
        parse(" + ".join(["a"] * 200))


@pytest.mark.parametrize("text", ["a / b", "a / (b - b)", "(a - a) / b"])
def test_dividing_by_zero_is_said(text: str) -> None:
    with pytest.raises(FormulaError, match="divides by zero"):
        value(text, a=1, b=0)
