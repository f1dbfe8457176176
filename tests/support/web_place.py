"""A small place folder with results, for tests of the pages. Everyone in it is invented."""

import json
import shutil
from pathlib import Path

from support.results import changes, write_results
from wholeplace.place import load_place

EXAMPLE = Path(__file__).parents[2] / "examples" / "triborough"
PARTS = ("agreements", "areas", "cohorts", "costs", "objections", "partners", "programmes")
PARTS += ("sources", "wordings")
SNAPSHOT = "9f2c41d07a6be35518d4c0aa93be77f1"


def make_place(folder: Path, *, synthetic: bool = True, results: bool = True) -> Path:
    """Copy the example's ground and partners, with results beside them."""
    for part in PARTS:
        shutil.copytree(EXAMPLE / part, folder / part)
    shutil.copy(EXAMPLE / "place.toml", folder / "place.toml")
    if synthetic:
        said = 'people = 20000\nseed = 2011\nversion = "0.1.0"\n\n[oversampled]\n'
        (folder / "synthetic.toml").write_text(said, "utf-8")
    if results:
        publish(folder)
    return folder


def publish(folder: Path, snapshot: str = SNAPSHOT, name: str = "r1") -> Path:
    """Write a results folder and point ``current`` at it, as a run does."""
    place = load_place(folder)
    written = write_results(place, place.cache / "results" / name)
    different = place.cache / "changes" / name
    different.mkdir(parents=True, exist_ok=True)
    (different / "changes.json").write_text(json.dumps(changes()), "utf-8")
    pointer = {"snapshot": snapshot, "results": name, "changes": name}
    (place.cache / "current").write_text(json.dumps(pointer), "utf-8")
    return written
