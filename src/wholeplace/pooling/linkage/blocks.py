"""Pairs of records that share a key, and what to do where too many share it.

Keys and owners are packed into one 64-bit number each and sorted once, so that a block is a run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .encoding import mix
from .lists import Ints

Split = Callable[[Ints], list[Ints]]
"""From records to further columns about them, by which too large a block is cut."""


@dataclass(frozen=True)
class Found:
    """The pairs that one key finds, and the records it could not help: their block is a crowd."""

    name: str
    pairs: Ints  # as ``encoding.pair_codes``
    crowded: Ints  # records


def no_split(_: Ints) -> list[Ints]:
    """Cut by nothing: a block that is too large is left out whole."""
    return []


def pairs_sharing(owners: Ints, keys: Ints, largest: int) -> Ints:
    """Every pair of different owners with the same key, but not from blocks over ``largest``."""
    return pairs_in_blocks("", owners, keys, largest).pairs


def pairs_in_blocks(
    name: str, owners: Ints, keys: Ints, largest: int, split: Split = no_split
) -> Found:
    """Every pair of different owners with the same key, however large its block.

    A block of more than ``largest`` is cut by each further column on its own: its pairs are those
    that share the key and one column more, in a block that is not too large.
    """
    owner, block = _sorted(owners, keys)
    crowd = _sizes(block) > largest
    if not crowd.any():
        return Found(name, pairs_of_blocks(owner, block, largest), owner[:0])
    pairs, crowded = pairs_of_blocks(owner[~crowd], block[~crowd], largest), owner[crowd]
    helped, found = np.zeros(len(crowded), dtype=bool), [pairs]
    for column in split(crowded):
        finer = mix(block[crowd], column)
        there = np.flatnonzero(finer)
        some_owner, some_block = _sorted(crowded[there], finer[there])
        fits = _sizes(some_block) <= largest
        found.append(pairs_of_blocks(some_owner[fits], some_block[fits], largest))
        helped |= np.isin(crowded, some_owner[fits])
    return Found(name, np.concatenate(found), np.unique(crowded[~helped]))


def _sorted(owners: Ints, keys: Ints) -> tuple[Ints, Ints]:
    """Owners and blocks of the entries whose key somebody else has too, block by block."""
    bits = np.uint64(int(owners.max(initial=1)).bit_length())
    hashed = keys if keys.dtype == np.uint64 else mix(keys.astype(np.int64) + 1)
    packed = (hashed >> bits << bits) | owners.astype(np.uint64)
    packed.sort()
    block = packed >> bits
    same = np.empty(max(len(block), 1) + 1, dtype=bool)
    same[0] = same[-1] = False
    np.equal(block[1:], block[:-1], out=same[1:-1])
    shared = np.flatnonzero(same[1:] | same[:-1])[: len(block)]
    return (packed[shared] & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64), block[
        shared
    ]


def _sizes(block: Ints) -> Ints:
    """How many entries are in the block of each entry."""
    starts = np.flatnonzero(np.r_[True, block[1:] != block[:-1]][: len(block)])
    sizes = np.diff(np.r_[starts, len(block)])
    return np.repeat(sizes, sizes)


def pairs_of_blocks(owner: Ints, block: Ints, largest: int) -> Ints:
    """Every pair of owners in one block; entries lie block by block, owners in order."""
    found, at = [np.zeros(0, dtype=np.int64)], np.arange(len(block))
    for step in range(1, largest):
        at = at[: np.searchsorted(at, len(block) - step)]
        at = at[block[at] == block[at + step]]
        if not len(at):
            break
        left, right = owner[at].astype(np.int64), owner[at + step].astype(np.int64)
        codes = left << 32 | right
        found.append(codes[left != right])
    return np.concatenate(found)
