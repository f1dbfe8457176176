"""The police: suspects and offences, action against anti-social behaviour, arrests."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..carriers import Crime
from ..days import AS_AT, SLASHED, START, YEAR, Days, ages, written
from ..formats import write_csv
from ..identifiers import pnc_ids
from ..records import Habits, Roster, alive_on, doors, hear, lines, local_ids, postcodes
from ..text import Strings, pick, when
from ..world import World

SOURCE = "police-offences"
HABITS = Habits(familiar=0.07, given_typo=0.025, family_typo=0.035, initial=0.01, born=0.04)
GROUPS = (
    "Violence against the person", "Theft and handling", "Robbery", "Burglary", "Drugs",
    "Criminal damage", "Public order", "Fraud and forgery", "Motoring",
)  # fmt: skip
ACTIONS = ("ASBO", "Injunction", "Acceptable behaviour contract", "Housing-related intervention")
_CHARGED, CAUTION, REPRIMAND, CONVICTED, NO_FURTHER = range(5)
PROVEN = (CAUTION, REPRIMAND, CONVICTED)
DISPOSALS = ("Charged", "Caution", "Reprimand", "Convicted", "No further action")
OFFENDING_BY_AGE = (
    (10, 12, 15, 18, 22, 30, 45, 60, 75),
    (0.0, 0.02, 0.1, 0.17, 0.17, 0.11, 0.06, 0.02, 0),
)
SECOND_RECORD = 0.12
# Young people outside flagged households have no proven offence as late as this.
YOUTH_QUIET_FROM = AS_AT - 400
RECENT = (AS_AT - 335, AS_AT - 70)


@dataclass(frozen=True)
class Offences:
    """Offences with their suspect: one row each."""

    person: np.ndarray
    on: Days
    disposal: np.ndarray

    @property
    def proven(self) -> np.ndarray:
        """Mark cautions, reprimands and convictions; a charge is no proof yet."""
        return np.isin(self.disposal, PROVEN)


def offences(world: World) -> Offences:
    """Plant offences: background ones, and those that carry a household's flag."""
    rng = world.rng("offences")
    person, on = _background(world, rng)
    disposal = _disposals(world, person, on, rng)
    young = world.people.age[person] < 19
    disposal[young & (on >= YOUTH_QUIET_FROM)] = NO_FURTHER
    carriers = np.flatnonzero(world.needs.offends == Crime.YOUNG_OFFENDER)
    carrier = np.repeat(carriers, rng.integers(1, 4, len(carriers)))
    carried_on = rng.integers(*RECENT, len(carrier))
    how = rng.choice(PROVEN, len(carrier))
    whole = Offences(
        np.concatenate([person, carrier]),
        np.concatenate([on, carried_on]).astype(np.int32),
        np.concatenate([disposal, how]),
    )
    order = np.lexsort((whole.person, whole.on))
    return Offences(whole.person[order], whole.on[order], whole.disposal[order])


def deliver(world: World, extracts: Path, committed: Offences) -> list[Roster]:
    """Write the three lists; those only on the behaviour list have records too."""
    rng = world.rng("police")
    asb_person, asb_on = _antisocial(world, rng)
    suspects = _Suspects.of(world, np.concatenate([committed.person, asb_person]), rng)
    split = len(committed.person)
    held, asb_held = suspects.row[:split], suspects.row[split:]
    _write_offences(world, committed, held, suspects, extracts / "police" / "offences.csv", rng)
    _write_antisocial(world, asb_on, asb_held, suspects, extracts / "police", rng)
    _write_arrests(committed, held, suspects, extracts / "police" / "arrests.csv", rng)
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


def _background(world: World, rng: np.random.Generator) -> tuple[np.ndarray, Days]:
    """Scatter suspected offences over people by age, sex and hardship."""
    people, needs = world.people, world.needs
    rate = np.interp(people.age, *OFFENDING_BY_AGE) * np.where(people.female, 0.25, 1.0)
    rate *= np.exp(0.6 * needs.hardship[people.unit]) * np.exp(rng.normal(-0.7, 1.2, len(people)))
    rate = np.where(needs.known, rate, 0)
    count = rng.poisson(rate * 3 * 1.7)
    person = np.repeat(np.arange(len(people)), count)
    on = rng.integers(START, AS_AT, len(person)).astype(np.int32)
    kept = alive_on(world, person, on) & (on - people.born[person] >= 10.1 * YEAR)
    return person[kept], on[kept]


def _disposals(world: World, person: np.ndarray, on: Days, rng: np.random.Generator) -> np.ndarray:
    adult = rng.choice(5, len(person), p=(0.22, 0.13, 0.0, 0.2, 0.45))
    youth = rng.choice(5, len(person), p=(0.15, 0.0, 0.25, 0.2, 0.4))
    return np.where(ages(world.people.born[person], on) < 18, youth, adult)


def _antisocial(world: World, rng: np.random.Generator) -> tuple[np.ndarray, Days]:
    """Scatter actions: planted ones within the year, all others more than thirteen months ago."""
    needs, people = world.needs, world.people
    carriers = np.flatnonzero(needs.offends == Crime.ANTISOCIAL)
    carrier = np.repeat(carriers, rng.integers(1, 3, len(carriers)))
    able = needs.known & (people.age >= 14) & (people.age < 70)
    chance = 0.006 * np.exp(0.6 * needs.hardship[people.unit])
    older = np.flatnonzero(able & (rng.random(len(people)) < chance))
    on = np.concatenate(
        [rng.integers(*RECENT, len(carrier)), rng.integers(START, AS_AT - 400, len(older))]
    ).astype(np.int32)
    person = np.concatenate([carrier, older])
    kept = alive_on(world, person, on)
    order = np.lexsort((person, on))
    order = order[kept[order]]
    return person[order], on[order]


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
    folder: Path,
    rng: np.random.Generator,
) -> None:
    person = suspects.person[held]
    said = hear(world, person, on, Habits(born=0.02), rng)
    door = doors(world, person, on, 0.03, rng)
    write_csv(
        folder / "asb_actions.csv",
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
