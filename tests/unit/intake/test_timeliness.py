"""Received against due: by the days deliveries name, or by the rhythm of the source."""

from datetime import date

import pytest

from wholeplace.place import Rhythm
from wholeplace.pooling.intake.sequence.outcome import Arrived
from wholeplace.pooling.intake.sequence.spans import Span
from wholeplace.pooling.intake.sequence.timeliness import Timeliness, timeliness

QUARTERS = Rhythm(first=date(2013, 4, 30), every="3 months")
AS_AT = date(2014, 3, 31)


def arrived(received=None, due=None, mode="full", covers=None, files=("a.csv",)):
    day = date.fromisoformat
    return Arrived(
        received or "none",
        mode,
        "used",
        files,
        received=day(received) if received else None,
        due=day(due) if due else None,
        covers=Span(*map(day, covers)) if covers else None,
    )


def judged(*received, rhythm=QUARTERS, as_at=AS_AT, **said):
    return timeliness([arrived(day, **said) for day in received], rhythm, as_at)


def counts(said):
    return said.due, said.in_time, said.late, said.missed


def test_due_days_keep_to_the_end_of_the_month():
    month = Rhythm(first=date(2013, 12, 31), every="1 month")

    assert month.due_days(date(2014, 3, 31)) == [
        date(2013, 12, 31), date(2014, 1, 31), date(2014, 2, 28), date(2014, 3, 31),
        date(2014, 4, 30),
    ]  # fmt: skip


@pytest.mark.parametrize("every", ["quarterly", "0 days", "1 year", "-1 months", "3months"])
def test_a_rhythm_is_so_many_days_or_months(every):
    with pytest.raises(ValueError, match="every"):
        Rhythm(first=AS_AT, every=every)


def test_all_in_time():
    said = judged("2013-04-30", "2013-07-02", "2013-10-30", "2014-01-15")

    assert counts(said) == (4, 4, 0, 0)
    assert (said.days_late, said.overdue) == (0, 0)
    assert (said.last_received, said.next_due) == (date(2014, 1, 15), date(2014, 4, 30))


def test_the_last_one_late():
    said = judged("2013-04-30", "2013-07-02", "2013-10-30", "2014-02-04")

    assert counts(said) == (4, 3, 1, 0)
    assert said.days_late == 5


def test_the_last_one_awaited():
    said = judged("2013-04-30", "2013-07-02", "2013-10-30")

    assert counts(said) == (4, 3, 0, 1)
    assert said.overdue == (AS_AT - date(2014, 1, 30)).days


def test_one_that_was_missed_makes_no_later_one_late():
    said = judged("2013-04-30", "2013-10-30", "2014-01-15")

    assert counts(said) == (4, 3, 0, 1)
    assert said.days_late == said.overdue == 0


def test_two_between_due_days_are_the_late_one_and_the_next():
    said = judged("2013-04-30", "2013-08-02", "2013-10-30", "2014-01-15")

    assert counts(said) == (4, 3, 1, 0)
    assert said.days_late == 0


def test_what_it_covers_says_which_due_day_it_meets():
    old = arrived("2013-08-02", covers=("2013-04-01", "2013-07-01"))
    rest = [arrived("2013-04-30"), arrived("2014-01-15")]

    assert counts(timeliness([*rest, old], QUARTERS, AS_AT)) == (4, 2, 1, 1)


def test_a_first_delivery_before_the_first_due_day_is_in_time():
    assert counts(judged("2012-01-01", as_at=date(2013, 5, 1))) == (1, 1, 0, 0)


def test_nothing_is_late_before_anything_is_due():
    said = judged(as_at=date(2013, 4, 1))

    assert (said.judged, said.due, said.next_due) == (True, 0, date(2013, 4, 30))


def test_days_that_deliveries_name_count_without_a_rhythm():
    said = timeliness(
        [
            arrived("2013-05-02", due="2013-04-30"),
            arrived("2013-07-01", due="2013-07-31"),
            arrived(due="2014-03-01", files=()),
            arrived(due="2014-06-01", files=()),
        ],
        None,
        AS_AT,
    )

    assert counts(said) == (3, 1, 1, 1)
    assert (said.overdue, said.next_due) == (30, date(2014, 6, 1))


def test_a_correction_and_a_withdrawal_meet_no_due_day():
    for mode in ("correction", "withdrawn"):
        assert judged("2014-01-15", mode=mode, as_at=date(2013, 5, 31)).in_time == 0


def test_without_a_due_day_nobody_is_late():
    said = judged("2013-04-30", rhythm=None)

    assert (said.judged, said.last_received) == (False, date(2013, 4, 30))


def test_files_without_a_day_cannot_be_judged():
    assert not timeliness([arrived()], QUARTERS, AS_AT).judged
    assert timeliness([arrived(files=())], QUARTERS, AS_AT).judged


def test_it_is_kept_as_it_was():
    for said in (judged("2013-04-30"), Timeliness()):
        assert Timeliness.from_json(said.to_json()) == said
