"""The answer book: who is who, who was planted as needy, what change was planted."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .burden import Burden
from .days import AS_AT, NEVER, ages, day
from .names import load_names
from .proceedings import CHANGED, MEDIAN_WEEKS_AFTER, MEDIAN_WEEKS_BEFORE, Proceedings
from .records import Roster
from .text import Strings, glue, numbers, pick, same, when
from .world import World

TWELVE_MONTHS_AGO = day(2013, 4, 1)


def write_truth(
    folder: Path,
    world: World,
    rosters: list[Roster],
    burden: Burden,
    adult_care: np.ndarray,
    cases: Proceedings,
    notes: dict[str, object],
) -> None:
    """Write the planted truth; no rule of any cohort is evaluated here."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(_records(rosters), folder / "records.parquet")
    pq.write_table(_people(world), folder / "people.parquet")
    pq.write_table(_cohorts(world, burden, adult_care, cases), folder / "cohorts.parquet")
    _write_json(folder / "effects.json", _effects(cases))
    _write_json(folder / "notes.json", notes)


def person_ids(person: np.ndarray) -> Strings:
    """Name true people."""
    return glue("T", numbers(person + 1, 6))


def household_ids(unit: np.ndarray) -> Strings:
    """Name true households."""
    return glue("H", numbers(np.maximum(unit, 0) + 1, 6))


def _records(rosters: list[Roster]) -> pa.Table:
    columns = {
        "source": [same(roster.source, len(roster.person)) for roster in rosters],
        "local_id": [roster.local_id for roster in rosters],
        "person": [person_ids(roster.person) for roster in rosters],
    }
    table = pa.table(
        {name: pa.concat_arrays([_whole(p) for p in parts]) for name, parts in columns.items()}
    )
    return table.group_by(table.column_names, use_threads=False).aggregate([])


def _whole(column: Strings) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _people(world: World) -> pa.Table:
    people, ground, names = world.people, world.ground, load_names()
    postcode = world.units.addresses.postcode[people.unit]
    nobody = pa.scalar(None, pa.string())
    boroughs = ("E09000033", "E09000020", "E09000013")
    died = pa.array(people.died.astype(np.int32), mask=people.alive)
    return pa.table(
        {
            "person": person_ids(np.arange(len(people))),
            "household": when(people.household >= 0, household_ids(people.household), nobody),
            "given": pick(names.given, people.given),
            "family": pick(names.family, people.family),
            "birth_date": pa.array(people.born.astype(np.int32)).cast(pa.date32()),
            "sex": pick(("male", "female"), people.female.astype(int)),
            "died": died.cast(pa.date32()),
            "borough": pick(boroughs, ground.borough[postcode]),
            "ward": pick(ground.wards, ground.ward[postcode]),
            "lsoa": pick(ground.lsoas, ground.lsoa[postcode]),
            "communal": pa.array(people.communal),
            "postcode": pick(ground.postcode, postcode),
        }
    )  # fmt: skip


def _cohorts(world: World, burden: Burden, adult_care: np.ndarray, cases: Proceedings) -> pa.Table:
    people, needs = world.people, world.needs
    recent = burden.attended[burden.attended_on >= TWELVE_MONTHS_AGO]
    planted = {
        "ae-attendees": _living(world, recent),
        "adult-social-care": _living(world, adult_care),
        "neet-claimant": np.flatnonzero(needs.neet_claimant),
        "neet-hidden": np.flatnonzero(needs.neet_hidden),
        "care-proceedings": _living(world, _in_proceedings(world, cases)),
    }
    households = np.unique(people.household[needs.troubled[people.unit] & (people.household >= 0)])
    parts = [_members("troubled-families-phase1", "household", household_ids(households))]
    parts += [_members(name, "person", person_ids(who)) for name, who in planted.items()]
    return pa.concat_tables(parts)


def _in_proceedings(world: World, cases: Proceedings) -> np.ndarray:
    """Children whose proceedings run, or ended in the last year."""
    lately = cases.ended[cases.child_set] > TWELVE_MONTHS_AGO
    young = ages(world.people.born[cases.child], np.full(len(cases.child), AS_AT)) < 18
    return cases.child[lately & young]


def _living(world: World, person: np.ndarray) -> np.ndarray:
    who = np.unique(person)
    return who[world.people.alive[who]]


def _members(cohort: str, unit: str, ids: Strings) -> pa.Table:
    n = len(ids)
    return pa.table({"cohort": same(cohort, n), "unit": same(unit, n), "id": ids})


def _effects(cases: Proceedings) -> dict[str, object]:
    """Say what was planted, and the median it came to among all sets, ended or not."""
    weeks = np.where(cases.ended < NEVER, cases.ended, AS_AT) - cases.submitted
    before = cases.submitted < CHANGED

    def told(planted: int, chosen: np.ndarray) -> dict[str, object]:
        drawn = float(np.median(weeks[chosen]) / 7) if chosen.any() else None
        return {"planted_median_weeks": planted, "sets": int(chosen.sum()),
                "open": int((chosen & (cases.ended == NEVER)).sum()),
                "median_weeks_so_far": drawn and round(drawn, 1)}  # fmt: skip

    return {
        "care-proceedings": {
            "changed": "2012-04-01",
            "before": told(MEDIAN_WEEKS_BEFORE, before),
            "after": told(MEDIAN_WEEKS_AFTER, ~before),
        }
    }


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", "utf-8")
