"""Records that say the same of a person: one of them is compared and stands for all.

Half of all records of a place repeat another agency's word for word. What is the same is looked up
and compared once; identifiers and lists, which may differ, stay each record's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .blocks import pairs_of_blocks
from .encoding import mix, numbered, pair_codes, split_codes
from .lists import Ints, Lists, crossings

if TYPE_CHECKING:
    from .fields import Fields

MOST_ALIKE = 40  # records that say the same, above which they tell of nobody in particular


@dataclass(frozen=True)
class Alike:
    """Which record stands for each record: the first that says the same."""

    first: Ints

    @classmethod
    def of(cls, fields: Fields) -> Alike:
        """Compare name, birth date, sex and address, where records have one of each at most."""
        columns = _said(fields)
        own = np.arange(fields.size, dtype=np.int32)
        which = numbered(mix(*(column.astype(np.int64) + 1 for column in columns)))[1]
        first = np.empty(fields.size, dtype=np.int32)
        first[which[::-1]] = own[::-1]
        first = first[which]
        same = np.bincount(first, minlength=fields.size)[first] <= MOST_ALIKE
        for column in columns:
            same &= column == column[first]
        for lists in (fields.names, fields.addresses):
            same &= (lists.counts <= 1) & (lists.counts[first] <= 1)
        return cls(np.where(same, first, own))

    def among(self, rows: Ints) -> Standing:
        """Who stands for whom, of some records only."""
        records = np.flatnonzero(rows).astype(np.int32)
        return Standing(Lists.of(self.first[records], len(self.first), record=records))


@dataclass(frozen=True)
class Standing:
    """By the record that stands for it, each record."""

    lists: Lists

    @property
    def sizes(self) -> Ints:
        """For how many a record stands, itself included; 0 if another stands for it."""
        return self.lists.counts

    def for_all(self, codes: Ints) -> Ints:
        """The pairs of all records, from pairs of those that stand for them."""
        left, right = split_codes(codes)
        if self.lists.are_single:
            return codes
        _, a, b = crossings(self.lists, left, right)
        record = self.lists["record"]
        return pair_codes(record[a], record[b])

    def within(self, told: Ints) -> Ints:
        """All pairs of records that say the same, where what they say tells people apart."""
        owner = self.lists.owners()
        keep = told[owner] & (self.sizes[owner] > 1)
        return pairs_of_blocks(self.lists["record"][keep], owner[keep], MOST_ALIKE + 1)


def _said(fields: Fields) -> list[Ints]:
    births, at, names = fields.births, fields.addresses, fields.names
    return [
        names.first("given"),
        names.first("family"),
        births.year * np.int32(512) + births.month * 32 + births.day,
        fields.sex,
        at.first("postcode"),
        at.first("line"),
        at.first("uprn"),
    ]
