"""Make a whole place: definitions of the template, extracts of invented people, the truth."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ..place import PlaceError, Problem
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
from .ground import survey
from .households import settle
from .identifiers import assign
from .names import load_names
from .needs import Oversampling, plant
from .offending import offences
from .people import populate
from .proceedings import proceedings
from .streams import Streams
from .world import World

VERSION = "1"
SMALL_PLACE = 50_000
MOST_PEOPLE = 900_000
IN_LIFE = Oversampling()
IN_A_SMALL_PLACE = Oversampling(families=4.0, courts=6.0, neets=2.0)
MADE_HERE = ("extracts", "truth", ".wholeplace")

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
    _refuse(out, people, template)
    more = IN_A_SMALL_PLACE if _oversampled(people, oversample) else IN_LIFE
    say("Copying the place's definitions")
    _copy_definitions(template, out)
    say(f"Inventing {people:,} people")
    world = imagine(people, seed, template / "areas", more)
    notes = _notes(world, people, seed)
    _describe(out, notes)
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


def _write_extracts(world: World, out: Path, notes: dict[str, object], say: Progress) -> None:
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


def _refuse(out: Path, people: int, template: Path) -> None:
    """Never write over a place that is not synthetic, nor from one that lacks its ground."""
    problems = []
    if out.exists() and any(out.iterdir()) and not (out / "synthetic.toml").is_file():
        problems.append(Problem(str(out), "", "is not empty and not synthetic; give a new folder"))
    if not (template / "areas" / "postcodes.csv").is_file():
        problems.append(Problem("areas/postcodes.csv", "", f"is missing from {template}"))
    if not 50 <= people <= MOST_PEOPLE:
        problems.append(
            Problem("people", "", f"must be from 50 to {MOST_PEOPLE:,}, not {people:,}")
        )
    if problems:
        raise PlaceError(problems)


def _oversampled(people: int, asked: bool | None) -> bool:
    return people <= SMALL_PLACE if asked is None else asked


def _copy_definitions(template: Path, out: Path) -> None:
    for made in MADE_HERE[:2]:
        shutil.rmtree(out / made, ignore_errors=True)
    left_out = shutil.ignore_patterns(*MADE_HERE, "synthetic.toml", ".*")
    shutil.copytree(template, out, ignore=left_out, dirs_exist_ok=True)


def _notes(world: World, people: int, seed: int) -> dict[str, object]:
    """Say how often needy people were drawn against life."""
    more = world.more
    told = {
        "families": f"families with many needs, {more.families:g} times as many as in life",
        "courts": f"care proceedings and children in care, {more.courts:g} times as many",
        "neets": f"young people out of work, {more.neets:g} times as many",
    }
    return {
        "people": people,
        "seed": seed,
        "version": VERSION,
        "households": int(world.units.private.sum()),
        "troubled_households": int(world.needs.troubled.sum()),
        "people_known_to_an_agency_at_most": int(world.needs.known.sum()),
        "oversampled": told if more != IN_LIFE else {},
    }


def _describe(out: Path, notes: dict[str, object]) -> None:
    lines = [
        "# Nobody here exists. Made by 'wholeplace synth'; truth/ says what was planted.",
        f"people = {notes['people']}",
        f"seed = {notes['seed']}",
        f'version = "{notes["version"]}"',
        "",
        "[oversampled]",
        *(f'{name} = "{text}"' for name, text in notes["oversampled"].items()),  # type: ignore[attr-defined]
    ]
    (out / "synthetic.toml").write_text("\n".join(lines).rstrip() + "\n", "utf-8")
