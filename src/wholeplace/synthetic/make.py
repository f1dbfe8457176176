"""Make a whole place: definitions of the template, extracts of invented people, the truth."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from . import truth
from .agencies import (
    adult_care,
    benefits,
    children,
    councils,
    courts,
    hospital,
    housing,
    police,
    prisons,
    schools,
    voluntary,
    youth_justice,
)
from .burden import burden
from .definitions import Notes, copy_definitions, describe, notes_on, refuse_bad_requests
from .ground import survey
from .households import settle
from .identifiers import assign
from .names import load_names
from .needs import IN_LIFE, Oversampling, plant
from .offending import offences
from .people import populate
from .proceedings import proceedings
from .streams import Streams
from .world import World

SMALL_PLACE = 50_000
IN_A_SMALL_PLACE = Oversampling(families=4.0, courts=6.0, neets=2.0)

Progress = Callable[[str], None]


def make_place(
    out: Path,
    people: int,
    seed: int,
    template: Path,
    progress: Progress | None = None,
    oversample: bool | None = None,
) -> None:
    """Write a synthetic place into ``out``; people, seed and version fix every byte of it."""
    say = progress or (lambda _: None)
    refuse_bad_requests(out, people, template)
    more = IN_A_SMALL_PLACE if _oversampled(people, oversample) else IN_LIFE
    say(f"Inventing {people:,} people")
    world = imagine(people, seed, template / "areas", more)
    notes = notes_on(world, seed)
    say("Copying the place's definitions")
    describe(out, notes)  # first, so that a place half made may be made again
    copy_definitions(template, out)
    _write_extracts(world, out, notes, say)


def imagine(people: int, seed: int, areas: Path, more: Oversampling = IN_LIFE) -> World:
    """Put people on the ground and plant their needs, before any agency writes a line."""
    streams = Streams(seed)
    ground = survey(areas)
    units = settle(people, more.courts, ground, streams("households"))
    populace = populate(units, load_names(), streams("people"))
    identifiers = assign(populace.borough, streams("identifiers"))
    needs = plant(populace, units, ground, more, streams)
    return World(ground, units, populace, identifiers, needs, more, streams)


def _write_extracts(world: World, out: Path, notes: Notes, say: Progress) -> None:
    extracts = out / "extracts"
    used, cases, committed = burden(world), proceedings(world), offences(world)
    ids = children.child_ids(world)
    rosters = []
    for partner, deliver in {
        "hospital": lambda: hospital.deliver(world, used, extracts),
        "adult social care": lambda: adult_care.deliver(world, used, extracts),
        "children's services": lambda: children.deliver(world, extracts, cases, ids),
        "courts": lambda: courts.deliver(world, extracts, cases, ids),
        "schools": lambda: schools.deliver(world, extracts),
        "police": lambda: police.deliver(world, extracts, committed),
        "youth justice": lambda: youth_justice.deliver(world, extracts, committed),
        "prisons": lambda: prisons.deliver(world, extracts, committed),
        "benefits": lambda: benefits.deliver(world, extracts),
        "housing": lambda: housing.deliver(world, extracts),
    }.items():
        say(f"Writing what {partner} would send")
        rosters += deliver()
    say("Writing spending and the voluntary sector's counts")
    councils.deliver(world, extracts)
    voluntary.deliver(world, extracts)
    say("Writing the truth")
    clients = np.concatenate([r.person for r in rosters if r.source.startswith("cld-")])
    truth.write_truth(out / "truth", world, rosters, used, clients, cases, notes)


def _oversampled(people: int, asked: bool | None) -> bool:
    return people <= SMALL_PLACE if asked is None else asked
