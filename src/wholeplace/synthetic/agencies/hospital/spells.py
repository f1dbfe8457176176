"""Admitted care, in the words of Hospital Episode Statistics; one year of it pseudonymised."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...days import AS_AT, NEVER, YEAR_STARTS, Days, ages, written
from ...formats import write_csv
from ...identifiers import distinct
from ...records import doors, postcodes
from ...runs import repeated
from ...text import Strings, glue, numbers, pick, when
from ...world import World
from .attendances import STALE, year_name
from .patients import SITES, YEARS, Patients, Visits

EMERGENCY = ("21", "21", "21", "21", "21", "22", "23", "28")
PLANNED = ("11", "12", "13")
STAY_BY_AGE = ((0, 60, 90), (2, 5, 11))
NUMBERED = 0.97


@dataclass(frozen=True)
class Spells:
    """Stays in hospital, in the order they began."""

    person: np.ndarray
    on: Days
    nights: np.ndarray
    method: Strings
    site: np.ndarray
    patient: np.ndarray

    def at(self, chosen: np.ndarray) -> "Spells":
        """Keep these spells."""
        place = np.flatnonzero(chosen)
        return Spells(
            self.person[place],
            self.on[place],
            self.nights[place],
            self.method.take(place),
            self.site[place],
            self.patient[place],
        )

    @property
    def left(self) -> Days:
        """The day of discharge; NEVER for those still in."""
        return np.where(self.on + self.nights < AS_AT, self.on + self.nights, NEVER)


def write_spells(
    world: World, visits: Visits, patients: Patients, acute: Path, rng: np.random.Generator
) -> None:
    """Send the first year pseudonymised and the two after it by number."""
    spells = _spells(world, visits, rng)
    token_only = spells.on < YEAR_STARTS[1]
    path = acute / "pseudonymised" / "apc_2011_12.csv"
    _write_pseudonymised(world, spells.at(token_only), path, rng)
    for first, last in YEARS[1:]:
        due = spells.at((spells.on >= first) & (spells.on < last))
        _write_named(world, due, patients, acute / f"apc_{year_name(first)}.csv", rng)


def _spells(world: World, visits: Visits, rng: np.random.Generator) -> Spells:
    chosen = np.flatnonzero(visits.planned | visits.admitted)
    chosen = chosen[np.argsort(visits.on[chosen], kind="stable")]
    person, on, planned = visits.person[chosen], visits.on[chosen], visits.planned[chosen]
    nights = _nights(world, person, on, planned, rng)
    method = _methods(world, person, on, planned, rng)
    return Spells(person, on, nights, method, visits.site[chosen], visits.patient[chosen])


def _nights(
    world: World, person: np.ndarray, on: Days, planned: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Draw nights in hospital; a death ends the stay."""
    mean = np.where(planned, 1.0, np.interp(world.people.age[person], *STAY_BY_AGE))
    nights = np.floor(rng.exponential(mean)).astype(np.int32)
    return np.minimum(nights, np.maximum(world.people.died[person] - on, 0)).astype(np.int32)


def _methods(
    world: World, person: np.ndarray, on: Days, planned: np.ndarray, rng: np.random.Generator
) -> Strings:
    """Code admission: 1x from a list, 2x emergency, 3x maternity."""
    age = ages(world.people.born[person], on)
    maternity = world.people.female[person] & (age >= 19) & (age <= 42)
    maternity &= rng.random(len(person)) < 0.4
    listed = when(maternity, "31", pick(PLANNED, rng.integers(0, len(PLANNED), len(person))))
    return when(planned, listed, pick(EMERGENCY, rng.integers(0, len(EMERGENCY), len(person))))


def _write_named(
    world: World, spells: Spells, patients: Patients, path: Path, rng: np.random.Generator
) -> None:
    """Write a row for each episode; a spell has one to four under different consultants."""
    people, person = world.people, spells.person
    spell, starts, ends = _episodes(spells, rng)
    finished = ends < AS_AT
    door = doors(world, person, spells.on, STALE, rng)
    number = pick(world.identifiers.nhs, person)
    of_spell = {
        "NEWNHSNO": when(rng.random(len(person)) < NUMBERED, number, ""),
        "LOPATID": pick(patients.number, spells.patient),
        "DOB": written(people.born[person]),
        "SEX": pick(("1", "2"), people.female[person].astype(int)),
        "HOMEADD_POSTCODE": postcodes(world, door, rng, 0.01),
        "ADMIDATE": written(spells.on),
        "DISDATE": written(spells.left),
        "ADMIMETH": spells.method,
        "DISDEST": _discharge(world, spells, rng),
        "PROCODE": pick(SITES, spells.site),
    }
    of_episode = {
        "EPISTART": written(np.minimum(starts, AS_AT - 1)),
        "EPIEND": written(np.where(finished, ends, NEVER)),
        "EPISTAT": when(finished, "3", "1"),
    }
    repeated = {name: pick(column, spell) for name, column in of_spell.items()}
    write_csv(path, repeated | of_episode)


def _episodes(spells: Spells, rng: np.random.Generator) -> tuple[np.ndarray, Days, Days]:
    """Share each stay among its episodes, end to end."""
    episodes = np.minimum(1 + rng.poisson(np.minimum(spells.nights, 12) * 0.12), 4)
    spell, nth = repeated(episodes)
    began, nights, of = spells.on[spell], spells.nights[spell], episodes[spell]
    return spell, began + nights * nth // of, began + nights * (nth + 1) // of


def _discharge(world: World, spells: Spells, rng: np.random.Generator) -> Strings:
    """Code where the person went: home, care home, died, not yet gone."""
    old = world.people.age[spells.person] > 80
    to_care_home = rng.random(len(old)) < np.where(old, 0.1, 0.01)
    dead = world.people.died[spells.person] == spells.left
    gone = when(dead, "79", when(to_care_home, "65", "19"))
    return when(spells.left == NEVER, "98", gone)


def _write_pseudonymised(
    world: World, spells: Spells, path: Path, rng: np.random.Generator
) -> None:
    """Write a year with a token for the person, a birth year and a neighbourhood."""
    people, ground = world.people, world.ground
    token = numbers(distinct(10**6, len(people), rng) + 10**9)
    year = people.born[spells.person].astype("datetime64[D]").astype("datetime64[Y]").astype(int)
    door = doors(world, spells.person, spells.on, 0.0, rng)
    lsoa = ground.lsoa[world.units.addresses.postcode[door]]
    write_csv(
        path,
        {
            "HESID": glue("T", pick(token, spells.person)),
            "BIRTH_YEAR": numbers(year + 1970),
            "SEX": pick(("1", "2"), people.female[spells.person].astype(int)),
            "LSOA11": pick([*ground.lsoas, ""], lsoa),
            "ADMIDATE": written(spells.on),
            "DISDATE": written(spells.left),
            "ADMIMETH": spells.method,
        },
    )
