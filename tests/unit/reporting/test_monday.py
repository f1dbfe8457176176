"""What is new since the run before, in words."""

from typing import Any

from support.results import changes
from wholeplace.reporting.monday import arrived, broke, measure, moved, news, unchanged, why_moved

POLICE, PRISONS = changes()["sources"]
FAMILIES = changes()["cohorts"][0]


def source(**different: Any) -> dict[str, Any]:
    return {**POLICE, **different}


def test_files_and_rows_are_said_together() -> None:
    assert arrived(POLICE) == "1 file new and 1 changed; 3,301 rows, 60 more"


def test_a_source_with_the_same_files_brought_nothing() -> None:
    assert arrived(PRISONS) == ""


def test_a_new_source_has_no_rows_to_compare_with() -> None:
    assert arrived(source(before=None, changed=[])) == "1 file new; 3,301 rows"


def test_only_new_errors_are_news() -> None:
    assert broke(POLICE) == "2 new errors"
    assert broke(source(before=POLICE["after"])) == ""


def test_an_agreement_that_ended_is_news_once() -> None:
    closed = {**POLICE["after"], "permitted": False}
    assert broke(source(after=closed)) == "no agreement opens it any more"
    assert broke(source(before=closed, after=closed)) == ""


def test_a_source_that_was_taken_out_is_said() -> None:
    assert broke(source(after=None)) == "not defined any more"


def test_a_count_says_how_it_moved_and_why() -> None:
    assert moved(FAMILIES) == "1,071 households, +6"
    assert why_moved(FAMILIES) == [
        "2 left because records were joined or parted",
        "9 entered because what partners sent about the past is different",
        "3 entered and 4 left because something happened since",
    ]


def test_a_cohort_asked_for_the_first_time_says_so() -> None:
    assert moved({**FAMILIES, "before": None}) == "1,071 households; not asked before"


def test_what_is_not_known_is_a_dash() -> None:
    assert measure({"completeness": None}, "complete") == "–"
    assert measure({"validity": 0.9987}, "valid") == "99.9%"


def test_quiet_sources_are_counted_not_listed() -> None:
    assert [one["id"] for one, _ in news(changes())] == ["police-offences"]
    assert unchanged(changes()["sources"]) == 1
