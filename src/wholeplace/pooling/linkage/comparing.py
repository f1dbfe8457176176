"""Compare pairs of records: which level each field reaches, as small integers.

-1 means that one record lacks the field. That is neutral: absence is not evidence.
"""

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from .dates_alike import birth_levels
from .encoding import numbered, split_codes
from .fields import Fields
from .lists import Ints, crossings, lowest
from .names_alike import name_levels
from .per_value import MISSING, per_value_pair
from .places_alike import Places
from .threads import at_once

_CHUNK = 2_000_000
_FEW = 2_000  # pairs that are compared before a thread would have begun
_OTHER_ISSUER = 9
ID = "id:"
_LARGEST_CODE = 2**62


@dataclass(frozen=True)
class Compared:
    """Pairs, the level of every field, and the share of the value they agree on (0: none)."""

    left: Ints
    right: Ints
    levels: dict[str, Ints]
    shares: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.left)

    @cached_property
    def patterns(self) -> tuple["Compared", Ints]:
        """One pair of each pattern of levels, and which pattern each pair has."""
        code, size = np.zeros(len(self), dtype=np.int64), 1
        for level in self.levels.values():
            wide = int(level.max(initial=0)) + 2
            if size * wide >= _LARGEST_CODE:
                code = numbered(code)[1].astype(np.int64)
                size = int(code.max(initial=0)) + 1
            code *= wide
            code += level
            code += 1
            size *= wide
        patterns, which = numbered(code)
        example = np.empty(len(patterns), dtype=np.int64)
        example[which] = np.arange(len(which))
        return self.take(example), which

    def take(self, rows: Ints) -> "Compared":
        """Some of the pairs."""
        return Compared(
            self.left[rows],
            self.right[rows],
            {name: level[rows] for name, level in self.levels.items()},
            {name: share[rows] for name, share in self.shares.items()},
        )


class Comparer:
    """Compares pairs of one set of records.

    ``shares`` says how common each value is; without it, values are counted among these records.
    """

    def __init__(self, fields: Fields, shares: dict[str, np.ndarray] | None = None) -> None:
        self.fields = fields
        self.share = shares or {
            name: fields.share(name).astype(np.float32)
            for name in ("given", "family", "birth_date", "door", "postcode")
        }
        self._places = Places(fields)

    def compare(self, left: Ints, right: Ints) -> Compared:
        """Every field of every pair, in pieces that keep memory small."""
        pieces = [
            self._compare(left[at : at + _CHUNK], right[at : at + _CHUNK])
            for at in range(0, max(len(left), 1), _CHUNK)
        ]
        if len(pieces) == 1:
            return pieces[0]
        return Compared(
            left,
            right,
            {name: np.concatenate([p.levels[name] for p in pieces]) for name in pieces[0].levels},
            {name: np.concatenate([p.shares[name] for p in pieces]) for name in pieces[0].shares},
        )

    def _compare(self, left: Ints, right: Ints) -> Compared:
        fields = self.fields
        first = fields.alike.first.astype(np.int64)
        pairs, which = numbered(first[left] << 32 | first[right])
        said, lists, *ids = at_once(
            lambda: self._said(*split_codes(pairs)),
            lambda: _lists(fields, left, right),
            *(partial(self._identifier, scheme, left, right) for scheme in fields.identifiers),
            much=len(left) > _FEW,
        )
        levels, shares = ({name: column[which] for name, column in part.items()} for part in said)
        levels |= lists
        for scheme, level in zip(fields.identifiers, ids, strict=True):
            levels[f"{ID}{scheme}"] = level
        return Compared(left, right, levels, shares)

    def _said(self, left: Ints, right: Ints) -> tuple[dict[str, Ints], dict[str, np.ndarray]]:
        """What records that say the same have in common: names, birth date, address, sex."""
        fields, share = self.fields, self.share
        (levels, shares), (place_levels, place_shares), births, sex = at_once(
            lambda: name_levels(fields, share, left, right),
            lambda: self._places.levels(share, left, right),
            lambda: birth_levels(fields.births, left, right),
            lambda: _same_or_different(fields.sex[left], fields.sex[right]),
            much=len(left) > _FEW,
        )
        born = np.where(births["birth_date"] == 0, fields.births.number[left], 0)
        shares |= {"birth_date": share["birth_date"][born]} | place_shares
        return levels | births | place_levels | {"sex": sex}, shares

    def _identifier(self, scheme: str, left: Ints, right: Ints) -> Ints:
        """Same if any value agrees; values of different issuers ('council:id') say nothing."""
        lists, values = self.fields.identifiers[scheme], self.fields.id_values[scheme]
        has = (lists.counts[left] > 0) & (lists.counts[right] > 0)
        pair, a, b = crossings(lists, left[has], right[has])
        level = per_value_pair(lists["value"][a], lists["value"][b], values, _identifiers_alike)
        best, _ = lowest(pair, level, int(has.sum()), _OTHER_ISSUER)
        result = np.full(len(left), MISSING, dtype=np.int8)
        result[has] = np.where(best == _OTHER_ISSUER, MISSING, best)
        return result


def _lists(fields: Fields, left: Ints, right: Ints) -> dict[str, Ints]:
    """Which one list both records are on, or that they are on several.

    Most agencies list a person once, some (a hospital with several sites) often twice.
    """
    one, other = fields.source[left], fields.source[right]
    on = {"list:several": one != other}
    for code, source in enumerate(fields.sources[1:], start=1):
        on[f"list:{source}"] = (one == code) & (other == code)
    return {name: np.where(both, 0, MISSING).astype(np.int8) for name, both in on.items()}


def issuer_of(value: str) -> str:
    """Who issued an identifier written 'issuer:number'; '' for national ones."""
    return value.rpartition(":")[0]


def _identifiers_alike(a: list[str], b: list[str]) -> Ints:
    edits = process.cpdist(a, b, scorer=DamerauLevenshtein.distance, dtype=np.int8, score_cutoff=1)
    level = np.where(edits <= 1, 1, 2).astype(np.int8)
    if any(":" in value for value in a):
        same_issuer = [issuer_of(x) == issuer_of(y) for x, y in zip(a, b, strict=True)]
        level[~np.array(same_issuer)] = _OTHER_ISSUER
    return level


def _same_or_different(a: Ints, b: Ints) -> Ints:
    return np.where((a > 0) & (b > 0), a != b, MISSING).astype(np.int8)
