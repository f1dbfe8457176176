"""What is new since the run before, in words."""

from typing import Any

from support.results import changes
from wholeplace.reporting.monday import (
    arrived,
    awaited,
    broke,
    measure,
    moved,
    news,
    unchanged,
    when_it_came,
    why_moved,
    without_due_days,
)

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


def timed(**different: Any) -> dict[str, Any]:
    said = {"judged": True, "due": 4, "in_time": 3, "late": 1, "missed": 0, "days_late": 0}
    days = {"overdue": 0, "last_received": "2014-01-15", "next_due": "2014-04-30"}
    return {"permitted": True, "timeliness": {**said, **days, **different}}


def test_due_days_met_in_time_are_counted() -> None:
    assert measure(timed(), "in time") == "3 of 4"
    assert measure(timed(judged=False), "in time") == "–"
    assert measure({}, "in time") == "–"


def test_when_it_came_is_said_against_the_due_day() -> None:
    assert when_it_came(timed()) == "came in time; next due 30 April 2014"
    assert when_it_came(timed(days_late=5)) == "came 5 days late; next due 30 April 2014"
    assert when_it_came(timed(overdue=12)) == "12 days overdue"
    assert when_it_came(timed(due=0)) == "nothing was due yet; next due 30 April 2014"


def test_without_a_due_day_nothing_is_called_late() -> None:
    silent = timed(judged=False)
    assert when_it_came(silent) == "no due day is agreed; last came 15 January 2014"
    assert when_it_came({}) == "no due day is agreed"
    assert awaited([silent, timed(), timed(overdue=3)]) == [timed(overdue=3)]


def test_how_many_can_be_late_is_said() -> None:
    assert without_due_days([timed(), timed(days_late=2)]) == "1 source in time"
    refused = {**timed(), "permitted": False}
    assert without_due_days([timed(judged=False), timed(), refused]) == (
        "1 source in time; 1 source has no due day: say a rhythm in it"
    )
