"""The looked-after return, SSDA903: one file for each of its modules."""

from pathlib import Path

import numpy as np

from ...days import AS_AT, NEVER, SLASHED, written
from ...ethnicity import SCHOOL_CODES, ethnic
from ...formats import write_csv
from ...households import Kind
from ...text import Strings, pick, same, when
from ...world import World
from .care import STATUS_CHANGED, STATUSES, Episodes
from .numbers import pupil_numbers

NEEDS = ("N1", "N2", "N3")
PLACEMENTS = ("U6", "U1", "K2")
WENT_MISSING = 0.06


def write_looked_after(
    world: World, episodes: Episodes, ids: Strings, folder: Path, rng: np.random.Generator
) -> None:
    """Write one council's header, episodes and missing modules."""
    _write_header(world, np.unique(episodes.child), ids, folder / "header.csv", rng)
    _write_episodes(world, episodes, ids, folder / "episodes.csv", rng)
    _write_missing(episodes, ids, folder / "missing.csv", rng)


def _write_header(
    world: World, children: np.ndarray, ids: Strings, path: Path, rng: np.random.Generator
) -> None:
    people = world.people
    blank = same("", len(children))
    write_csv(
        path,
        {
            "CHILD": ids.take(children),
            "SEX": pick(("1", "2"), people.female[children].astype(int)),
            "DOB": written(people.born[children], SLASHED),
            "ETHNIC": pick(SCHOOL_CODES, ethnic(world, children)),
            "UPN": pupil_numbers(world, children, rng),
            "MOTHER": blank,
            "MC_DOB": blank,
        },
    )


def _write_episodes(
    world: World, episodes: Episodes, ids: Strings, path: Path, rng: np.random.Generator
) -> None:
    child, n = episodes.child, len(episodes.child)
    home, placed = _doors(world, child, rng)
    goes_on = np.append(episodes.reason[1:] == STATUS_CHANGED, False)[:n]
    write_csv(
        path,
        {
            "CHILD": ids.take(child),
            "DECOM": written(episodes.began, SLASHED),
            "RNE": pick(("S", "L"), episodes.reason),
            "LS": pick(STATUSES, episodes.status),
            "CIN": pick(NEEDS, child % 3),
            "PLACE": pick(PLACEMENTS, child % 8 // 3),
            "PLACE_PROVIDER": pick(("PR1", "PR4"), child % 5 // 3),
            "DEC": written(episodes.ended, SLASHED),
            "REC": when(episodes.ended == NEVER, "", when(goes_on, "X1", "E4A")),
            "REASON_PLACE_CHANGE": same("", n),
            "HOME_POST": pick(world.ground.postcode, home),
            "PL_POST": pick(world.ground.postcode, placed),
            "URN": same("", n),
        },
    )


def _doors(
    world: World, child: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Give the postcodes children came from and were placed at."""
    units, unit = world.units, world.people.unit[child]
    fostered = units.kind[unit] == Kind.FOSTER_HOME
    elsewhere = rng.integers(0, len(units), len(child))
    home = np.where(fostered, units.previous[unit], unit)
    placed = np.where(fostered, unit, elsewhere)
    return units.addresses.postcode[home], units.addresses.postcode[placed]


def _write_missing(episodes: Episodes, ids: Strings, path: Path, rng: np.random.Generator) -> None:
    gone = episodes.at(np.flatnonzero(rng.random(len(episodes.child)) < WENT_MISSING))
    n = len(gone.child)
    began = np.minimum(gone.began + rng.integers(1, 60, n), AS_AT - 10)
    write_csv(
        path,
        {
            "CHILD": ids.take(gone.child),
            "MISSING": pick(("M", "A"), rng.integers(0, 2, n)),
            "MIS_START": written(began, SLASHED),
            "MIS_END": written(began + rng.integers(1, 6, n), SLASHED),
        },
    )
