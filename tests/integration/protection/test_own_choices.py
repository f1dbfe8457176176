"""What people say about their own data holds for extracts, names and contact as well."""

import csv
import json
from pathlib import Path

import pytest

from support.protection import SOMEBODY, Said
from support.scanning import found_in
from wholeplace.place import Place, load_place
from wholeplace.pooling.store import open_snapshot
from wholeplace.trust.keys import Keys
from wholeplace.trust.stopping import OBJECTS

FAMILIES = ("troubled-families", "individual-help")
HEALTH = ("health-and-care-planning", "planning")
NOBODY = "N" + "A" * 26


@pytest.fixture
def her(copy: Place) -> str:
    """The id of somebody planted: the police, a hospital and the DWP know her."""
    return person_of(copy, "police-offences", "P9000020")


def person_of(place: Place, source: str, local: str) -> str:
    with open_snapshot(place) as snapshot:
        record = snapshot.table("record").select(["record", "source", "local_id"])
        rows = record.join(snapshot.table("person_record"), "record").to_pylist()
    return next(r["person"] for r in rows if (r["source"], r["local_id"]) == (source, local))


def deliver(place: Place, wp: Said, verb: str, *rows: str, list: str | None = None) -> None:
    path = place.root / f"{verb}.csv"
    path.write_text("".join(f"{row}\n" for row in rows))
    told = wp(verb, place.root, "--import", path, *(("--list", list) if list else ()))
    path.unlink()
    assert told.code == 0, told.err


def extract(place: Place, wp: Said, asked: tuple[str, str], out: Path) -> Path:
    terms = ("--agreement", asked[0], "--purpose", asked[1], "--for", "westminster")
    told = wp("export", place.root, *terms, "--out", out)
    assert told.code == 0, told.err
    return out


def rows(folder: Path, name: str, pseudonym: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["person"] == pseudonym]


def pseudonym(place: Place, asked: tuple[str, str], person: str) -> str:
    return Keys(place.register).current(*asked).pseudonym(person)


def notice(place: Place, wp: Said) -> None:
    """She gives notice that nothing of hers is used to offer her help."""
    said = ("source,local_id,purposes", "police-offences,P9000020,individual-help")
    deliver(place, wp, "objections", *said, list="section-10-notice")


def objecting(place: Place, wp: Said) -> None:
    """She objects to one source being used to offer her help: the others may still tell of her."""
    head = "source,local_id,purposes,sources"
    said = "police-offences,P9000020,individual-help,dwp-benefits"
    deliver(place, wp, "objections", head, said, list="section-10-notice")


def test_who_gave_notice_is_in_no_extract_for_that_purpose(
    copy: Place, her: str, wp: Said, tmp_path: Path
) -> None:
    before = extract(copy, wp, FAMILIES, tmp_path / "before")
    notice(copy, wp)
    after = extract(copy, wp, FAMILIES, tmp_path / "after")
    other = extract(copy, wp, ("place-planning", "planning"), tmp_path / "other")

    name = pseudonym(copy, FAMILIES, her)
    assert found_in(before, [name])
    assert found_in(after, [name]) == {}
    assert found_in(other, [pseudonym(copy, ("place-planning", "planning"), her)])
    said = json.loads((after / "manifest.json").read_text())
    assert list(said["obeyed"]) == ["section-10-notice"]


def test_health_records_she_closed_stay_back_and_the_rest_goes(
    copy: Place, her: str, wp: Said, tmp_path: Path
) -> None:
    before = extract(copy, wp, HEALTH, tmp_path / "before")
    deliver(copy, wp, "objections", "nhs", SOMEBODY.nhs, list="health-records")
    after = extract(copy, wp, HEALTH, tmp_path / "after")

    name = pseudonym(copy, HEALTH, her)
    kinds = {path.stem for path in before.glob("*.csv")} - {"person"}
    assert any(rows(before, kind, name) for kind in kinds)
    assert not any(rows(after, kind, name) for kind in kinds)
    counted = [
        sum(len(list(csv.reader(p.open(encoding="utf-8")))) for p in one.glob("*.csv"))
        for one in (before, after)
    ]
    assert counted[0] - counted[1] <= 4, "nobody else's rows went with hers"


def test_who_gave_notice_is_not_named_and_nothing_tells_why(
    copy: Place, her: str, wp: Said, tmp_path: Path
) -> None:
    extract(copy, wp, ("place-planning", "planning"), tmp_path / "out")
    name = pseudonym(copy, ("place-planning", "planning"), her)
    terms = ("--agreement", FAMILIES[0], "--purpose", FAMILIES[1], "--for", "westminster")
    who = ("--by", "duty social worker", "--reason", "offer of a key worker")

    told = wp("reidentify", copy.root, "--pseudonym", name, *terms, *who)
    notice(copy, wp)
    refused = wp("reidentify", copy.root, "--pseudonym", name, *terms, *who)
    never = wp("reidentify", copy.root, "--pseudonym", NOBODY, *terms, *who)

    assert told.code == 0 and SOMEBODY.family.casefold() in told.out.casefold()
    assert refused.code == 1 and (refused.out, refused.err) == (never.out, never.err)


def test_a_name_comes_with_the_stop_list(copy: Place, her: str, wp: Said, tmp_path: Path) -> None:
    extract(copy, wp, ("place-planning", "planning"), tmp_path / "out")
    name = pseudonym(copy, ("place-planning", "planning"), her)
    objecting(copy, wp)
    terms = ("--agreement", FAMILIES[0], "--purpose", FAMILIES[1], "--for", "westminster")
    who = ("--by", "duty social worker", "--reason", "offer of a key worker")

    told = wp("reidentify", copy.root, "--pseudonym", name, *terms, *who)

    assert told.code == 0
    assert told.out.splitlines()[1] == f"DO NOT CONTACT: {OBJECTS}"


def test_an_extract_for_help_says_who_may_be_contacted(
    copy: Place, her: str, wp: Said, tmp_path: Path
) -> None:
    objecting(copy, wp)
    helping = extract(copy, wp, FAMILIES, tmp_path / "helping")
    planning = extract(copy, wp, ("place-planning", "planning"), tmp_path / "planning")

    with (helping / "person.csv").open(newline="") as file:
        contact = {row["person"]: row["contact"] for row in csv.DictReader(file)}
    with (planning / "person.csv").open(newline="") as file:
        assert {row["contact"] for row in csv.DictReader(file)} == {""}
    stopped = {person for person, said in contact.items() if said != "yes"}
    assert stopped == {pseudonym(copy, FAMILIES, her)}
    assert {contact[one] for one in stopped} == {"no"}


def test_who_is_stopped_is_said_beside_every_member_of_a_cohort_for_help(
    copy: Place, wp: Said
) -> None:
    cohort = "troubled-families-phase1"
    members = json.loads(wp("cohort", copy.root, cohort, "--json").out)["members"]
    may = json.loads(wp("cohort", copy.root, cohort, "--contacts", "--json").out)["may"]

    assert sorted({one for row in members for one in row["may_contact"]}) == may
    assert all(set(row["may_contact"]) <= set(row["persons"]) for row in members)
    planning = json.loads(wp("cohort", copy.root, "ae-attendees", "--json").out)["members"]
    assert planning and not any("may_contact" in row for row in planning)


def test_under_consent_only_those_who_consent_go_out(
    copy: Place, her: str, wp: Said, tmp_path: Path
) -> None:
    path = copy.root / "agreements" / "mental-health.toml"
    asked = 'party = "mental-health-trust"\nasked = 2014-01-13'
    path.write_text(path.read_text().replace(asked, f"{asked}\nsigned = 2014-02-20"))
    with open_snapshot(copy) as snapshot:
        held = snapshot.table("identifier").to_pylist()
    known = sorted({r["value"] for r in held if r["scheme"] == "nhs" and r["valid"]})
    patients = [SOMEBODY.nhs, *[one for one in known if one != SOMEBODY.nhs][:3]]
    folder = copy.extracts / "mental_health"
    folder.mkdir()
    said = [f"M{n},{number},2014-02-1{n}\n" for n, number in enumerate(patients)]
    (folder / "contacts.csv").write_text("".join(["PatientID,NHSNumber,ContactDate\n", *said]))
    place = load_place(copy.root)
    assert wp("run", place.root).code == 0
    terms = ("--agreement", "mental-health", "--purpose", "individual-help", "--for", "westminster")

    wp("export", place.root, *terms, "--out", tmp_path / "none")
    given = ("nhs,wording,given,means", f"{SOMEBODY.nhs},mental-health-help-1,2014-03-03,form")
    deliver(place, wp, "consents", *given)
    assert wp("export", place.root, *terms, "--out", tmp_path / "one").code == 0

    def seen(name: str) -> set[str]:
        with (tmp_path / name / "mental_health_contact.csv").open(newline="") as file:
            return {row["person"] for row in csv.DictReader(file)}

    person = person_of(place, "police-offences", "P9000020")
    assert seen("none") == set()
    assert seen("one") == {pseudonym(place, ("mental-health", "individual-help"), person)}


def test_a_list_that_still_holds_somebody_who_was_erased_is_taken_without_her(
    copy: Place, wp: Said
) -> None:
    who = ("--by", "data protection officer", "--reason", "request 12 of 2014")
    assert wp("forget", copy.root, "--person", f"nhs:{SOMEBODY.nhs}", "--do", *who).code == 0
    path = copy.root / "list.csv"
    path.write_text(f"nhs\n{SOMEBODY.nhs}\n9990000018\n")
    told = wp("objections", copy.root, "--import", path, "--list", "health-records")
    path.write_text(
        f"nhs,wording,given,means\n{SOMEBODY.nhs},mental-health-help-1,2014-03-03,form\n"
    )
    wp("consents", copy.root, "--import", path)
    path.unlink()

    assert "Left out, because their data were erased: 1" in told.out
    assert found_in(copy.register, [SOMEBODY.nhs]) == {}
    assert found_in(copy.register, ["9990000018"])
