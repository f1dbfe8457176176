"""The police: suspects and offences, action against anti-social behaviour, arrests."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..days import AS_AT, SLASHED, Days, written
from ..formats import write_csv
from ..identifiers import pnc_ids
from ..offending import Offences, antisocial_actions
from ..records import Habits, Roster, doors, hear, lines, local_ids, postcodes
from ..text import Strings, pick, when
from ..world import World

SOURCE = "police-offences"
HABITS = Habits(familiar=0.07, given_typo=0.025, family_typo=0.035, initial=0.01, born=0.04)
GROUPS = (
    "Violence against the person", "Theft and handling", "Robbery", "Burglary", "Drugs",
    "Criminal damage", "Public order", "Fraud and forgery", "Motoring",
)  # fmt: skip
ACTIONS = ("ASBO", "Injunction", "Acceptable behaviour contract", "Housing-related intervention")
DISPOSALS = ("Charged", "Caution", "Reprimand", "Convicted", "No further action")
SECOND_RECORD = 0.12


def deliver(world: World, extracts: Path, committed: Offences) -> list[Roster]:
    """Write the three lists; those only on the behaviour list have records too."""
    rng, folder = world.rng("police"), extracts / "police"
    disturbing, acted_on = antisocial_actions(world)
    suspects = _Suspects.of(world, np.concatenate([committed.person, disturbing]), rng)
    held, also_held = np.split(suspects.row, [len(committed.person)])
    _write_offences(world, committed, held, suspects, folder / "offences.csv", rng)
    _write_antisocial(world, acted_on, also_held, suspects, folder / "asb_actions.csv", rng)
    _write_arrests(committed, held, suspects, folder / "arrests.csv", rng)
    return [Roster(SOURCE, suspects.number, suspects.person)]


@dataclass(frozen=True)
class _Suspects:
    """The force's index; some people are in it twice, under what they said each time."""

    person: np.ndarray
    number: Strings
    row: np.ndarray  # of each event given, which row of the index

    @classmethod
    def of(cls, world: World, person: np.ndarray, rng: np.random.Generator) -> "_Suspects":
        twice = (rng.random(len(world.people)) < SECOND_RECORD)[person]
        second = twice & (rng.random(len(person)) < 0.5)
        keys, row = np.unique(person * 2 + second, return_inverse=True)
        return cls(keys // 2, local_ids("P", 7, len(keys), rng), row)


def _write_offences(
    world: World,
    committed: Offences,
    held: np.ndarray,
    suspects: _Suspects,
    path: Path,
    rng: np.random.Generator,
) -> None:
    """Write one row for each offence, as the officer took it down, in the force's old encoding."""
    said = hear(world, suspects.person, np.full(len(suspects.person), AS_AT - 550), HABITS, rng)
    door = doors(world, committed.person, committed.on, 0.05, rng)
    blank = rng.random(len(door)) < 0.04
    write_csv(
        path,
        {
            "PersonID": pick(suspects.number, held),
            "PNC ID": pick(_pnc(world, suspects, rng), held),
            "Surname": pick(said.family, held),
            "Forename": pick(said.given, held),
            "DOB": written(said.born[held], SLASHED),
            "Sex": pick(("Male", "Female"), said.female[held].astype(int)),
            "Address": when(blank, "No fixed abode", lines(world, door, rng, 0.12)),
            "Postcode": when(blank, "", postcodes(world, door, rng, 0.04)),
            "Offence Date": written(committed.on, SLASHED),
            "Offence Group": pick(GROUPS, rng.integers(0, len(GROUPS), len(held))),
            "Disposal": pick(DISPOSALS, committed.disposal),
        },
        encoding="cp1252",
    )


def _pnc(world: World, suspects: _Suspects, rng: np.random.Generator) -> Strings:
    """Give six in ten suspects a national id, written long or short."""
    whole = world.rng("pnc")
    long, short = pnc_ids(min(len(world.people), 900_000), whole)
    person = suspects.person
    luck = rng.random(len(person))
    has = whole.random(len(world.people))[person] < 0.6
    return when(has, when(luck < 0.5, pick(long, person), pick(short, person)), "")


def _write_antisocial(
    world: World,
    on: Days,
    held: np.ndarray,
    suspects: _Suspects,
    path: Path,
    rng: np.random.Generator,
) -> None:
    person = suspects.person[held]
    said = hear(world, person, on, Habits(born=0.02), rng)
    door = doors(world, person, on, 0.03, rng)
    write_csv(
        path,
        {
            "PersonID": pick(suspects.number, held),
            "Surname": said.family,
            "Forename": said.given,
            "DOB": written(said.born),
            "Address": lines(world, door, rng, 0.08),
            "Postcode": postcodes(world, door, rng, 0.03),
            "Action Date": written(on),
            "Action Type": pick(ACTIONS, rng.integers(0, len(ACTIONS), len(on))),
        },
    )


def _write_arrests(
    committed: Offences,
    held: np.ndarray,
    suspects: _Suspects,
    path: Path,
    rng: np.random.Generator,
) -> None:
    """Write arrests, each some days after an offence."""
    arrested = np.flatnonzero(rng.random(len(held)) < np.where(committed.proven, 0.75, 0.5))
    on = committed.on[arrested] + rng.integers(0, 20, len(arrested))
    arrested, on = arrested[on < AS_AT], on[on < AS_AT]
    order = np.argsort(on, kind="stable")
    write_csv(
        path,
        {
            "PersonID": pick(suspects.number, held[arrested[order]]),
            "Arrest Date": written(on[order]),
        },
    )
