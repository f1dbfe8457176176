"""The pairs of blocks that may be crowds, by the very rules of a whole run (``blocking``)."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from .. import alike, blocking
from ..blocks import pairs_in_blocks
from ..encoding import pair_codes
from ..lists import Ints, Lists
from .key_index import Entries


class Crowd(Protocol):
    """What is looked at where too many records share a key."""

    def said(self, records: Ints) -> Ints:
        """What each record says of its person, as one number."""
        ...

    def finer(self, records: Ints) -> list[Ints]:
        """Columns by which a crowd is cut."""
        ...


def limit_of(sort: str) -> int:
    """How many entries a block may have before it is a crowd."""
    limits = {
        "ids": blocking.LARGEST_ID_BLOCK,
        "others": blocking.LARGEST_BLOCK,
        "alike": alike.MOST_ALIKE,
    }
    return limits[sort]


def pairs_by_rule(sort: str, entries: Entries, crowd: Crowd) -> Ints:
    """Codes of all pairs that blocks give; ``entries.keys`` number the blocks."""
    if sort == "alike":
        return blocking.pairs_sharing(entries.owners, entries.keys, limit_of(sort))
    if sort == "ids":
        return _in_blocks(sort, entries, crowd)
    return _of_those_who_stand(entries, crowd)


def _in_blocks(sort: str, entries: Entries, crowd: Crowd) -> Ints:
    keys = entries.keys.astype(np.uint64) + np.uint64(1)
    keys *= np.uint64(0x9E3779B97F4A7C15)
    found = pairs_in_blocks(sort, entries.owners, keys, limit_of(sort), crowd.finer).pairs
    return np.unique(found)


def _of_those_who_stand(entries: Entries, crowd: Crowd) -> Ints:
    """One record is looked up for all that say the same, unless too many do."""
    records, which = np.unique(entries.owners, return_inverse=True)
    first = _first_alike(crowd.said(records))
    chosen = np.flatnonzero(first[which] == which)
    codes = _in_blocks("others", entries.take(chosen), crowd)
    standing = alike.Standing(Lists.of(first, len(records), record=np.arange(len(records))))
    placed = pair_codes(
        np.searchsorted(records, codes >> 32), np.searchsorted(records, codes & 0xFFFFFFFF)
    )
    every = standing.for_all(placed)
    return np.unique(pair_codes(records[every >> 32], records[every & 0xFFFFFFFF]))


def _first_alike(said: Ints) -> Ints:
    """By record, the place of the first that says the same; its own where too many do."""
    _, first, which, many = np.unique(
        said, return_index=True, return_inverse=True, return_counts=True
    )
    shared = (said > 0) & (many[which] <= alike.MOST_ALIKE)
    return np.where(shared, first[which], np.arange(len(said)))
