"""What the invented place says about itself: the template's words, with its own head count."""

import re
import shutil
from pathlib import Path

import numpy as np

from ..place import PlaceError, Problem
from .ground import BOROUGHS
from .needs import IN_LIFE
from .world import World

VERSION = "1"
MOST_PEOPLE = 900_000
MADE_HERE = ("extracts", "truth")
NOT_COPIED = (*MADE_HERE, ".*", "synthetic.toml")

Notes = dict[str, object]


def refuse_bad_requests(out: Path, people: int, template: Path) -> None:
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


def copy_definitions(template: Path, out: Path) -> None:
    """Copy everything a place says about itself, and clear away what was made here before."""
    for made in MADE_HERE:
        shutil.rmtree(out / made, ignore_errors=True)
    shutil.copytree(template, out, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)


def notes_on(world: World, seed: int) -> Notes:
    """Say what was made, and how often needy people were drawn against life."""
    more = world.more
    oversampled = {
        "families": f"families with many needs, {more.families:g} times as many as in life",
        "courts": f"care proceedings and children in care, {more.courts:g} times as many",
        "neets": f"young people out of work, {more.neets:g} times as many",
    }
    return {
        "people": len(world.people),
        "seed": seed,
        "version": VERSION,
        "households": int(world.units.private.sum()),
        "troubled_households": int(world.needs.troubled.sum()),
        "people_known_to_an_agency_at_most": int(world.needs.known.sum()),
        "oversampled": oversampled if more != IN_LIFE else {},
    }


def describe(out: Path, world: World, notes: Notes) -> None:
    """Write synthetic.toml, and put the invented residents in place of the census's."""
    oversampled = notes["oversampled"]
    assert isinstance(oversampled, dict)
    lines = [
        "# Nobody here exists. Made by 'wholeplace synth'; truth/ says what was planted.",
        f"people = {notes['people']}",
        f"seed = {notes['seed']}",
        f'version = "{VERSION}"',
        "",
        "[oversampled]",
        *(f'{name} = "{text}"' for name, text in oversampled.items()),
    ]
    (out / "synthetic.toml").write_text("\n".join(lines) + "\n", "utf-8")
    _count_residents(out / "place.toml", world)


def _count_residents(path: Path, world: World) -> None:
    """Without this, rates per resident would set invented people against real ones."""
    living = world.people.borough[world.people.alive]
    text = path.read_text("utf-8")
    for (code, _, _), count in zip(BOROUGHS, np.bincount(living, minlength=3), strict=True):
        figure = f'{{ value = {count}, unit = "people", source = "invented people", grade = 6 }}'
        line = re.compile(rf'(code = "{code}"[^\[]*?^residents = )\{{[^\n]*\}}', re.MULTILINE)
        text, found = line.subn(rf"\g<1>{figure}", text)
        if found != 1:
            raise PlaceError([Problem("place.toml", code, "needs its residents on one line")])
    path.write_text(text, "utf-8")
