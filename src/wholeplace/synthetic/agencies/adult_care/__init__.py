"""The councils' adult social care: who was asked for, assessed and helped, and what it cost."""

from pathlib import Path

import numpy as np

from ...burden import Burden
from ...ground import BOROUGHS
from ...records import Roster
from ...world import World
from .client_level_data import write_client_level_data
from .clients import clients_of
from .events import events_of


def deliver(world: World, burden: Burden, extracts: Path) -> list[Roster]:
    """Write one file for each council."""
    rng = world.rng("adult-care")
    clients = clients_of(world, burden, rng)
    events = events_of(world, clients, rng)
    home = world.people.borough[clients.person]
    rosters = []
    for borough, (_, council, _) in enumerate(BOROUGHS):
        path = extracts / council / "cld" / "cld_2013_q4.csv"
        ours = events.at(home[events.client] == borough)
        write_client_level_data(world, clients, ours, borough, path, rng)
        mine = np.flatnonzero(home == borough)
        rosters.append(Roster(f"cld-{council}", clients.number.take(mine), clients.person[mine]))
    return rosters


__all__ = ["deliver"]
