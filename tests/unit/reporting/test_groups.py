"""Quality by group in words and tables."""

from support.results import groups
from wholeplace.reporting.groups import (
    falling_behind,
    how_measured,
    kind_table,
    measured_kinds,
)

SAID = groups()


def test_it_is_said_what_was_measured_and_on_how_many() -> None:
    said = how_measured(SAID)

    assert "1,200 pairs of records of two agencies that share a valid identifier" in said
    assert "90% (95% interval 88.2% to 91.6%) would still be joined" in said


def test_reviewed_pairs_are_said_to_be_reviewed() -> None:
    assert "that reviewers judged to be one person" in how_measured({**SAID, "basis": "review"})


def test_too_few_pairs_are_no_measure() -> None:
    said = how_measured({**SAID, "pairs": 3, "recall": 1.0})

    assert said.startswith("Only 3 pairs of records")
    assert "%" not in said


def test_who_falls_behind() -> None:
    assert falling_behind(SAID) == ["Age, 0 to 10: 60% found, 34.0 points fewer than of the rest"]


def test_a_group_of_few_shows_no_share() -> None:
    rows = {row[0]: row[1:] for row in kind_table(SAID["kinds"][0]).rows}

    assert rows["Other"] == ("too few", "–", "–", "–")
    assert rows["Female"] == ("640", "90.3%", "88–92%", "+0.6 points")


def test_kinds_of_which_nothing_is_known_are_not_shown() -> None:
    assert [kind["id"] for kind in measured_kinds(SAID)] == ["sex", "age"]
