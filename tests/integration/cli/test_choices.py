"""Lists of objections and consents, taken and shown at the command line."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from support.loop.places import TRIBOROUGH
from wholeplace.cli import main
from wholeplace.place import load_place
from wholeplace.trust.audit import AuditLog


@pytest.fixture
def place(tmp_path: Path) -> Path:
    shutil.copytree(TRIBOROUGH, tmp_path / "place")
    return tmp_path / "place"


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    assert main([*map(str, arguments)]) == code
    told = capsys.readouterr()
    return told.out if code == 0 else told.err


def lists(capsys: pytest.CaptureFixture[str], place: Path) -> dict[str, Any]:
    told = json.loads(said(capsys, "objections", place, "--json"))
    return {one["id"]: one for one in told["lists"]}


def test_a_list_is_taken_shown_and_recorded_without_a_name(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "optouts.csv"
    path.write_text("nhs\n999 000 0018\n9990000026\n")
    words = said(capsys, "objections", place, "--import", path, "--list", "health-records")
    assert "2 people, from 31 March 2014" in words and "from the next run" in words

    again = said(capsys, "objections", place, "--import", path, "--list", "health-records")
    assert "was there already" in again
    assert lists(capsys, place)["health-records"]["entries"] == 2
    log = AuditLog(load_place(place).register / "audit.sqlite3")
    assert [row["action"] for row in log.rows()] == ["import objections"] * 2
    assert not any("999" in str(row["details"]) for row in log.rows())


def test_what_each_list_stops_is_said_with_its_source(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = said(capsys, "objections", place)
    assert "National data opt-out (national-data-opt-out)" in words
    assert "Not honoured on the place's day" in words
    assert "NHS Constitution for England, 26 March 2013" in words
    assert "No list has been imported." in words


@pytest.mark.parametrize(
    ("rows", "more", "expected", "code"),
    [
        ("nhs\n1\n", ["--list", "health-records"], "row 2: '1' is no valid NHS number", 1),
        ("nhs\n", [], "--import needs --list", 2),
        ("nhs\n", ["--list", "mine"], "'mine' is not defined here; there is: article-21", 2),
        ("nhs\n", ["--list", "health-records", "--from", "soon"], "soon", 2),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is(
    place: Path,
    rows: str,
    more: list[str],
    expected: str,
    code: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = place / "optouts.csv"
    path.write_text(rows)
    assert expected in said(capsys, "objections", place, "--import", path, *more, code=code)
    assert lists(capsys, place)["health-records"]["entries"] == 0


def test_a_file_that_is_not_there_is_said_so(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = place / "missing.csv"
    for verb in (["objections", "--list", "health-records"], ["consents"]):
        words = said(capsys, verb[0], place, "--import", missing, *verb[1:], code=1)
        assert "missing.csv" in words


def test_consents_are_counted_by_wording_and_withdrawals_too(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "consents.csv"
    path.write_text(
        "nhs,wording,given,means,withdrawn\n"
        "9990000018,mental-health-help-1,2014-03-01,form,\n"
        "9990000026,mental-health-help-1,2014-03-01,form,2014-03-20\n"
        "9990000034,mental-health-help-1,2012-03-01,form,\n"
    )
    assert "4 consents and withdrawals were new" in said(
        capsys, "consents", place, "--import", path
    )
    words = said(capsys, "consents", place)
    assert "May we tell your key worker that you use our service?" in words
    assert "1 stand, 1 withdrawn" in words, "one was to be asked again after two years"


def test_an_edited_wording_is_told_from_the_one_people_read(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "consents.csv"
    row = "9990000018,mental-health-help-1,2014-03-01,form"
    path.write_text(f"nhs,wording,given,means\n{row}\n")
    said(capsys, "consents", place, "--import", path)
    wording = place / "wordings" / "mental-health-help-1.toml"
    wording.write_text(wording.read_text().replace("on which days.", "on which days and why."))

    words = said(capsys, "consents", place)
    assert "0 stand" in words
    assert "1 were given to other words under this id" in words
