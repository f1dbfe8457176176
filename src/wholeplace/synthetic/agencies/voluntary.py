"""A voluntary provider of drug treatment: how many people, by ward and quarter, and no names."""

from pathlib import Path

import numpy as np

from ..days import AS_AT, START, day, written
from ..formats import write_csv
from ..text import numbers, pick
from ..world import World

QUARTERS = tuple(
    start
    for year in range(2011, 2015)
    for month in (1, 4, 7, 10)
    if START <= (start := day(year, month, 1)) <= AS_AT + 1
)
IN_TREATMENT = 0.006


def deliver(world: World, extracts: Path) -> None:
    """Count people in treatment; every ward has a row for every quarter."""
    rng = world.rng("voluntary")
    ward = _wards(world, rng)
    wards, periods = len(world.ground.wards), len(QUARTERS) - 1
    mean = np.bincount(ward, minlength=wards)
    count = rng.poisson(np.repeat(mean, periods) * 0.8)
    quarter = np.tile(np.arange(periods), wards)
    write_csv(
        extracts / "voluntary" / "treatment_by_ward.csv",
        {
            "ward_code": pick(world.ground.wards, np.repeat(np.arange(wards), periods)),
            "quarter_start": written(np.array(QUARTERS)[quarter]),
            "quarter_end": written(np.array(QUARTERS)[quarter + 1] - 1),
            "people": numbers(count),
        },
    )


def _wards(world: World, rng: np.random.Generator) -> np.ndarray:
    people = world.people
    chance = IN_TREATMENT * np.exp(0.7 * world.needs.hardship[people.unit]) * (people.age >= 18)
    treated = np.flatnonzero(rng.random(len(people)) < chance)
    return world.ground.ward[world.units.addresses.postcode[people.unit[treated]]]
