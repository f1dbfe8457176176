"""Rows that a later delivery replaces: it has a row with the same key."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wholeplace.place import Mapping

from .groups import keys_of
from .rows import Rows
from .sequence.arrivals import Arrival
from .values.distinct import as_mask

_REPLACED = "a later delivery has a row with the same key, which was used in its place"
_NO_KEY = "the row has no key, so it names no row to replace; it was set aside"
_NOTHING = "no earlier row has the key of this correction; it was added"
_ONLY_ADDS = "the layout has no key, so the delivery can only add rows: one told again counts twice"


def replaced(
    rows: Rows, mapping: Mapping, arrivals: Sequence[Arrival]
) -> tuple[np.ndarray, np.ndarray]:
    """Masks of the rows that later ones replace, and of those of corrections that name no row."""
    none = np.zeros(len(rows), bool)
    modes, rank = _by_row(rows, arrivals)
    if len(set(rows.deliveries)) < 2:
        return none, none
    if not mapping.key:
        rows.tell(modes == "delta", None, "no-row-key", "warning", _ONLY_ADDS)
        return none, none
    keys = keys_of(rows, mapping.key)
    blank = _blank(rows, mapping.key)
    gone = ~blank & (rank < _most(keys, rank)[keys])
    nameless = blank & (modes == "correction")
    rows.tell(gone, None, "replaced-row", "note", _REPLACED)
    rows.tell(nameless, mapping.key[0], "no-row-key", "error", _NO_KEY)
    _tell_corrections(rows, keys, rank, gone, (modes == "correction") & ~nameless)
    return gone, nameless


def _by_row(rows: Rows, arrivals: Sequence[Arrival]) -> tuple[np.ndarray, np.ndarray]:
    """The mode of each row's delivery, and its place in the order."""
    order = {one.id: (one.mode, number) for number, one in enumerate(arrivals)}
    found = [order[id] for id in rows.deliveries]
    modes, ranks = np.array([m for m, _ in found]), np.array([r for _, r in found])
    return modes[rows.file], ranks[rows.file]


def _blank(rows: Rows, columns: Sequence[str]) -> np.ndarray:
    empty = [as_mask(rows.text(column).is_null()) for column in columns]
    blank: np.ndarray = np.logical_and.reduce(empty)
    return blank


def _most(keys: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """For each key the place of the last delivery that has it."""
    last = np.full(int(keys.max(initial=-1)) + 1, -1)
    np.maximum.at(last, keys, rank)
    return last


def _tell_corrections(
    rows: Rows, keys: np.ndarray, rank: np.ndarray, gone: np.ndarray, correcting: np.ndarray
) -> None:
    """How many earlier rows the corrections replaced, and which of theirs replace none."""
    first = np.full(int(keys.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, keys, rank)
    hits = correcting & (first[keys] < rank)
    many = int(gone[np.isin(keys, keys[hits])].sum())
    message = f"the row corrects what came before; earlier rows replaced: {many}"
    rows.tell(hits, None, "corrects", "note", message)
    rows.tell(correcting & ~hits, None, "corrects-nothing", "warning", _NOTHING)
