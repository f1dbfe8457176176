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
from ..encoding import pair_codes
from ..lists import Ints
from .crowds import Crowd, limit_of, pairs_by_rule
from .kept_fields import spread
from .key_index import SORTS, Entries


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
    """The blocks of some keys, as they are after the change: entries block by block."""

    owners: Ints
    at: Ints  # block of each entry
    fresh: np.ndarray  # whether an entry is of a fresh record
    before: Ints  # entries of each block before the change
    gone: Entries  # entries that went, under their block

    @property
    def after(self) -> Ints:
        """Entries of each block."""
        return np.bincount(self.at, minlength=len(self.before))


def meet(kept: Kept, fresh: dict[str, Entries], gone: Ints, crowd: Crowd) -> Met:
    """Compare blocks before and after ``fresh`` records came and ``gone`` ones went.

    ``crowd`` tells what each record says, for blocks that must be cut.
    """
    gone_keys = kept.keys_of(gone)
    away = np.zeros(kept.size, dtype=bool)
    away[gone] = True
    gained, lost = [], []
    for sort in SORTS:
        keys = np.concatenate([fresh[sort].keys, gone_keys[sort].keys])
        blocks = _blocks(kept, sort, sorted_distinct(keys)[0], fresh[sort], away)
        crowded = np.maximum(blocks.before, blocks.after) > limit_of(sort)
        gained.append(_with_the_fresh(blocks, ~crowded))
        if crowded.any():
            before, after = _by_rule(sort, blocks, crowded, crowd)
            gained.append(np.setdiff1d(after, before))
            lost.append(np.setdiff1d(before, after))
    ceased = np.unique(np.concatenate([np.zeros(0, np.int64), *lost]))
    ceased = ceased[~(away[ceased >> 32] | away[ceased & 0xFFFFFFFF])]
    still = _sharing_another_key(ceased, kept, fresh, away, crowd)
    return Met(sorted_distinct(np.concatenate(gained))[0], np.setdiff1d(ceased, still))


def _blocks(kept: Kept, sort: str, keys: Ints, fresh: Entries, away: np.ndarray) -> _Blocks:
    """The blocks of some keys; of the fresh entries those that have one of the keys."""
    place = np.minimum(np.searchsorted(keys, fresh.keys), max(len(keys) - 1, 0))
    come = np.flatnonzero(keys[place] == fresh.keys) if len(keys) else np.zeros(0, np.int64)
    at_kept, owners = kept.sharing(sort, keys)
    went = away[owners]
    stays = np.flatnonzero(~went)
    at = np.concatenate([at_kept[stays], place[come]])
    order = np.argsort(at)
    return _Blocks(
        np.concatenate([owners[stays], fresh.owners[come]])[order],
        at[order],
        order >= len(stays),
        np.bincount(at_kept, minlength=len(keys)),
        Entries(owners[went], at_kept[went]),
    )


def _with_the_fresh(blocks: _Blocks, which: np.ndarray) -> Ints:
    """Each fresh record with all others of its blocks."""
    rows = np.flatnonzero(blocks.fresh & which[blocks.at])
    after = blocks.after
    starts = np.cumsum(after) - after
    many = after[blocks.at[rows]]
    one = np.repeat(blocks.owners[rows], many)
    other = blocks.owners[spread(starts[blocks.at[rows]], many)]
    return pair_codes(one, other)[one != other]


def _by_rule(sort: str, blocks: _Blocks, which: np.ndarray, crowd: Crowd) -> tuple[Ints, Ints]:
    """The pairs of some blocks before the change and after it."""
    rows, went = which[blocks.at], which[blocks.gone.keys]
    old = rows & ~blocks.fresh
    was = Entries(
        np.concatenate([blocks.owners[old], blocks.gone.owners[went]]),
        np.concatenate([blocks.at[old], blocks.gone.keys[went]]),
    )
    now = Entries(blocks.owners[rows], blocks.at[rows])
    return pairs_by_rule(sort, was, crowd), pairs_by_rule(sort, now, crowd)


def _sharing_another_key(
    codes: Ints, kept: Kept, fresh: dict[str, Entries], away: np.ndarray, crowd: Crowd
) -> Ints:
    """All pairs after the change of the blocks that the records of some pairs are in."""
    found = [np.zeros(0, dtype=np.int64)]
    rows = np.unique(np.concatenate([codes >> 32, codes & 0xFFFFFFFF]))
    for sort, entries in kept.keys_of(rows).items() if len(rows) else ():
        keys = sorted_distinct(entries.keys)[0]
        blocks = _blocks(kept, sort, keys, fresh[sort], away)
        small = blocks.after <= limit_of(sort)
        # Of a block that is no crowd, only the pairs of these records matter.
        ours = np.isin(blocks.owners, rows) & small[blocks.at]
        found.append(pairs_sharing(blocks.owners[ours], blocks.at[ours], limit_of(sort)))
        large = ~small[blocks.at]
        found.append(pairs_by_rule(sort, Entries(blocks.owners[large], blocks.at[large]), crowd))
    return np.concatenate(found)


def sorted_distinct(values: Ints) -> tuple[Ints, Ints]:
    """Distinct values in order, and the place of each given one among them."""
    order = np.argsort(values)
    ordered = values[order]
    heads = np.ones(len(values), dtype=bool)
    heads[1:] = ordered[1:] != ordered[:-1]
    places = np.empty(len(values), dtype=np.int64)
    places[order] = np.cumsum(heads) - 1
    return ordered[heads], places
