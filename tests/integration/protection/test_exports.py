"""Extracts carry no names, cannot be joined across purposes, and are decided about each time."""

import base64
import csv
import hashlib
import hmac
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.protection import Said
from support.scanning import found_in
from wholeplace.cli import main
from wholeplace.place import Place, load_place
from wholeplace.pooling.decisions.exports import Exports
from wholeplace.pooling.store import open_snapshot
from wholeplace.trust.audit import AuditLog

ASKED = [
    ("place-planning", "planning"),
    ("place-planning", "evaluation"),
    ("troubled-families", "individual-help"),
    ("care-proceedings-durations", "planning"),
]


def words(place: Place, agreement: str, purpose: str, out: Path) -> list[object]:
    terms = ["--agreement", agreement, "--purpose", purpose, "--for", "westminster"]
    return ["export", place.root, *terms, "--out", out]


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.csv"):
        for row in table(folder, path.stem):
            yield from row.values()


@pytest.fixture(scope="module")
def place(planted: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("exports") / "place"
    shutil.copytree(planted.root, folder)
    return load_place(folder)


@pytest.fixture(scope="module")
def extracts(place: Place, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple, Path]:
    """One extract for each agreement and purpose asked."""
    out = tmp_path_factory.mktemp("extracts")
    made = {asked: out / "-".join(asked) for asked in ASKED}
    for asked, folder in made.items():
        assert main([str(word) for word in words(place, *asked, folder)]) == 0
    return made


def test_extracts_for_different_purposes_share_no_token(extracts: dict[tuple, Path]) -> None:
    """Tokens are 26 letters and digits, or 27 for people; nothing else of ours is as long."""
    tokens = {
        asked: {cell for cell in cells(folder) if len(cell) in (26, 27) and cell.isalnum()}
        for asked, folder in extracts.items()
    }

    assert all(len(found) >= 4 for found in tokens.values())
    for asked, found in tokens.items():
        others = set().union(*(more for name, more in tokens.items() if name != asked))
        assert found.isdisjoint(others)


def test_rows_are_not_in_one_order_that_would_join_them(extracts: dict[tuple, Path]) -> None:
    one, other = (extracts[asked] for asked in ASKED[:2])
    born = [[row["age"] for row in table(folder, "person")] for folder in (one, other)]

    assert sorted(born[0]) == sorted(born[1])
    assert born[0] != born[1]
    for folder in (one, other):
        people = [row["person"] for row in table(folder, "person")]
        assert people == sorted(people)


def test_the_same_purpose_again_gives_the_same_pseudonyms_unless_the_key_is_new(
    place: Place, extracts: dict[tuple, Path], wp: Said, tmp_path: Path
) -> None:
    wp(*words(place, *ASKED[1], tmp_path / "again"))
    wp(*words(place, *ASKED[1], tmp_path / "new"), "--new-key")

    first, again, new = (
        {row["person"] for row in table(folder, "person")}
        for folder in (extracts[ASKED[1]], tmp_path / "again", tmp_path / "new")
    )
    assert first == again
    assert first.isdisjoint(new) and len(first) == len(new)


def test_nothing_of_the_identity_zone_is_in_an_extract(
    place: Place, extracts: dict[tuple, Path]
) -> None:
    """No name, number, address, birth date or id of ours or of a partner."""
    with open_snapshot(place) as snapshot:
        record, address = snapshot.table("record").to_pylist(), snapshot.table("address")
        numbers = snapshot.table("identifier")["value"].to_pylist()
        ours = snapshot.table("person").to_pylist()
    secret = {row[n] for row in record for n in ("given", "family", "local_id", "aliases")}
    secret |= {str(row["birth_date"]) for row in [*record, *ours]}
    secret |= {*numbers, *address["line"].to_pylist(), *address["postcode"].to_pylist()}
    secret |= {row["person"] for row in ours} | {row["household"] for row in ours}
    secret = {value for value in secret if value and len(value) > 3 and value != "None"}

    assert len(secret) > 1000
    for folder in extracts.values():
        # A value as a whole cell: names are words, and words occur in other words.
        assert secret & set(cells(folder)) <= {"None"}
        long = {value for value in secret if len(value) > 7}
        assert found_in(folder, long) == {}


def test_only_what_the_agreement_opens_is_filled(extracts: dict[tuple, Path]) -> None:
    """The court agreement opens dates and case numbers, and a token stands for the number."""
    rows = table(extracts[ASKED[3]], "care_proceedings")

    assert rows
    for row in rows:
        assert row["start"] and len(row["care_proceedings.case"]) == 26
        shut = ("outcome", "provider", "pence", "quantity", "partner", "care_proceedings.order")
        assert [row[name] for name in shut] == [""] * len(shut)


def test_facts_about_people_that_no_grant_opens_stay_blank(extracts: dict[tuple, Path]) -> None:
    people = table(extracts[ASKED[0]], "person")

    assert {row["sex"] + row["ethnicity"] + row["lsoa"] for row in people} == {""}
    assert any(row["age"] for row in people) and any(row["household"] for row in people)


def test_an_agreement_on_counts_gives_counts(place: Place, wp: Said, tmp_path: Path) -> None:
    told = wp(*words(place, "drug-treatment-counts", "planning", tmp_path / "counts"))

    assert told.code == 0
    assert {path.name for path in (tmp_path / "counts").iterdir()} == {
        *("counts.csv", "counts_given.csv", "manifest.json"),
    }
    shown = {row["count"] for row in table(tmp_path / "counts", "counts_given")}
    assert shown and all(cell == "*" or int(cell) % 5 == 0 for cell in shown)


def test_keys_are_in_their_files_and_nowhere_else(
    place: Place, extracts: dict[tuple, Path]
) -> None:
    keys = sorted((place.register / "keys").glob("*.key"))

    assert len(keys) >= 5
    for path in keys:
        assert path.stat().st_mode & 0o777 == 0o600
        secret = path.read_bytes()
        shapes = [secret, secret.hex().encode(), base64.b64encode(secret), base64.b32encode(secret)]
        files = [f for folder in (place.root, *extracts.values()) for f in folder.rglob("*")]
        for file in files:
            if file.is_file() and file.parent.name != "keys":
                content = file.read_bytes()
                assert not any(shape in content for shape in shapes), file


def test_without_the_key_a_dictionary_of_ids_finds_nobody(
    place: Place, extracts: dict[tuple, Path]
) -> None:
    """Ids of ours can be worked out from local ids, so that all must hang on the key."""
    with open_snapshot(place) as snapshot:
        ids = snapshot.table("person")["person"].to_pylist()
    asked = ASKED[0]
    shown = {row["person"] for row in table(extracts[asked], "person")}
    guesses = [b"", b"\0" * 32, "--".join(asked).encode(), asked[0].encode(), b"wholeplace"]
    tried = set()
    for id in ids:
        digests = [hashlib.sha256(id.encode()).digest(), hashlib.md5(id.encode()).digest()]
        for secret in guesses:
            digests += [
                hmac.digest(secret, text.encode(), "sha256")
                for text in (id, f"person{id}", f"token\x1fperson\x1f{id}", f"person\x1f{id}")
            ]
        tried |= {"N" + base64.b32encode(d[:16]).decode().rstrip("=") for d in digests}

    assert shown and not shown & tried


def test_the_manifest_says_where_it_comes_from_and_nothing_of_the_key(
    place: Place, extracts: dict[tuple, Path]
) -> None:
    said = json.loads((extracts[ASKED[0]] / "manifest.json").read_text())
    logged = Exports(place.register).every()[0]

    assert (said["agreement"], said["purpose"], said["for"]) == (*ASKED[0], "westminster")
    for name, known in said["files"].items():
        assert hashlib.sha256((extracts[ASKED[0]] / name).read_bytes()).hexdigest() == known
    assert logged.fingerprint not in json.dumps(said)
    assert logged.key not in json.dumps(said)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (("troubled-families", "evaluation", "westminster"), "is for individual-help, not for"),
        (("troubled-families", "individual-help", "acute-trust"), "is not a party"),
        (("urgent-care-evaluation-pct", "evaluation", "westminster"), "ended on"),
        (("matching-benefits", "matching", "westminster"), None),
    ],
)
def test_what_is_not_granted_is_refused_on_record_and_leaves_nothing(
    place: Place, wp: Said, tmp_path: Path, terms: tuple[str, str, str], said: str | None
) -> None:
    agreement, purpose, partner = terms
    before = len(Exports(place.register).every())

    told = wp(
        *("export", place.root, "--agreement", agreement, "--purpose", purpose),
        *("--for", partner, "--out", tmp_path / "out"),
    )

    last = AuditLog(place.register / "audit.sqlite3").rows()[-1]
    if said is None:  # matching opens records, which name nobody here
        assert not (tmp_path / "out").exists() or not {*cells(tmp_path / "out")} & {"Wrenfield"}
        return
    assert told.code == 1 and said in told.err
    assert (last["action"], last["outcome"], last["purpose"]) == ("export", "denied", purpose)
    assert not (tmp_path / "out").exists()
    assert len(Exports(place.register).every()) == before


def test_a_cohort_goes_out_for_its_own_purpose_only(place: Place, wp: Said, tmp_path: Path) -> None:
    asked = words(place, "troubled-families", "individual-help", tmp_path / "out")

    told = wp(*asked, "--cohort", "ae-attendees")
    fit = wp(*asked, "--cohort", "troubled-families-phase1")

    assert told.code == 1 and "which is decided about anew" in told.err
    assert fit.code == 0
    members = {row["household"] for row in table(tmp_path / "out", "cohort")}
    assert members <= {row["household"] for row in table(tmp_path / "out", "person")}


def test_an_extract_that_cannot_be_recorded_is_not_made(
    copy: Place, wp: Said, tmp_path: Path
) -> None:
    (copy.register / "audit.sqlite3").unlink(missing_ok=True)
    (copy.register / "audit.sqlite3").mkdir()

    told = wp(*words(copy, *ASKED[0], tmp_path / "out"))

    assert told.code == 1 and "nothing was done" in told.err
    assert not (tmp_path / "out").exists()
    assert not (copy.register / "decisions").exists()
    assert not (copy.register / "keys").exists()
