"""The name behind a pseudonym: for help alone, under an agreement on names, always on record."""

import csv
import shutil
from pathlib import Path

import pytest

from support.protection import SOMEBODY, Said
from wholeplace.cli import main
from wholeplace.place import Place, load_place
from wholeplace.pooling.decisions.exports import Exports
from wholeplace.pooling.store import open_snapshot
from wholeplace.trust.audit import AuditLog
from wholeplace.trust.keys import Keys

NOBODY = "N" + "A" * 26
WHO = ("--by", "duty social worker", "--reason", "offer of a key worker")


@pytest.fixture(scope="module")
def place(planted: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """With one extract made for planning."""
    folder = tmp_path_factory.mktemp("names") / "place"
    shutil.copytree(planted.root, folder)
    terms = ["--agreement", "place-planning", "--purpose", "planning", "--for", "westminster"]
    assert main(["export", str(folder), *terms, "--out", str(folder.parent / "out")]) == 0
    return load_place(folder)


@pytest.fixture(scope="module")
def pseudonym(place: Place) -> str:
    """Somebody planted, as the extract calls her."""
    with open_snapshot(place) as snapshot:
        record = snapshot.table("record").select(["record", "source", "local_id"])
        rows = record.join(snapshot.table("person_record"), "record").to_pylist()
    person = next(row["person"] for row in rows if row["local_id"] == "P9000020")
    said = Keys(place.register).current("place-planning", "planning").pseudonym(person)
    with (place.root.parent / "out" / "person.csv").open(newline="") as file:
        assert said in {row["person"] for row in csv.DictReader(file)}
    return said


def asked(place: Place, pseudonym: str, **other: str) -> list[object]:
    terms = {"agreement": "troubled-families", "purpose": "individual-help", "for": "westminster"}
    named = [word for n, v in {**terms, **other}.items() for word in (f"--{n}", v)]
    return ["reidentify", place.root, "--pseudonym", pseudonym, *named, *WHO]


def test_a_name_is_told_for_help_and_is_on_record_first(
    place: Place, pseudonym: str, wp: Said
) -> None:
    told = wp(*asked(place, pseudonym))

    row = AuditLog(place.register / "audit.sqlite3").rows()[-1]
    assert told.code == 0
    assert told.out.splitlines()[0].casefold() == f"{SOMEBODY.given} {SOMEBODY.family}".casefold()
    assert (row["action"], row["object"], row["purpose"], row["outcome"], row["organisation"]) == (
        *("reidentify", pseudonym, "individual-help", "permitted", "westminster"),
    )
    for value in (SOMEBODY.given, SOMEBODY.family, SOMEBODY.nhs):
        assert value not in str(row)


def test_the_answer_holds_no_birth_date_number_or_address(
    place: Place, pseudonym: str, wp: Said
) -> None:
    out = wp(*asked(place, pseudonym), "--json").out

    for value in (SOMEBODY.born.isoformat(), SOMEBODY.nhs, SOMEBODY.nino, SOMEBODY.line, "P90"):
        assert value not in out


def test_a_partner_is_told_its_own_id_of_the_person(place: Place, pseudonym: str, wp: Said) -> None:
    told = wp(*asked(place, pseudonym, **{"for": "met-police"}))

    assert "Your own record: police-offences P9000020" in told.out


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"purpose": "planning"}, "nobody is named for planning"),
        ({"agreement": "place-planning"}, "no agreement covers"),
        ({"for": "acute-trust"}, "is not a party"),
        ({"purpose": "safeguarding"}, "no agreement covers"),
    ],
)
def test_a_refusal_is_on_record_and_says_nothing_of_whether_there_is_somebody(
    place: Place, pseudonym: str, wp: Said, other: dict[str, str], said: str
) -> None:
    told = wp(*asked(place, pseudonym, **other))
    row = AuditLog(place.register / "audit.sqlite3").rows()[-1]
    never = wp(*asked(place, NOBODY, **other))

    assert told.code == 1 and said in told.err and told.out == ""
    assert (row["action"], row["outcome"]) == ("reidentify", "denied")
    assert told.err == never.err


def test_a_name_that_cannot_be_recorded_is_not_told(
    place: Place, pseudonym: str, wp: Said, tmp_path: Path
) -> None:
    shutil.copytree(place.root, tmp_path / "place")
    log = tmp_path / "place" / ".wholeplace" / "register" / "audit.sqlite3"
    log.unlink()
    log.mkdir()

    told = wp(*asked(load_place(tmp_path / "place"), pseudonym))

    assert told.code == 1 and "nothing was done" in told.err
    assert SOMEBODY.family.casefold() not in (told.out + told.err).casefold()


def test_when_its_key_is_destroyed_a_pseudonym_is_about_nobody(
    place: Place, pseudonym: str, wp: Said, tmp_path: Path
) -> None:
    shutil.copytree(place.root, tmp_path / "place")
    copy = load_place(tmp_path / "place")
    key = Exports(copy.register).every()[0].key

    gone = wp(
        *("forget", copy.root, "--key", key, "--do"),
        *("--by", "data protection officer", "--reason", "the evaluation is published"),
    )
    told = wp(*asked(copy, pseudonym))

    assert gone.code == 0
    assert told.code == 1
    assert told.err == wp(*asked(copy, NOBODY)).err
    assert not (copy.register / "keys" / f"{key}.key").exists()
    assert Keys(copy.register).current("place-planning", "planning").name != key
