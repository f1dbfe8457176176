"""The audit log keeps what it is given, in order, and shows any change to it."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from wholeplace.trust.audit import AuditError, AuditLog

ROW = {
    "actor": "account:7",
    "role": "analyst",
    "organisation": "westminster",
    "action": "read",
    "object": "cohort:troubled-families-phase1",
    "purpose": "planning",
    "outcome": "permitted",
}


@pytest.fixture
def log(tmp_path):
    return AuditLog(
        tmp_path / "register" / "audit.sqlite3", lambda: datetime(2014, 3, 31, tzinfo=UTC)
    )


def filled(log, rows=5):
    for number in range(rows):
        log.record(**ROW, details={"count": number})
    return log


def tamper(log, statement):
    with sqlite3.connect(log.path) as connection:
        connection.executescript(
            "DROP TRIGGER audit_keeps_rows; DROP TRIGGER audit_changes_nothing;"
        )
        connection.execute(statement)


def test_a_row_is_kept_as_given(log):
    log.record(**ROW, details={"count": 3})

    (row,) = log.rows()
    assert {key: row[key] for key in ROW} == ROW
    assert row["details"] == '{"count":3}'
    assert row["at"] == "2014-03-31T00:00:00.000+00:00"


def test_denials_are_kept_too(log):
    log.record(**{**ROW, "outcome": "denied"})

    assert log.rows()[0]["outcome"] == "denied"


def test_an_empty_log_is_whole(log):
    assert log.rows() == []
    assert log.verify().whole


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_log_refuses_to_be_rewritten(log, statement):
    filled(log)

    with sqlite3.connect(log.path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    assert log.verify().rows == 5


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit SET purpose = 'matching' WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("UPDATE audit SET number = 40 WHERE number = 4", 4),
        ("UPDATE audit SET seal = replace(seal, substr(seal, 1, 1), 'g') WHERE number = 5", 5),
    ],
)
def test_a_change_behind_its_back_is_found_and_located(log, statement, broken_at):
    filled(log)

    tamper(log, statement)

    assert log.verify().broken_at == broken_at


def test_a_cut_off_end_is_found_with_a_head_kept_elsewhere(log):
    head = filled(log).head()
    tamper(log, "DELETE FROM audit WHERE number > 3")

    assert log.verify().whole
    assert log.verify(head).broken_at == 4


def test_a_later_log_still_fits_an_earlier_head(log):
    head = filled(log, 2).head()

    assert filled(log, 3).verify(head).whole


def test_writers_at_the_same_time_make_one_chain(log):
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: log.record(**ROW, details={"n": n}), range(40)))

    assert log.verify().rows == 40
    assert log.verify().whole


@pytest.mark.parametrize("details", [{"nhs": "x"}, {"note": "999 123 4560"}, {"given": "Ann"}])
def test_details_may_not_name_a_person(log, details):
    with pytest.raises(ValueError, match="names no person"):
        log.record(**ROW, details=details)
    assert log.rows() == []


def test_a_log_that_cannot_be_written_stops_the_effect(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(AuditError, match="nothing was done"):
        AuditLog(tmp_path / "file" / "audit.sqlite3").record(**ROW)
