"""Take what is forgotten out of every copy of the register that can be reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from wholeplace.place import Place
from wholeplace.pooling.decisions.backups import Backup, Backups
from wholeplace.pooling.decisions.sweeping import sweep
from wholeplace.pooling.linkage import forget_ids
from wholeplace.trust.keys import Keys

from ..backing_up import mending
from ..protecting import REGISTER
from .ids import take_out_ids
from .planning import Plan
from .reach import within_reach


def clean_copies(place: Place, planned: Plan, number: int, at: datetime) -> Plan:
    """Do to each copy what was done to the register; what it holds is as it was copied but that.

    Returns the plan with copies that could not be written marked as not ours to delete from.
    """
    done = {
        backup.id
        for backup in within_reach(place, planned.act)[0]
        if _cleaned(place, planned, backup, number, at)
    }
    go = (
        replace(i, ours=False) if i.what == "backup" and i.name.split(":")[0] not in done else i
        for i in planned.go
    )
    return replace(planned, go=tuple(go))


def _cleaned(place: Place, planned: Plan, backup: Backup, number: int, at: datetime) -> bool:
    folder = Path(backup.where)
    try:
        with mending(folder):
            _clean(place, folder, planned, number)
    except OSError:  # a copy that cannot be written stays on the list of those that know too much
        return False
    Backups(place.register).cleaned(backup.id, number, at)
    return True


def _clean(place: Place, copy: Path, planned: Plan, number: int) -> None:
    act, own = planned.act, place.register
    sources = {item.name for item in planned.go if item.what == "id"} | set(act.sources)
    nobody = take_out_ids(copy, act, sources - planned.held_sources, keys=own)
    forget_ids(nobody, copy / REGISTER)
    if act.why == "erasure":
        sweep(copy, act.subjects, Keys(own).own(needed=True), number)
    for item in planned.go:
        if item.what == "key":
            Keys(copy).destroy(item.name)
