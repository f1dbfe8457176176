"""What the invented place says about itself: the template's words, and that nobody exists."""

import shutil
from pathlib import Path

from ..place import PlaceError, Problem
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


def describe(out: Path, notes: Notes) -> None:
    """Write synthetic.toml: the mark of a place whose people are invented."""
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
    out.mkdir(parents=True, exist_ok=True)
    (out / "synthetic.toml").write_text("\n".join(lines) + "\n", "utf-8")
