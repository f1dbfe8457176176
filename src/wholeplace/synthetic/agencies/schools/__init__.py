"""Schools: the roll, exclusions and each term's sessions, by unique pupil number."""

from pathlib import Path

from ...records import Roster
from ...world import World
from .exclusions import write_exclusions
from .pupils import places_of, pupils_of
from .roll import write_roll
from .sessions import write_sessions

SOURCE = "school-roll"


def deliver(world: World, extracts: Path) -> list[Roster]:
    """Write the three files of the census."""
    rng, folder = world.rng("schools"), extracts / "schools"
    pupils = pupils_of(world, rng)
    places = places_of(world, pupils, rng)
    write_roll(world, pupils, places, folder / "pupilonroll.csv", rng)
    write_exclusions(world, pupils, folder / "termlyexclusions.csv", rng)
    write_sessions(world, pupils, folder / "termlysessiondetails.csv", rng)
    return [Roster(SOURCE, pupils.upn, pupils.person)]


__all__ = ["SOURCE", "deliver"]
