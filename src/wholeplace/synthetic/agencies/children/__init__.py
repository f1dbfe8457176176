"""Children's services: the looked-after return and the Children in Need census."""

from pathlib import Path

import numpy as np

from ...ground import BOROUGHS
from ...proceedings import Proceedings
from ...records import Roster
from ...text import Strings
from ...world import World
from .care import episodes_of
from .in_need import children_in_need, write_in_need
from .looked_after import write_looked_after
from .numbers import child_ids


def deliver(world: World, extracts: Path, cases: Proceedings, ids: Strings) -> list[Roster]:
    """Write both returns of each council; one number serves both."""
    rng = world.rng("children")
    episodes = episodes_of(world, cases, rng)
    in_need = children_in_need(world, np.union1d(cases.child, episodes.child), rng)
    home, rosters = world.people.borough, []
    for borough, (code, council, _) in enumerate(BOROUGHS):
        folder = extracts / council
        ours = episodes.at(np.flatnonzero(home[episodes.child] == borough))
        write_looked_after(world, ours, ids, folder / "ssda903", rng)
        needy = in_need[home[in_need] == borough]
        write_in_need(world, needy, ids, code, folder / "cin" / "cin_census.xml", rng)
        rosters.append(Roster(f"cla-{council}", ids.take(needy), needy))
    return rosters


__all__ = ["child_ids", "deliver"]
