"""Which pairs a change of records makes candidates, and which pairs stop being candidates.

Records meet by the same keys, and crowds are treated as in a whole run. So a block that grows to a
crowd may take pairs away, unless they share another key, and a crowd that shrinks may give some.
Blocks that are no crowd, before or after, simply give every pair with a fresh record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..blocking import pairs_sharing
from ..encoding import distinct
from ..lists import Ints
from .crowds import Crowd, limit_of, pairs_by_rule
from .kept_fields import spread
from .key_index import SORTS, Entries, distinct_of


class Kept(Protocol):
    """The records before the change; what they say is known of the fresh ones too."""

    @property
    def size(self) -> int:
        """One more than the highest number of a record."""
        ...

    def sharing(self, sort: str, keys: Ints) -> tuple[Ints, Ints]:
        """Every (place in ``keys``, record that has the key); ``keys`` are sorted, distinct."""
        ...

    def keys_of(self, rows: Ints) -> dict[str, Entries]:
        """All keys of some records."""
        ...


@dataclass(frozen=True)
class Met:
    """Pair codes: those that became candidates, and those of old records that ceased to be."""

    gained: Ints
    lost: Ints


@dataclass(frozen=True)
class _Blocks:
    """The blocks of some keys: entries of kept records and of fresh ones, by block."""

    number: int
    kept: Entries  # before the change; ``keys`` number the blocks
    went: np.ndarray  # which of these go
    fresh: Entries

    @property
    def before(self) -> Ints:
        """Entries of each block before the change."""
        return np.bincount(self.kept.keys, minlength=self.number)

    @property
    def after(self) -> Ints:
        """Entries of each block after it."""
        gone = np.bincount(self.kept.keys[self.went], minlength=self.number)
        return self.before - gone + np.bincount(self.fresh.keys, minlength=self.number)

    def was(self, which: np.ndarray) -> Entries:
        """Entries of some blocks before the change."""
        return self.kept.take(np.flatnonzero(which[self.kept.keys]))

    def now(self, which: np.ndarray) -> Entries:
        """Entries of some blocks after it."""
        stays = self.kept.take(np.flatnonzero(which[self.kept.keys] & ~self.went))
        come = self.fresh.take(np.flatnonzero(which[self.fresh.keys]))
        return Entries(
            np.concatenate([stays.owners, come.owners]), np.concatenate([stays.keys, come.keys])
        )


def meet(kept: Kept, fresh: dict[str, Entries], gone: Ints, crowd: Crowd) -> Met:
    """Compare blocks before and after ``fresh`` records came and ``gone`` ones went.

    ``crowd`` tells what each record says, for blocks that must be cut.
    """
    gone_keys = kept.keys_of(gone)
    away = np.zeros(kept.size, dtype=bool)
    away[gone] = True
    gained, lost = [], []
    for sort in SORTS:
        keys, own = _numbered(fresh[sort], gone_keys[sort].keys)
        blocks = _blocks(kept, sort, keys, own, away)
        crowded = np.maximum(blocks.before, blocks.after) > limit_of(sort)
        gained += [_fresh_with_kept(blocks, ~crowded), _fresh_with_fresh(blocks, ~crowded)]
        if crowded.any():
            before = pairs_by_rule(sort, blocks.was(crowded), crowd)
            after = pairs_by_rule(sort, blocks.now(crowded), crowd)
            gained.append(np.setdiff1d(after, before))
            lost.append(np.setdiff1d(before, after))
    ceased = np.unique(np.concatenate([np.zeros(0, np.int64), *lost]))
    ceased = ceased[~(away[ceased >> 32] | away[ceased & 0xFFFFFFFF])]
    still = _sharing_another_key(ceased, kept, fresh, away, crowd)
    return Met(distinct(np.concatenate(gained)), np.setdiff1d(ceased, still))


def _numbered(fresh: Entries, gone: Ints) -> tuple[Ints, Entries]:
    """The distinct keys of what came and went, and the fresh entries numbered by them."""
    if len(gone):
        keys, at = sorted_distinct(np.concatenate([fresh.keys, gone]))
        return keys, Entries(fresh.owners, at[: len(fresh.keys)])
    keys, heads = distinct_of(fresh)
    many = np.diff(np.append(heads, len(fresh.keys)))
    return keys, Entries(fresh.owners, np.repeat(np.arange(len(keys)), many))


def _blocks(kept: Kept, sort: str, keys: Ints, fresh: Entries, away: np.ndarray) -> _Blocks:
    """The blocks of some keys; ``fresh`` entries are numbered by block already."""
    at, owners = kept.sharing(sort, keys)
    return _Blocks(len(keys), Entries(owners, at), away[owners], fresh)


def _fresh_with_kept(blocks: _Blocks, which: np.ndarray) -> Ints:
    """Each fresh record with every record of its blocks that was there and stays."""
    many = np.bincount(blocks.fresh.keys, minlength=blocks.number)
    starts = np.cumsum(many) - many
    stays = blocks.kept.take(np.flatnonzero(~blocks.went)) if blocks.went.any() else blocks.kept
    times = (many * which)[stays.keys]
    one = np.repeat(stays.owners, times).astype(np.int64)
    other = blocks.fresh.owners[spread(starts[stays.keys], times)]
    return one << 32 | other  # fresh records have the higher numbers


def _fresh_with_fresh(blocks: _Blocks, which: np.ndarray) -> Ints:
    """The fresh records of one block with each other."""
    many = np.bincount(blocks.fresh.keys, minlength=blocks.number)
    rows = np.flatnonzero(((many > 1) & which)[blocks.fresh.keys])
    owners, at = blocks.fresh.owners[rows], blocks.fresh.keys[rows]
    return pairs_sharing(owners, at, int(many.max(initial=1)) + 1)


def _sharing_another_key(
    codes: Ints, kept: Kept, fresh: dict[str, Entries], away: np.ndarray, crowd: Crowd
) -> Ints:
    """All pairs after the change of the blocks that the records of some pairs are in."""
    found = [np.zeros(0, dtype=np.int64)]
    rows = np.unique(np.concatenate([codes >> 32, codes & 0xFFFFFFFF]))
    for sort, entries in kept.keys_of(rows).items() if len(rows) else ():
        keys = sorted_distinct(entries.keys)[0]
        blocks = _blocks(kept, sort, keys, _numbered_by(keys, fresh[sort]), away)
        small = blocks.after <= limit_of(sort)
        # Of a block that is no crowd, only the pairs of these records matter.
        ours = blocks.now(small)
        ours = ours.take(np.flatnonzero(np.isin(ours.owners, rows)))
        found.append(pairs_sharing(ours.owners, ours.keys, limit_of(sort)))
        found.append(pairs_by_rule(sort, blocks.now(~small), crowd))
    return np.concatenate(found)


def _numbered_by(keys: Ints, fresh: Entries) -> Entries:
    """The fresh entries that have one of the keys, numbered by it."""
    place = np.minimum(np.searchsorted(keys, fresh.keys), max(len(keys) - 1, 0))
    come = np.flatnonzero(keys[place] == fresh.keys) if len(keys) else np.zeros(0, np.int64)
    return Entries(fresh.owners[come], place[come])


def sorted_distinct(values: Ints) -> tuple[Ints, Ints]:
    """Distinct values in order, and the place of each given one among them."""
    order = np.argsort(values)
    ordered = values[order]
    heads = np.ones(len(values), dtype=bool)
    heads[1:] = ordered[1:] != ordered[:-1]
    places = np.empty(len(values), dtype=np.int64)
    places[order] = np.cumsum(heads) - 1
    return ordered[heads], places
