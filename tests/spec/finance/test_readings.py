"""Published figures worked out from their own inputs, and which readings agree."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from support.finance import example_place, sourced
from wholeplace.finance import Worked, work_out
from wholeplace.place import Reading

PLACE = example_place()


def reading(programme: str, name: str) -> Worked:
    readings = {r.id: r for r in PLACE.programmes[programme].readings}
    return work_out(readings[name])


@pytest.mark.parametrize(
    ("programme", "name", "result", "agrees"),
    [
        ("care-proceedings", "weeks-2012", "0.5517", None),
        ("care-proceedings", "weeks-2014-as-printed", "0.4694", False),
        ("care-proceedings", "weeks-2014-by-evaluation", "0.4490", True),
        ("care-proceedings", "saving-2014-basis", "1000000", False),
        ("care-proceedings", "saving-2012-basis", "86.25", None),
        ("care-proceedings", "outturn", "90", None),
        ("care-proceedings", "cost-follows-weeks", "0.3704", None),
        ("troubled-families", "two-and-three-added", "5", None),
        ("troubled-families", "three-includes-two", "3", None),
        ("troubled-families", "cost-of-a-family", "75000", True),
        ("troubled-families", "national-budget", "400000000", False),
        ("troubled-families", "national-saving", "1268052000", False),
        ("troubled-families", "seven-areas", "2.1846", None),
        ("troubled-families", "payment-for-1500", "6000000", None),
        ("troubled-families", "care-effect", "0.32", True),
    ],
)
def test_a_published_claim(programme: str, name: str, result: str, agrees: bool | None) -> None:
    worked = reading(programme, name)
    assert round(worked.result, 4) == Decimal(result)
    assert worked.agrees is agrees


@pytest.mark.parametrize(
    ("formula", "inputs", "result"),
    [
        ("a + b", {"a": "9234", "b": "566"}, "9800"),
        ("a + b", {"a": "7500", "b": "1132"}, "8632"),
        ("a + b", {"a": "7004", "b": "566"}, "7570"),
        ("a + b", {"a": "3218", "b": "1039"}, "4257"),
        ("council / (aid + council + court + guardian)",
         {"aid": "15000", "council": "6250", "court": "1250", "guardian": "2500"}, "0.25"),
        ("(a - b) / 100 * cost", {"a": "2.5", "b": "1.7", "cost": "51080"}, "408.64"),
        ("(top / n) / ((1 - top) / (1 - n))", {"top": "0.77", "n": "0.20"}, "13.3913"),
        ("saved - spent", {"saved": "12000", "spent": "5493"}, "6507"),
    ],
)  # fmt: skip
def test_sums_of_published_parts(formula: str, inputs: dict[str, str], result: str) -> None:
    worked = work_out(make(formula, inputs))
    assert round(worked.result, 4) == Decimal(result)


def make(formula: str, inputs: dict[str, str], **more: object) -> Reading:
    return Reading.model_validate(
        {
            "id": "claim",
            "claim": "claim",
            "source": "source",
            "formula": formula,
            "inputs": {name: sourced(value, "units") for name, value in inputs.items()},
            "comment": "comment",
            **more,
        }
    )


@pytest.mark.parametrize(
    ("claimed", "step", "agrees"),
    [("0.333", None, True), ("0.33", None, True), ("0.34", None, False), ("0.5", "0.5", True)],
)
def test_a_claim_agrees_when_rounded_as_it_is_written(
    claimed: str, step: str | None, agrees: bool
) -> None:
    more = {"to_nearest": Decimal(step)} if step else {}
    made = make("a / b", {"a": "1", "b": "3"}, claimed=sourced(claimed, "share"), **more)
    assert work_out(made).agrees is agrees


def test_a_reading_shows_its_arithmetic_and_its_verdict() -> None:
    assert reading("care-proceedings", "saving-2014-basis").worked == (
        "100 * (27,000 - 17,000) = 1,000,000; claimed 1,200,000 GBP a year: does not agree"
    )
    assert reading("care-proceedings", "outturn").worked == "900,000 / (27,000 - 17,000) = 90"


@pytest.mark.parametrize(
    ("formula", "says"),
    [("a + c", "formula uses a, c, but the inputs are a, b"), ("a.b", "not allowed")],
)
def test_a_formula_must_be_arithmetic_over_its_inputs(formula: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        make(formula, {"a": "1", "b": "2"})
