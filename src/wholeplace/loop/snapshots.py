"""Keep what was pooled as a snapshot, unless the same is kept already."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wholeplace.place import Place
from wholeplace.pooling.intake import kinds_told, read_report
from wholeplace.pooling.linkage import register_hash
from wholeplace.pooling.store import Pooled, build_snapshot, folder_of

from .keys import key
from .people import People
from .protecting import REGISTER
from .reading import Read
from .steps import Steps

STEP = "snapshot"
_LEAST = ("none", "limited", "full")


def find_snapshot(place: Place, pooled: Sequence[Read], people: People, steps: Steps) -> str:
    """The id of the snapshot of what was pooled, built when it is not there."""
    named = key(
        sorted(one.folder.name for one in pooled),
        people.keys,
        place.about,
        place.areas,
        place.costs,
    )
    _forget_if_gone(place, place.cache / STEP / named)
    folder = steps.folder(
        STEP, lambda: named, "Snapshot", lambda out: _build(place, pooled, people, steps, out)
    )
    return _id(folder)


def _id(folder: Path) -> str:
    return str(json.loads((folder / "snapshot.json").read_text("utf-8"))["snapshot"])


def _forget_if_gone(place: Place, memory: Path) -> None:
    """A snapshot that was retired must be built again, whatever is remembered of it."""
    if memory.exists() and not folder_of(place, _id(memory)).exists():
        shutil.rmtree(memory)


def _build(place: Place, pooled: Sequence[Read], people: People, steps: Steps, out: Path) -> None:
    about = people.about()
    members, communal, home = people.housing()
    identities, person_record = people.shown()
    said = {one.source.id: read_report(one.folder) for one in pooled}
    parts = Pooled(
        intake={one.source.id: one.folder for one in pooled},
        told={one.source.id: kinds_told(one.source, said[one.source.id]) for one in pooled},
        days={name: report.told for name, report in said.items()},
        isolation=min((r.isolation for r in said.values()), key=_LEAST.index, default="none"),
        identities=identities,
        person_record=person_record,
        household_member=members,
        communal=communal,
        home=home,
        inputs=[_input(one, file) for one in pooled for file in one.report["files"]],
        hashes={
            "definitions": key(place.about, place.areas, place.sources, place.agreements),
            "model": about["model"]["hash"],
            "register": register_hash(place.register / REGISTER),
            "decisions": about["decisions"],
            "linkage": people.linked.name,
        },
        index=people.index,
    )
    with build_snapshot(place, parts, lambda table: steps.say(STEP, f"Keeping {table}")) as made:
        (out / "snapshot.json").write_text(json.dumps({"snapshot": made.id}), encoding="utf-8")


def _input(read: Read, file: dict[str, Any]) -> dict[str, Any]:
    return {"source": read.source.id, **file}
