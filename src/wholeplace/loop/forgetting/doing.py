"""Carry an act of forgetting out, so that it can be ended by a later process if this one dies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from wholeplace.place import Place
from wholeplace.pooling.decisions.disposals import Disposals
from wholeplace.pooling.decisions.exports import Exports
from wholeplace.pooling.decisions.retired import retire_ids
from wholeplace.pooling.decisions.suppressed import suppress
from wholeplace.pooling.decisions.sweeping import sweep
from wholeplace.pooling.linkage import forget_ids
from wholeplace.pooling.store import (
    clear_unfinished,
    folder_of,
    read_current,
    take_out_of_service,
    write_atomic,
)
from wholeplace.trust.forgetting import Act, Item
from wholeplace.trust.keys import Keys

from ..backing_up import tell_backups
from ..lock import run_lock
from ..protecting import REGISTER
from .copies import clean_copies
from .ids import take_out_ids
from .planning import Plan, plan


class OnHold(Exception):
    """A legal hold stops the whole act."""


def forget(place: Place, act: Act, at: datetime, also: Callable[[], None] = lambda: None) -> Plan:
    """Do it. Raises OnHold, or Busy while a run goes on; returns what was done.

    First it is written down, then who must not come back (and what ``also`` records), and only
    then is anything deleted: a process killed in between leaves an act that the next run ends.
    """
    with run_lock(place):
        planned = plan(place, act)
        if planned.stopped:
            hold = planned.stopped
            raise OnHold(
                f"nothing was deleted: hold {hold.id} of {hold.by} keeps it ({hold.reason}); that"
                " office can lift it with 'wholeplace hold'"
            )
        number = Disposals(place.register).begin(act, at)
        also()
        planned = _carry_out(place, number, planned, at)
        tell_backups(place)
        return planned


def finish(place: Place, at: datetime) -> list[int]:
    """End what killed processes began. Only for the holder of the run lock."""
    unfinished = Disposals(place.register).unfinished()
    for disposal in unfinished:
        _carry_out(place, disposal.number, plan(place, disposal.act), at)
        tell_backups(place)
    return [disposal.number for disposal in unfinished]


def replay(place: Place, at: datetime) -> list[Act]:
    """Do every disposal again, after a register or a cache was restored from a backup."""
    with run_lock(place):
        disposals = Disposals(place.register)
        acts = {disposal.act.model_dump_json(): disposal.act for disposal in disposals.every()}
        for act in acts.values():
            _carry_out(place, disposals.begin(act, at), plan(place, act), at)
        tell_backups(place)
        return list(acts.values())


def _carry_out(place: Place, number: int, planned: Plan, at: datetime) -> Plan:
    act = planned.act
    if act.why == "erasure":
        suppress(place.register, act.subjects)
    if act.why == "withdrawal":
        suppress(place.register, (), act.sources)
    _cease_serving(place, planned)
    _recall(place, number, planned)
    _keep_manifests(place, number, planned)
    for what in ("result", "snapshot", "linking", "reading"):
        for folder in planned.paths(what):
            _delete(folder)
    clear_unfinished(place.cache)
    _forget_ids(place, planned)
    if any(item.what == "decision" for item in planned.go):
        sweep(place.register, act.subjects, Keys(place.register).own(needed=True), number)
    _destroy_keys(place, planned)
    planned = clean_copies(place, planned, number, at)
    gone = _summed([item for item in planned.go if item.ours])
    kept = [
        {"what": one.item.what, "hold": one.hold.id, "sha256": one.item.sha256}
        for one in planned.kept
    ]
    Disposals(place.register).end(number, gone, kept, at)
    return planned


def _cease_serving(place: Place, planned: Plan) -> None:
    """What is served must not show it from now on, even where a hold keeps the snapshot itself."""
    current = read_current(place)
    if current is None:
        return
    touched = [*planned.go, *(one.item for one in planned.kept)]
    if str(folder_of(place, current.snapshot)) in {item.name for item in touched}:
        take_out_of_service(place)


def _keep_manifests(place: Place, number: int, planned: Plan) -> None:
    """Figures that were released name a snapshot: what it was made from stays known, and marked."""
    folder = place.register / "manifests"
    for snapshot in planned.paths("snapshot"):
        path = snapshot / "manifest.json"
        if path.exists():
            said = json.loads(path.read_text("utf-8"))
            mark = {"disposal": number, "mark": "source withdrawn"}
            said["withdrawn"] = [*said.get("withdrawn", []), mark]
            write_atomic(folder / f"{said['snapshot'][:16]}.json", json.dumps(said, indent=1))


def _delete(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def _forget_ids(place: Place, planned: Plan) -> None:
    """Ids of records whose source no hold keeps; one that is nobody's then is never given again."""
    sources = {item.name for item in planned.go if item.what == "id"}
    if sources:
        nobody = take_out_ids(place.register, planned.act, sources)
        retire_ids(nobody, place.register)
        forget_ids(nobody, place.register / REGISTER)


def _destroy_keys(place: Place, planned: Plan) -> None:
    keys = Keys(place.register)
    for item in planned.go:
        if item.what == "key":
            keys.destroy(item.name)


def _recall(place: Place, number: int, planned: Plan) -> None:
    exports = Exports(place.register)
    for item in planned.go:
        if item.what == "export":
            exports.recall(item.name.partition(" ")[0], number)


def _summed(items: Sequence[Item]) -> list[dict[str, Any]]:
    """By kind of thing: how many there were, and the hash of each that has one."""
    return [
        {
            "what": what,
            "count": sum(i.count for i in of) if what in ("id", "decision") else len(of),
            "sha256": sorted(i.sha256 for i in of if i.sha256),
        }
        for what in dict.fromkeys(item.what for item in items)
        if (of := [item for item in items if item.what == what])
    ]
