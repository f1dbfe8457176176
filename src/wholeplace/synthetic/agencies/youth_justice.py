"""The youth offending team's outcome list, a spreadsheet with titles above its header."""

from pathlib import Path

import numpy as np

from ..carriers import Crime
from ..days import AS_AT, SLASHED, ages, written
from ..formats import write_xlsx
from ..offending import QUIET_FROM, Offences
from ..records import Habits, Roster, doors, hear, lines, local_ids, postcodes
from ..text import pick
from ..world import World

SOURCE = "youth-justice"
HEADER = (
    "YOT ID", "Surname", "Forename", "Date of Birth", "Sex", "Address", "Postcode",
    "Outcome Date", "Outcome", "Seriousness",
)  # fmt: skip
OUTCOMES = (
    "Reprimand", "Final warning", "Referral order", "Youth rehabilitation order",
    "Reparation order", "Detention and training order",
)  # fmt: skip


def deliver(world: World, extracts: Path, committed: Offences) -> list[Roster]:
    """Write an outcome for most proven offences of under-18s, some weeks after each."""
    rng = world.rng("youth-justice")
    person, on = _outcomes(world, committed, rng)
    youths, row = np.unique(person, return_inverse=True)
    ids = local_ids("YO", 5, len(youths), rng)
    said = hear(world, youths, np.full(len(youths), AS_AT - 500), Habits(), rng)
    door = doors(world, person, on, 0.03, rng)
    n = len(person)
    columns = (
        pick(ids, row),
        pick(said.family, row),
        pick(said.given, row),
        written(said.born[row], SLASHED),
        pick(("Male", "Female"), said.female[row].astype(int)),
        lines(world, door, rng, 0.08),
        postcodes(world, door, rng, 0.03),
        written(on, SLASHED),
        pick(OUTCOMES, rng.choice(len(OUTCOMES), n, p=(0.3, 0.15, 0.3, 0.15, 0.06, 0.04))),
    )
    seriousness = rng.integers(1, 9, n).tolist()
    titles = (("Youth offending service: outcomes, April 2011 to March 2014",), ())
    rows = zip(*(column.to_pylist() for column in columns), seriousness, strict=True)
    path = extracts / "youth_justice" / "yot_outcomes.xlsx"
    write_xlsx(path, "Outcomes", (*titles, HEADER, *rows))
    return [Roster(SOURCE, ids, youths)]


def _outcomes(
    world: World, committed: Offences, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Follow proven offences; only the planted may have an outcome within thirteen months."""
    on = committed.on + rng.integers(15, 60, len(committed.on))
    young = ages(world.people.born[committed.person], on) < 18
    planted = world.needs.offends[committed.person] == Crime.YOUNG_OFFENDER
    due = young & committed.proven & (planted | (on < QUIET_FROM))
    due &= rng.random(len(on)) < 0.75
    return committed.person[due], on[due]
