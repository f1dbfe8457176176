"""A table leaves the place when one person asked and another agreed, and tells on nobody."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from support.loop.places import deliver_again
from wholeplace.cli import main
from wholeplace.loop import run
from wholeplace.place import load_place
from wholeplace.pooling.store import open_snapshot

ID = "attendees"
PUBLICATION = """
[publication]
id = "attendees"
title = "People who attended accident and emergency, by ward and sex"
cohort = "ae-attendees"
by = ["ward", "sex"]
"""


@pytest.fixture
def place(pooled_copy: Path) -> Path:
    (pooled_copy / "publications" / "attendees.toml").write_text(PUBLICATION)
    return pooled_copy


def publish(place: Path, *arguments: object) -> int:
    return main(["publish", str(place), ID, *map(str, arguments)])


def test_a_draft_is_shown_and_not_released(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(place) == 0
    said = capsys.readouterr().out
    assert "A draft: nothing is released." in said and "*" in said
    assert not (place / ".wholeplace" / "register" / "releases.jsonl").exists()


def test_one_asks_another_agrees_and_only_protected_figures_leave(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert publish(place, "--ask", "annual report", "--by", "A. Analyst") == 0
    assert publish(place, "--agree", "--by", "A. Analyst", "--out", out) == 1
    assert "someone else must agree" in capsys.readouterr().err
    assert not out.exists()

    assert publish(place, "--agree", "--by", "C. Lead", "--out", out) == 0

    rows = list(csv.DictReader(out.open()))
    shown = {row["people"] for row in rows}
    assert "*" in shown
    assert all(int(n.replace(",", "")) % 5 == 0 for n in shown - {"*"})
    assert no_small_count(place, rows)
    (released,) = (place / ".wholeplace/register/releases.jsonl").read_text().splitlines()
    said = json.loads(released)
    assert (said["asked_by"], said["agreed_by"]) == ("A. Analyst", "C. Lead")


def no_small_count(place: Path, rows: list[dict[str, str]]) -> bool:
    """Every ward and sex with 1 to 7 attendees is hidden."""
    truth = Counter[tuple[str, str]]()
    with open_snapshot(load_place(place)) as snapshot:
        people = snapshot.table("person").select(["person", "ward", "sex"]).to_pylist()
    import pyarrow.parquet as pq

    from wholeplace.loop import results

    members = pq.read_table(results(load_place(place)) / "cohorts" / "ae-attendees.parquet")
    found = set(members["unit"].to_pylist())
    for person in people:
        if person["person"] in found and person["ward"] and person["sex"]:
            truth[person["ward"], person["sex"]] += 1
    shown = {(row["ward"], row["sex"]): row["people"] for row in rows}
    small = [at for at, many in truth.items() if many <= 7]
    assert len(small) > 20
    return all(shown[at] == "*" for at in small)


def test_figures_that_changed_since_they_were_asked_for_are_not_released(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(place, "--ask", "annual report", "--by", "A. Analyst")
    deliver_again(load_place(place), "x,,Solo,Han,01/02/1990,Male,,,03/03/2014,Theft,Charged\r\n")
    run(load_place(place))

    assert publish(place, "--agree", "--by", "C. Lead", "--out", tmp_path / "out.csv") == 1
    assert "nobody has asked to release 'attendees' with these figures" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--ask", "why"), "say who you are with --by NAME"),
        (("--agree", "--by", "C. Lead"), "say where the released table goes"),
        (("--agree", "--ask", "why", "--by", "C. Lead"), "one person asks and another agrees"),
    ],
)
def test_half_an_act_is_refused(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert publish(place, *arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('by = ["ward", "borough"]', "wards are added up to boroughs anyway"),
        ('by = ["sex", "sex"]', "names a division twice"),
        ('by = ["sex"]\nages = [18, 65]', "must begin with 0 and rise"),
        ('by = ["sex"]\nsensitive = ["age"]', "that is not in 'by'"),
    ],
)
def test_a_wrong_publication_says_why(
    place: Path, capsys: pytest.CaptureFixture[str], change: str, said: str
) -> None:
    path = place / "publications" / "attendees.toml"
    path.write_text(PUBLICATION.replace('by = ["ward", "sex"]', change))

    assert publish(place) == 2
    assert said in capsys.readouterr().err


HEALTH = "health-and-care-planning"


def change(place: Path, old: str, new: str) -> None:
    path = place / "agreements" / f"{HEALTH}.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_what_agreements_keep_among_their_parties_is_not_published(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(place, 'publish = "protected-counts"', 'publish = "nothing"')

    assert publish(place) == 1
    said = capsys.readouterr().err
    assert "'ae-attendees' may not be given out for planning" in said
    assert f"agreement '{HEALTH}' lets nothing go beyond its parties" in said


def test_an_agreement_that_ended_after_the_asking_stops_the_agreeing(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert publish(place, "--ask", "annual report", "--by", "A. Analyst") == 0
    change(place, "to = 2015-04-01", "to = 2014-03-31")

    assert publish(place, "--agree", "--by", "C. Lead", "--out", out) == 1
    assert "ended on 2014-03-31" in capsys.readouterr().err
    assert not out.exists()
