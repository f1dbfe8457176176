"""The acute trust: A&E attendances and admitted care, under each site's own patient numbers."""

from pathlib import Path

from ...burden import Burden
from ...records import Roster
from ...world import World
from .attendances import write_attendances
from .patients import visits_and_patients
from .spells import write_spells

SOURCE = "ae-attendances"


def deliver(world: World, burden: Burden, extracts: Path) -> list[Roster]:
    """Write the trust's files and say whose its numbers are."""
    rng = world.rng("hospital")
    visits, patients = visits_and_patients(world, burden, rng)
    write_attendances(world, visits, patients, extracts / "acute", rng)
    write_spells(world, visits, patients, extracts / "acute", rng)
    return [Roster(SOURCE, patients.number, patients.person)]


__all__ = ["SOURCE", "deliver"]
