"""People who opted out and people who consent, from delivered file to every figure of a run."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from support.loop.places import invent, wholeplace
from wholeplace.cohorts import Frames, evaluate_in
from wholeplace.loop import results, run
from wholeplace.loop.asking import Asked
from wholeplace.place import Cohort, Place, load_place
from wholeplace.pooling.decisions import choices_of
from wholeplace.pooling.store import Snapshot, open_snapshot

COSTS = "concentrations/concentration-health-and-care"
HOSPITAL = {"admitted-care", "admitted-care-2011", "ae-attendances"}


@pytest.fixture(scope="module")
def pooled(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A pooled place that nobody has objected in, where the mental-health trust has signed."""
    place = invent(tmp_path_factory.mktemp("canaries") / "place", people=300)
    run(place)
    sign(place)
    with open_snapshot(place) as snapshot:
        patients = sorted(p for p, names in sources(snapshot).items() if names & HOSPITAL)
        given = numbers(snapshot, patients)[:8]
    folder = place.extracts / "mental_health"
    folder.mkdir()
    rows = [f"M{n},{number},2014-02-{10 + n}\n" for n, number in enumerate(given)]
    (folder / "contacts.csv").write_text("".join(["PatientID,NHSNumber,ContactDate\n", *rows]))
    place = load_place(place.root)
    run(place)
    return place


def sign(place: Place) -> None:
    """The signature the example waits for."""
    path = place.root / "agreements" / "mental-health.toml"
    asked = 'party = "mental-health-trust"\nasked = 2014-01-13'
    text = path.read_text()
    assert asked in text
    path.write_text(text.replace(asked, f"{asked}\nsigned = 2014-02-20"))


@pytest.fixture
def place(pooled: Place, tmp_path: Path) -> Place:
    """A copy of it, to object in."""
    shutil.copytree(pooled.root, tmp_path / "place")
    return load_place(tmp_path / "place")


def numbers(snapshot: Snapshot, people: list[str]) -> list[str]:
    """An NHS number of each, if there is one."""
    records = snapshot.table("person_record").join(snapshot.table("identifier"), "record")
    theirs = records.filter(pc.equal(records["scheme"], "nhs")).to_pylist()
    found = {row["person"]: row["value"] for row in theirs if row["valid"]}
    return [found[person] for person in people if person in found]


def sources(snapshot: Snapshot) -> dict[str, set[str]]:
    """The sources of every person's records."""
    rows = snapshot.table("person_record").join(snapshot.table("record"), "record").to_pylist()
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["person"], set()).add(row["source"])
    return found


def deliver(place: Place, name: str, *rows: str) -> Path:
    path = place.root / name
    path.write_text("".join(f"{row}\n" for row in rows))
    return path


def object_to(place: Place, people: list[str], start: str = "2014-01-01") -> list[str]:
    """Put people on the list of health records; returns who could be."""
    with open_snapshot(place) as snapshot:
        given = numbers(snapshot, people)
    path = deliver(place, "optouts.csv", "nhs", *given)
    done = wholeplace(
        "objections", place.root, "--import", path, "--list", "health-records", "--from", start
    )
    assert done.returncode == 0, done.stderr
    return given


def members(place: Place, cohort: str) -> set[str]:
    table = pq.read_table(results(place) / "cohorts" / f"{cohort}.parquet")
    return set(table["unit"].to_pylist())


def told(place: Place, name: str) -> Any:
    return json.loads((results(place) / f"{name}.json").read_text("utf-8"))


def asked_of(place: Place, cohort: Cohort) -> set[str]:
    with open_snapshot(place) as snapshot:
        return set(Asked.of(place, snapshot).cohort(cohort).members["unit"].to_pylist())


def canaries(place: Place) -> list[str]:
    """A third of the attendees, who have an NHS number."""
    with open_snapshot(place) as snapshot:
        chosen = sorted(members(place, "ae-attendees"))[::3]
        return [person for person in chosen if numbers(snapshot, [person])]


def test_canaries_are_in_no_figure_of_planning_and_stay_in_their_own_care(place: Place) -> None:
    birds = canaries(place)
    assert len(birds) >= 10
    before = members(place, "ae-attendees")
    care = place.cohorts["ae-attendees"].model_copy(update={"purpose": "direct-care"})
    cared_for, costs = (
        asked_of(place, care),
        told(place, COSTS),
    )
    object_to(place, birds)

    assert members(place, "ae-attendees") == before, "until the next run"
    run(load_place(place.root))

    assert before - members(place, "ae-attendees") == set(birds)
    for cohort in place.cohorts.values():
        if (
            cohort.purpose == "planning"
            and (results(place) / f"cohorts/{cohort.id}.parquet").exists()
        ):
            assert set(birds).isdisjoint(members(place, cohort.id)), cohort.id
    now = told(place, COSTS)
    assert now["total_pence"] < costs["total_pence"]
    assert asked_of(place, care) == cared_for >= set(birds)


def test_costs_fall_by_just_what_those_who_object_cost(place: Place) -> None:
    birds = canaries(place)
    definition = place.concentrations["concentration-health-and-care"]
    with open_snapshot(place) as snapshot:
        _, before = Asked.of(place, snapshot).concentration(definition)
    object_to(place, birds)
    with open_snapshot(place) as snapshot:
        _, after = Asked.of(place, snapshot).concentration(definition)

    def by_person(table: pa.Table) -> dict[str, int]:
        return dict(zip(table["person"].to_pylist(), table["pence"].to_pylist(), strict=True))

    kept = {person: pence for person, pence in by_person(before).items() if person not in birds}
    assert by_person(after) == kept


def test_whoever_only_the_hospital_knows_is_counted_nowhere(place: Place) -> None:
    with open_snapshot(place) as snapshot:
        only = [p for p, names in sources(snapshot).items() if names <= HOSPITAL]
        only = [p for p in only if numbers(snapshot, [p])]
    assert only
    people = {b["code"]: b["people"] for b in told(place, "summary")["boroughs"]}
    units = told(place, "cohorts/ae-attendees")
    object_to(place, only)
    run(load_place(place.root))

    now = told(place, "cohorts/ae-attendees")
    total = sum(now[k] - units[k] for k in ("certain", "possible", "impossible"))
    assert -total > 0
    fewer = {b["code"]: b["people"] for b in told(place, "summary")["boroughs"]}
    assert sum(people.values()) - sum(fewer.values()) == -total


def test_every_result_and_the_manifest_name_the_list_they_went_by(place: Place) -> None:
    families = told(place, "cohorts/troubled-families-phase1")["count"]
    object_to(place, canaries(place))
    run(load_place(place.root))

    [version] = told(place, "agreements")["objections"]
    assert version["id"] == "health-records" and len(version["version"]) == 64
    named = {"health-records": version["version"]}
    assert told(place, "cohorts/ae-attendees")["obeyed"] == named
    assert told(place, COSTS)["obeyed"] == named
    with open_snapshot(place) as snapshot:
        assert snapshot.manifest["obeyed"] == named
    excluded = told(place, "cohorts/ae-attendees")["excluded"]["objection"]
    assert excluded == "1 to 7" or excluded % 5 == 0
    now = told(place, "cohorts/troubled-families-phase1")
    assert now["count"] == families, "no health record is read for it"


def test_a_list_counts_from_its_own_day_and_an_empty_one_brings_everyone_back(place: Place) -> None:
    before = members(place, "ae-attendees")
    object_to(place, canaries(place), start="2014-04-01")
    run(load_place(place.root))
    assert members(place, "ae-attendees") == before, "the list is for a day to come"

    object_to(place, canaries(place), start="2014-01-01")
    run(load_place(place.root))
    assert members(place, "ae-attendees") < before

    object_to(place, [], start="2014-03-01")
    run(load_place(place.root))
    assert members(place, "ae-attendees") == before


def test_a_partners_own_id_is_as_good_as_a_number(place: Place) -> None:
    with open_snapshot(place) as snapshot:
        rows = snapshot.table("person_record").join(snapshot.table("record"), "record").to_pylist()
    birds = set(sorted(members(place, "ae-attendees"))[:5])
    seen = [r for r in rows if r["person"] in birds and r["source"] == "ae-attendances"]
    lines = [f"ae-attendances,{row['local_id']}" for row in seen]
    path = deliver(place, "optouts.csv", "source,local_id", *lines)
    wholeplace("objections", place.root, "--import", path, "--list", "health-records")

    left = asked_of(place, place.cohorts["ae-attendees"])
    assert members(place, "ae-attendees") - left == {row["person"] for row in seen} & birds


def test_nobody_on_a_list_is_named_in_results_or_in_the_log(place: Place) -> None:
    given = object_to(place, canaries(place))
    run(load_place(place.root))

    written = [p for p in results(place).rglob("*") if p.is_file()]
    written.append(place.register / "audit.sqlite3")
    assert len(written) > 5
    for path in written:
        raw = path.read_bytes()
        assert not [number for number in given if number.encode() in raw], path


CONTACTS = {
    "id": "in-contact",
    "title": "In contact with the mental-health trust",
    "unit": "person",
    "purpose": "individual-help",
    "citation": ["a test"],
    "criterion": [
        {
            "id": "contact",
            "title": "A contact",
            "any": [{"exists": "mental_health_contact"}],
        }
    ],
    "select": {"of": ["contact"]},
}


def test_consent_opens_one_persons_rows_from_its_day_until_it_is_withdrawn(place: Place) -> None:
    cohort = Cohort.model_validate(CONTACTS)
    open_to_all = cohort.model_copy(update={"purpose": "planning"})
    known = sorted(asked_of(place, open_to_all))
    assert len(known) >= 4
    assert asked_of(place, cohort) == set(), "nobody has consented"

    given, withdrawn = date(2014, 3, 3), date(2014, 3, 10)
    with open_snapshot(place) as snapshot:
        pairs = [(person, numbers(snapshot, [person])) for person in known]
    asked = [(person, found[0]) for person, found in pairs if found]
    rows = [f"{number},mental-health-help-1,{given},form," for _, number in asked[:-1]]
    rows[0] = f"{asked[0][1]},mental-health-help-1,{given},form,{withdrawn}"
    path = deliver(place, "consents.csv", "nhs,wording,given,means,withdrawn", *rows)
    done = wholeplace("consents", place.root, "--import", path)
    assert done.returncode == 0, done.stderr
    consenting = {person for person, _ in asked[:-1]}

    with open_snapshot(place) as snapshot:
        frames = Frames.of(snapshot, place.vocabulary)
        for n in range(14):
            day = date(2014, 3, 1) + timedelta(days=n)
            choices = choices_of(place, snapshot, day)
            result = evaluate_in(place, cohort, frames, day, choices)
            expected = consenting if day >= given else set()
            expected = expected - {asked[0][0]} if day >= withdrawn else expected
            on_the_day = set(
                evaluate_in(place, open_to_all, frames, day).members["unit"].to_pylist()
            )
            assert set(result.members["unit"].to_pylist()) == expected & on_the_day, day
