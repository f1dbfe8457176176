"""A legal hold stops forgetting and says why; what it keeps is kept out of sight."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from support.loop.planting import upn
from support.protection import SOMEBODY, Said
from wholeplace.loop import run
from wholeplace.place import Place, load_place
from wholeplace.pooling.decisions.disposals import Disposals
from wholeplace.trust.audit import AuditLog

TERMS = (
    *("--from", "2014-01-06", "--review", "2015-01-06"),
    *("--by", "legal services", "--reason", "inquiry into 2012"),
)
DPO = ("--do", "--by", "data protection officer", "--reason", "request 12 of 2014")
HER = f"nhs:{SOMEBODY.nhs}"


@pytest.mark.parametrize("covers", [("--person", HER), ("--everything",)])
def test_a_hold_on_the_person_stops_it_whole(
    copy: Place, wp: Said, covers: tuple[str, ...]
) -> None:
    assert wp("hold", copy.root, *covers, *TERMS).code == 0
    served = (copy.cache / "current").read_bytes()

    told = wp("forget", copy.root, "--person", HER, *DPO)

    assert told.code == 1
    assert "hold H1 of legal services keeps it (inquiry into 2012)" in told.err
    assert (copy.cache / "current").read_bytes() == served
    assert Disposals(copy.register).every() == []
    row = AuditLog(copy.register / "audit.sqlite3").rows()[-1]
    assert (row["action"], row["outcome"]) == ("forget (erasure)", "denied")


def test_the_plan_says_what_a_hold_keeps(copy: Place, wp: Said) -> None:
    wp("hold", copy.root, "--source", "police-offences", *TERMS)

    said = json.loads(wp("forget", copy.root, "--person", HER, "--json").out)

    assert {(one["what"], one["hold"]) for one in said["kept"]} == {
        *(("reading", "H1"), ("snapshot", "H1"), ("id", "H1")),
    }
    assert {one["what"] for one in said["go"]} == {"reading", "linking", "result", "id"}


def test_what_is_held_stays_on_disk_through_later_runs_and_is_not_served(
    copy: Place, wp: Said, tmp_path: Path
) -> None:
    wp("hold", copy.root, "--source", "police-offences", *TERMS)
    (held,) = (copy.cache / "snapshots").glob("*")
    (reading,) = (copy.cache / "intake").glob("police-offences-*")

    wp("forget", copy.root, "--person", HER, *DPO)
    assert not (copy.cache / "current").exists()
    run(copy)
    run(copy)

    assert held.exists() and reading.exists()
    assert held.name not in (copy.cache / "current").read_text()

    wp("hold", copy.root, "--lift", "H1", "--by", "legal services", "--reason", "it ended")
    wp("forget", copy.root, "--person", f"dwp-benefits:{SOMEBODY.nino}")  # nobody any more
    wp("forget", copy.root, "--replay")

    assert not held.exists() and not reading.exists()


def test_a_hold_is_no_way_round_a_seal(copy: Place, wp: Said) -> None:
    wp("hold", copy.root, "--everything", *TERMS)

    told = wp(
        *("seal", copy.root, "--kind", "protected-person", "--now", HER),
        *("--from", "2014-01-06", "--review", "2015-01-06", "--by", "police liaison"),
        *("--basis", "order of the court"),
    )

    assert told.code == 0
    assert not (copy.cache / "current").exists()


def test_holds_are_listed_without_naming_anybody(planted: Place, tmp_path: Path, wp: Said) -> None:
    shutil.copytree(planted.root, tmp_path / "copy")
    place = load_place(tmp_path / "copy")
    wp("hold", place.root, "--person", HER, *TERMS)

    told = wp("hold", place.root)

    assert "H1  from 2014-01-06, review 2015-01-06, by legal services" in told.out
    assert "3 tokens of one person" in told.out
    for value in (SOMEBODY.nhs, SOMEBODY.nino, SOMEBODY.family):
        assert value not in told.out + wp("hold", place.root, "--json").out


def test_a_hold_on_a_person_keeps_old_readings_of_the_sources_that_know_them(
    copy: Place, wp: Said
) -> None:
    (snapshot,) = (copy.cache / "snapshots").glob("*")
    (police,) = (copy.cache / "intake").glob("police-offences-*")
    (schools,) = (copy.cache / "intake").glob("school-roll-*")
    assert wp("hold", copy.root, "--person", HER, *TERMS).code == 0

    replace(SOMEBODY, given="Ariadne", local_id="P9000077", nhs="", pnc="").with_the_police(copy)
    replace(SOMEBODY, given="Ariadne", upn=upn(90077)).on_the_roll(copy)
    run(copy)

    assert police.exists() and snapshot.exists()
    assert not schools.exists()


def test_a_hold_without_its_terms_is_refused_by_the_names_of_the_options(
    copy: Place, wp: Said
) -> None:
    told = wp("hold", copy.root, "--everything", "--by", "legal services")

    assert told.code == 2 and "say --from, --review, --reason as well" in told.err
