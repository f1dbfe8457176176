"""Prisons' list of releases, with the other names people have used."""

from pathlib import Path

import numpy as np

from ..days import AS_AT, SLASHED, START, ages, written
from ..formats import write_csv
from ..identifiers import pnc_ids, prison_numbers
from ..offending import CONVICTED, Offences
from ..records import Habits, Roster, doors, hear, postcodes
from ..text import Strings, glue, numbers, pick, when
from ..world import World

SOURCE = "prison-releases"
HABITS = Habits(familiar=0.08, given_typo=0.03, family_typo=0.04, born=0.04, plain=True)
SENTENCES = (28, 56, 90, 120, 180, 270, 364, 365, 540, 730, 1095)
SENTENCE_SHARES = (0.14, 0.16, 0.15, 0.12, 0.12, 0.08, 0.04, 0.04, 0.07, 0.05, 0.03)


def deliver(world: World, extracts: Path, committed: Offences) -> list[Roster]:
    """Write releases of adults sentenced for some of the offences they were convicted of."""
    rng = world.rng("prisons")
    person, sentenced, length, released = _terms(world, committed, rng)
    prisoners, row = np.unique(person, return_inverse=True)
    number = prison_numbers(len(prisoners), rng)
    said = hear(world, prisoners, np.full(len(prisoners), AS_AT - 500), HABITS, rng)
    door = doors(world, person, released, 0.08, rng)
    long, _ = pnc_ids(min(len(world.people), 900_000), world.rng("pnc"))
    has_pnc = rng.random(len(prisoners)) < 0.9
    homeless = rng.random(len(person)) < 0.06
    write_csv(
        extracts / "prisons" / "releases.csv",
        {
            "prisonerNumber": pick(number, row),
            "pncNumber": pick(when(has_pnc, pick(long, prisoners), ""), row),
            "lastName": pick(said.family, row),
            "firstName": pick(said.given, row),
            "aliases": pick(_aliases(world, prisoners, rng), row),
            "dateOfBirth": written(said.born[row]),
            "gender": pick(("Male", "Female"), said.female[row].astype(int)),
            "sentenceDate": written(sentenced),
            "sentenceDays": numbers(length),
            "releaseDate": written(released),
            "releaseType": pick(
                ("ARD", "CRD", "PED"), np.select([length < 365, length < 1000], [0, 1], 2)
            ),
            "releasePostcode": when(homeless, "", postcodes(world, door, rng, 0.03)),
        },
    )
    return [Roster(SOURCE, number, prisoners)]


def _terms(
    world: World, committed: Offences, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw sentences; half is served."""
    sentenced = committed.on + rng.integers(20, 120, len(committed.on))
    length = rng.choice(SENTENCES, len(sentenced), p=SENTENCE_SHARES)
    released = (sentenced + length // 2).astype(np.int32)
    adult = ages(world.people.born[committed.person], sentenced) >= 18
    jailed = adult & (committed.disposal == CONVICTED) & (rng.random(len(sentenced)) < 0.22)
    jailed &= (released < AS_AT) & (released >= START)
    jailed &= world.people.died[committed.person] > released
    order = np.flatnonzero(jailed)
    order = order[np.argsort(released[order], kind="stable")]
    return committed.person[order], sentenced[order], length[order], released[order]


def _aliases(world: World, prisoners: np.ndarray, rng: np.random.Generator) -> Strings:
    """Add, for a third, a name given before, some with another birth date."""
    loose = Habits(familiar=0.5, given_typo=0.2, family_typo=0.3, born=0.6, plain=True)
    other = hear(world, prisoners, np.full(len(prisoners), START), loose, rng)
    text = glue(other.family, " ", other.given, " ", written(other.born, SLASHED))
    return when(rng.random(len(prisoners)) < 0.35, text, "")
