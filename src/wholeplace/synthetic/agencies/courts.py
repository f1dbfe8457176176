"""The family court's list of care proceedings: set, case, child."""

from pathlib import Path

import numpy as np

from ..days import AS_AT, NEVER, Days, parts, written
from ..formats import write_csv
from ..ground import COUNCIL_NAMES
from ..proceedings import ORDERS, Proceedings
from ..records import Habits, Roster, doors, hear, postcodes
from ..text import Strings, glue, numbers, pick
from ..world import World

SOURCE = "care-proceedings"


def deliver(world: World, extracts: Path, cases: Proceedings, child_ids: Strings) -> list[Roster]:
    """Write one row for each child of a set; now and then siblings have a case each."""
    rng = world.rng("courts")
    child, of = cases.child, cases.child_set
    n = len(child)
    said = hear(world, child, cases.submitted[of], Habits(born=0.015), rng)
    split = rng.random(len(cases.submitted)) < 0.1
    case = np.where(split[of], np.arange(n), n + of)
    heard = np.minimum(cases.submitted + rng.integers(8, 20, len(cases.submitted)), AS_AT - 1)
    door = doors(world, child, cases.submitted[of], 0.02, rng)
    ids = child_ids.take(child)
    ended = cases.ended[of]
    write_csv(
        extracts / "courts" / "care_proceedings.csv",
        {
            "SetNumber": glue("S", numbers(of + 1, 4)),
            "CaseNumber": _case_numbers(case, cases.submitted[of]),
            "LocalAuthority": pick(COUNCIL_NAMES, world.people.borough[child]),
            "LAChildID": ids,
            "ChildForename": said.given,
            "ChildSurname": said.family,
            "ChildDOB": written(said.born),
            "DateSubmitted": written(cases.submitted[of]),
            "FirstHearing": written(heard[of]),
            "FinalOrderDate": written(ended),
            "OrderType": pick(
                (*ORDERS, ""), np.where(ended == NEVER, len(ORDERS), cases.order[of])
            ),
            "HomePostcode": postcodes(world, door, rng, 0.02),
        },
    )
    return [Roster(SOURCE, ids, child)]


def _case_numbers(case: np.ndarray, submitted: Days) -> Strings:
    year, _, _ = parts(submitted)
    _, number = np.unique(case, return_inverse=True)
    return glue("TB", numbers(year % 100, 2), "C", numbers(number + 1, 5))
