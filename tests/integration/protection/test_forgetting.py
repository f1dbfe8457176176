"""What is erased is nowhere any more and does not come back; the log proves it and names nobody."""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.loop.planting import add, take_out
from support.protection import SOMEBODY, Said
from support.scanning import found_in
from wholeplace.cli import main
from wholeplace.loop import results, run
from wholeplace.place import Place, load_place
from wholeplace.pooling.decisions.disposals import Disposals
from wholeplace.pooling.decisions.exports import Exports
from wholeplace.pooling.store import open_snapshot
from wholeplace.trust.audit import AuditLog

DPO = ("--do", "--by", "data protection officer", "--reason", "request 12 of 2014")
OURS = {"police-offences": "P9000020", "ae-attendances": "B9000020"}
VALUES = [
    *(SOMEBODY.given, SOMEBODY.family, SOMEBODY.line, SOMEBODY.nhs, SOMEBODY.nino, SOMEBODY.pnc),
    *(SOMEBODY.born.isoformat(), f"{SOMEBODY.born:%d/%m/%Y}", *OURS.values()),
]


def kept(place: Place) -> dict[str, list[str]]:
    """Where her values still are, but for the extracts, which are the partners'."""
    return found_in(place.root / ".wholeplace", VALUES)


def ids(place: Place) -> dict[tuple[str, str], str]:
    with open_snapshot(place) as snapshot:
        record = snapshot.table("record").select(["record", "source", "local_id"])
        rows = record.join(snapshot.table("person_record"), "record").to_pylist()
    return {(row["source"], row["local_id"]): row["person"] for row in rows}


def of(place: Place, folder: Path) -> Place:
    shutil.copytree(place.root, folder)
    return load_place(folder)


@pytest.fixture(scope="module")
def before(planted: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """With an extract in a partner's hands, and a backup of the register."""
    place = of(planted, tmp_path_factory.mktemp("before") / "place")
    terms = ["--agreement", "place-planning", "--purpose", "planning", "--for", "westminster"]
    assert main(["export", str(place.root), *terms, "--out", str(place.root.parent / "out")]) == 0
    assert main(["backup", str(place.root), str(place.root.parent / "backups")]) == 0
    return place


@pytest.fixture(scope="module")
def told(erased: tuple[Place, dict[str, Any]]) -> dict[str, Any]:
    return erased[1]


@pytest.fixture(scope="module")
def gone(erased: tuple[Place, dict[str, Any]]) -> Place:
    return erased[0]


@pytest.fixture(scope="module")
def erased(before: Place, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, dict[str, Any]]:
    """She was erased, and the place was run again on the same extracts."""
    import contextlib
    import io

    place = of(before, tmp_path_factory.mktemp("erased") / "place")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        asked = ["--person", f"nhs:{SOMEBODY.nhs}", *DPO, "--json"]
        assert main(["forget", str(place.root), *asked]) == 0
    assert not (place.cache / "current").exists()
    run(place)
    return place, json.loads(said.getvalue())


def test_she_was_everywhere_before(before: Place) -> None:
    """Otherwise the tests below would prove nothing."""
    found = kept(before)

    assert {*found} >= {*VALUES} - {f"{SOMEBODY.born:%d/%m/%Y}"}
    assert any("snapshots" in path for path in found[SOMEBODY.family])


def test_a_dry_run_says_what_would_go_and_changes_nothing(before: Place, wp: Said) -> None:
    def state() -> dict[Path, bytes]:
        files = (path for path in before.root.rglob("*") if path.is_file())
        apart = ("audit.sqlite3", "register.key")  # a look is on record, and tokens need a key
        return {p: p.read_bytes() for p in files if not p.name.startswith(apart)}

    was = state()
    told = wp("forget", before.root, "--person", f"nhs:{SOMEBODY.nhs}")

    assert told.code == 0 and "Nothing was changed" in told.out
    assert "1 snapshots" in told.out and "durable ids of records" in told.out
    assert state() == was


def test_nothing_of_her_is_left_in_cache_or_register(gone: Place) -> None:
    assert kept(gone) == {}


def test_everybody_else_is_who_they_were(before: Place, gone: Place) -> None:
    was, now = ids(before), ids(gone)
    hers = {key for key, person in was.items() if key[1] in (*OURS.values(), SOMEBODY.nino)}

    assert len(hers) == 3
    assert now == {key: person for key, person in was.items() if key not in hers}


def test_what_is_the_partners_to_delete_is_listed_by_file_and_row(told: dict[str, Any]) -> None:
    listed = {(one["source"], one["file"]) for one in told["rows"]}

    assert listed == {
        ("police-offences", "police/offences.csv"),
        ("ae-attendances", "acute/ecds_2013_14.csv"),
        ("dwp-benefits", "dwp/benefit_list.csv"),
    }
    assert all(len(one["rows"]) == 1 for one in told["rows"])


def test_the_rows_that_are_listed_are_hers(before: Place, told: dict[str, Any]) -> None:
    for one in told["rows"]:
        with (before.extracts / one["file"]).open(errors="replace", newline="") as file:
            row = list(csv.reader(file))[one["rows"][0] - 1]
        assert SOMEBODY.family in row


def test_copies_in_other_hands_are_named(told: dict[str, Any]) -> None:
    asked = {one["what"]: one for one in told["ask"]}

    assert asked["export"]["name"] == "E1 to westminster" and asked["export"]["count"] == 1
    assert asked["backup"]["name"].startswith("B1: ")


def test_the_extract_is_on_record_as_to_be_asked_back(gone: Place) -> None:
    assert Exports(gone.register).recalled() == {"E1": [1]}


def test_the_finding_tells_the_partner_without_quoting_her(gone: Place) -> None:
    said = json.loads((results(gone) / "sources.json").read_text())["sources"]
    found = {s["id"]: f for s in said for f in s["findings"] if f["rule"] == "erased"}

    assert {*found} == {*OURS, "dwp-benefits"}
    assert all(f["count"] == 1 and len(f["rows"]) == 1 for f in found.values())


def test_the_log_proves_it_and_names_nobody(gone: Place) -> None:
    log = Disposals(gone.register)
    (done,) = log.every()

    assert log.verify().whole and not log.unfinished()
    assert (done.act.why, done.act.law) == ("erasure", "UK GDPR, Article 17")
    counts = {one["what"]: one["count"] for one in done.gone or ()}
    assert counts["snapshot"] == 1 and counts["id"] == 3 and counts["reading"] == 3
    assert all(one["sha256"] for one in done.gone or () if one["what"] != "id")
    assert found_in(gone.register / "decisions" / "disposals.jsonl", VALUES) == {}


def test_a_log_that_was_changed_is_found_out(gone: Place, tmp_path: Path, wp: Said) -> None:
    place = of(gone, tmp_path / "place")
    log = place.register / "decisions" / "disposals.jsonl"
    log.write_text(log.read_text().replace("request 12", "request 13"))

    told = wp("forget", place.root)

    assert told.code == 1 and "does not check out from line 1" in told.out


def test_what_figures_were_made_from_stays_known_and_marked(before: Place, gone: Place) -> None:
    with open_snapshot(before) as snapshot:
        was = snapshot.manifest
    path = gone.register / "manifests" / f"{was['snapshot'][:16]}.json"
    said = json.loads(path.read_text())

    assert said.pop("withdrawn") == [{"disposal": 1, "mark": "source withdrawn"}]
    assert said == was


def test_the_audit_row_comes_first_and_names_nobody(gone: Place) -> None:
    rows = AuditLog(gone.register / "audit.sqlite3").rows()
    row = next(row for row in rows if row["action"] == "forget (erasure)")

    assert row["outcome"] == "permitted" and row["purpose"] == "data-protection"
    assert not any(value in str(rows) for value in VALUES)


def test_she_does_not_come_back_under_another_local_id(gone: Place, tmp_path: Path) -> None:
    """A new police file about her, known by her PNC number, and an arrest that names its id."""
    place = of(gone, tmp_path / "place")
    replace(SOMEBODY, local_id="P9000777").with_the_police(place)
    add(place, "police/arrests.csv", {"PersonID": "P9000777", "Arrest Date": "2013-06-06"})

    run(place)

    assert kept(place) == {}
    assert found_in(place.root / ".wholeplace", ["P9000777"]) == {}


def test_a_delivery_without_her_rows_is_read_in_peace(gone: Place, tmp_path: Path) -> None:
    place = of(gone, tmp_path / "place")
    take_out(place, SOMEBODY.family)

    run(place)

    said = json.loads((results(place) / "sources.json").read_text())["sources"]
    assert not [f for s in said for f in s["findings"] if f["rule"] == "erased"]


def test_her_id_goes_to_nobody(before: Place, gone: Place) -> None:
    was = ids(before)[("police-offences", OURS["police-offences"])]

    assert was not in ids(gone).values()
    assert not found_in(gone.cache, [was])


def test_a_name_that_is_nobodys_is_said_to_be(before: Place, wp: Said) -> None:
    told = wp("forget", before.root, "--person", "nhs:9990009990")

    assert told.code == 1 and "nobody here is named so" in told.err
    assert "9990009990" not in told.err


@pytest.mark.parametrize("words", ["Ottoline Wrenfield", "passport:123", "nhs:"])
def test_words_that_name_no_record_or_number_are_not_repeated(
    before: Place, wp: Said, words: str
) -> None:
    told = wp("forget", before.root, "--person", words)

    assert told.code == 1 and "SOURCE:LOCAL_ID or SCHEME:VALUE" in told.err
    assert words.partition(":")[2] not in told.err or not words.partition(":")[2]
    assert "Wrenfield" not in told.err


def test_to_do_it_an_office_and_a_reason_are_needed(before: Place, wp: Said) -> None:
    told = wp("forget", before.root, "--person", f"nhs:{SOMEBODY.nhs}", "--do")

    assert told.code == 2 and "say --by, --reason as well" in told.err


def test_one_record_alone(before: Place, tmp_path: Path, wp: Said) -> None:
    place = of(before, tmp_path / "place")

    wp("forget", place.root, "--record", "police-offences:P9000020", *DPO)
    run(place)

    found = ids(place)
    assert ("police-offences", "P9000020") not in found
    assert ("ae-attendances", "B9000020") in found


def test_what_was_wrong_goes_and_what_is_right_comes_in_its_place(
    before: Place, tmp_path: Path, wp: Said
) -> None:
    place = of(before, tmp_path / "place")
    path = place.extracts / "dwp" / "benefit_list.csv"

    told = wp("forget", place.root, "--rectify", f"dwp-benefits:{SOMEBODY.nino}", *DPO)
    path.write_bytes(path.read_bytes().replace(b"3 Marzipan Yard", b"4 Nougat Row"))
    take_out(place, "3 Marzipan Yard")
    run(place)

    assert told.code == 0 and "UK GDPR, Article 16" in told.out
    assert {*found_in(place.root / ".wholeplace", [SOMEBODY.line, "4 Nougat Row"])} == {
        "4 Nougat Row"
    }
    was, now = ids(before), ids(place)
    key = ("dwp-benefits", SOMEBODY.nino)
    assert now[key] == was[key]


def test_a_source_that_is_withdrawn_is_not_read_until_it_is_let_in_again(
    before: Place, tmp_path: Path, wp: Said
) -> None:
    place = of(before, tmp_path / "place")
    wp("forget", place.root, "--source", "dwp-benefits", *DPO)
    run(place)
    out = next(
        s
        for s in json.loads((results(place) / "sources.json").read_text())["sources"]
        if s["id"] == "dwp-benefits"
    )
    assert not out["permitted"] and "its partner withdrew it" in out["reason"]
    assert not {key for key in ids(place) if key[0] == "dwp-benefits"}
    assert found_in(place.root / ".wholeplace", [SOMEBODY.nino]) == {}

    told = wp("forget", place.root, "--readmit", "dwp-benefits", "--by", "a team", "--reason", "so")
    run(place)

    assert told.code == 0
    assert ("dwp-benefits", SOMEBODY.nino) in ids(place)


def test_an_agreement_is_forgotten_once_it_has_ended_and_not_before(
    before: Place, tmp_path: Path, wp: Said
) -> None:
    place = of(before, tmp_path / "place")
    assert "urgent-care-evaluation-pct: ended on 2013-04-01" in wp("forget", place.root).out

    early = wp("forget", place.root, "--agreement", "place-planning")
    ended = wp("forget", place.root, "--agreement", "urgent-care-evaluation-pct", *DPO)

    assert early.code == 1 and "holds until" in early.err
    assert ended.code == 0
    assert "urgent-care-evaluation-pct" not in wp("forget", place.root).out
