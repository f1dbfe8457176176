"""The roll: pupils, their schools and where they live."""

from pathlib import Path

import numpy as np

from ...days import AS_AT, written
from ...ethnicity import SCHOOL_CODES, ethnic
from ...formats import write_csv
from ...identifiers import SCHOOL_AUTHORITIES
from ...records import Habits, doors, hear, lines, postcodes
from ...text import numbers, pick, same
from ...world import World
from .pupils import Places, Pupils

HABITS = Habits(familiar=0.04, born=0.014, former_name=0.0)
STALE = 0.015


def write_roll(
    world: World, pupils: Pupils, places: Places, path: Path, rng: np.random.Generator
) -> None:
    """Write one row for each place at a school, in no order."""
    said = hear(world, pupils.person, np.full(len(pupils.person), AS_AT), HABITS, rng)
    door = doors(world, pupils.person, np.minimum(pupils.left, AS_AT), STALE, rng)
    authority = SCHOOL_AUTHORITIES[world.people.borough[pupils.person]]
    of_pupil = {
        "upn": pupils.upn,
        "formerupn": pupils.former_upn,
        "uniquelearnernumber": same("", len(pupils.person)),
        "surname": said.family,
        "forename": said.given,
        "dob": written(said.born),
        "sex": pick(("M", "F"), said.female.astype(int)),
        "ethnicity": pick(SCHOOL_CODES, ethnic(world, pupils.person)),
    }
    of_place = {
        "laestab": numbers(authority[places.pupil] * 10_000 + places.school),
        "schooltype": pick(("mainstream", "PRU", "AP"), places.type),
        "entrydate": written(places.entered),
        "leavingdate": written(places.left),
    }
    of_home = {
        "address1": lines(world, door, rng, 0.04),
        "postcode": postcodes(world, door, rng, 0.02),
    }
    order = rng.permutation(len(places.pupil))
    pupil = places.pupil[order]
    write_csv(
        path,
        {name: pick(column, pupil) for name, column in of_pupil.items()}
        | {name: pick(column, order) for name, column in of_place.items()}
        | {name: pick(column, pupil) for name, column in of_home.items()},
    )
