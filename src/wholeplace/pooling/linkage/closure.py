"""From pairs to people: join records strongest evidence first, and refuse what contradicts.

If A is B and B is C, then A is C; taken alone that rule glues families together through one
doubtful pair. So a group of joined records is kept as it is only when no two of its records
contradict each other. Otherwise it is taken apart and rebuilt, strongest pair first, and a join is
refused when

* the two sides hold different valid identifiers of a kind everybody has once, or
* what the pair at hand cannot compare, others of the two sides can, and their disagreement speaks
  louder than the pair. A nameless record cannot answer for a name; one that has it can.
What people have decided goes before all evidence: see ``rulings``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .beliefs import ONE_PER_PERSON
from .blocks import pairs_of_blocks
from .comparing import Compared, issuer_of
from .encoding import pair_codes, split_codes
from .fields import Fields
from .lists import Ints
from .rulings import NOTHING_RULED, Ruled
from .scoring import Parts, Scored

LARGEST_CHECKED = 60  # records in a group up to which all its pairs are compared
DOUBT = -3.0  # bits of contradiction inside a group from which it is taken apart
DIFFERENT_ID = 2


@dataclass(frozen=True)
class Edges:
    """Scored pairs as the closure needs them."""

    left: Ints
    right: Ints
    log_odds: np.ndarray
    contradiction: np.ndarray
    conflict: np.ndarray
    parts: Parts

    @classmethod
    def of(cls, pairs: Compared, scored: Scored) -> "Edges":
        """Edges from compared and scored pairs."""
        return cls(
            pairs.left,
            pairs.right,
            scored.log_odds,
            scored.contradiction,
            in_conflict(pairs),
            scored.parts,
        )

    def take(self, rows: Ints) -> "Edges":
        """Some of the edges."""
        return Edges(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))

    def strong(self, threshold: float) -> "Edges":
        """The edges that may join two records, taken alone."""
        return self.take(np.flatnonzero((self.log_odds >= threshold) & ~self.conflict))


def joined(some: Sequence[Edges]) -> Edges:
    """Several lots of edges as one, if the same fields were compared."""
    *columns, parts = Edges.__dataclass_fields__
    return Edges(
        *(np.concatenate([getattr(one, name) for one in some]) for name in columns),
        Parts.joined([getattr(one, parts) for one in some]),
    )


Judge = Callable[[Ints, Ints], Edges]


def in_conflict(pairs: Compared) -> np.ndarray:
    """Pairs with different valid identifiers of a scheme everybody has one value of."""
    conflict = np.zeros(len(pairs), dtype=bool)
    for scheme in ONE_PER_PERSON:
        levels = pairs.levels.get(f"id:{scheme}")
        if levels is not None:
            conflict |= levels == DIFFERENT_ID
    return conflict


def close(
    edges: Edges, fields: Fields, threshold: float, judge: Judge, ruled: Ruled = NOTHING_RULED
) -> Ints:
    """The group of each record, numbered by its first record.

    ``threshold`` is in bits; ``judge`` compares and scores pairs that no key brought together.
    """
    strong = edges.strong(threshold)
    groups = components(strong, fields.size, ruled)
    inside = edges.take(np.flatnonzero(groups[edges.left] == groups[edges.right]))
    checked = judge(*_inner_pairs(groups, _incomplete(groups, inside)))
    doubtful = _doubtful_groups(groups, checked, inside)
    doubtful[_kept_apart(groups, ruled)] = True
    again = np.flatnonzero(doubtful[groups[strong.left]])
    known = _Known(checked, inside, doubtful, groups)
    people = _People(np.flatnonzero(doubtful[groups]), fields, known, ruled)
    return _rebuild(groups, people, strong.take(again), threshold)


def components(edges: Edges, size: int, ruled: Ruled = NOTHING_RULED) -> Ints:
    """Records joined by edges or by decision, each group under its first record."""
    left = np.concatenate([edges.left, ruled.same[:, 0]])
    right = np.concatenate([edges.right, ruled.same[:, 1]])
    graph = coo_matrix((np.ones(len(left), bool), (left, right)), (size, size))
    count, labels = connected_components(graph, directed=False)
    first = np.full(count, size, dtype=np.int64)
    np.minimum.at(first, labels, np.arange(size))
    return first[labels]


def _kept_apart(groups: Ints, ruled: Ruled) -> Ints:
    """Groups that hold two records decided to be different people."""
    of = groups[ruled.apart]
    return of[of[:, 0] == of[:, 1], 0]


def _incomplete(groups: Ints, inside: Edges) -> Ints:
    """Groups of which not all pairs were compared; a pair has only itself."""
    sizes = np.bincount(groups, minlength=len(groups))
    compared = np.bincount(groups[inside.left], minlength=len(groups))
    wanting = compared < sizes * (sizes - 1) // 2
    return wanting & (sizes > 2) & (sizes <= LARGEST_CHECKED)


def _inner_pairs(groups: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """All pairs of records within the wanted groups."""
    members = np.flatnonzero(wanted[groups])
    order = members[np.argsort(groups[members], kind="stable")].astype(np.int32)
    return split_codes(pairs_of_blocks(order, groups[order], LARGEST_CHECKED + 1))


def _doubtful_groups(groups: Ints, checked: Edges, inside: Edges) -> Ints:
    sizes = np.bincount(groups, minlength=len(groups))
    doubtful = sizes > LARGEST_CHECKED
    for some in (checked, inside):
        bad = np.flatnonzero(some.conflict | (some.contradiction <= DOUBT))
        doubtful[groups[some.left[bad]]] = True
    return doubtful & (sizes > 2)


class _Known:
    """What every compared pair inside doubtful groups says against one person."""

    def __init__(self, checked: Edges, inside: Edges, doubtful: Ints, groups: Ints) -> None:
        found = [
            some.take(np.flatnonzero(doubtful[groups[some.left]])) for some in (inside, checked)
        ]
        codes = [pair_codes(some.left, some.right).tolist() for some in found]
        self._row = {code: row for row, code in enumerate(codes[0] + codes[1])}
        self._worst = np.concatenate([some.contradiction for some in found]).tolist()
        self._parts = np.concatenate([some.parts.by_pair() for some in found])

    def against(self, left: list[int], right: list[int], pair: tuple[int, int]) -> float:
        """Bits against joining two groups, from fields that the pair at hand cannot compare.

        A field on which any pair of the two groups agrees does not count against them.
        """
        rows = [row for a in left for b in right if (row := self._of(a, b)) is not None]
        if min((self._worst[row] for row in rows), default=0.0) >= 0:
            return 0.0
        silent = np.isnan(self._parts[self._of(*pair)])
        parts = self._parts[rows][:, silent]
        best = np.where(np.isnan(parts), -np.inf, parts).max(axis=0)
        return float(best[np.isfinite(best)].sum())

    def _of(self, a: int, b: int) -> int | None:
        return self._row.get(a << 32 | b if a < b else b << 32 | a)


def _rebuild(groups: Ints, people: "_People", edges: Edges, threshold: float) -> Ints:
    """Join the records of doubtful groups again, strongest pair first, refusing contradictions."""
    order = np.lexsort((edges.right, edges.left, -np.round(edges.log_odds, 6)))
    left, right, bits = (
        side[order].tolist() for side in (edges.left, edges.right, edges.log_odds - threshold)
    )
    for one, other, evidence in zip(left, right, bits, strict=True):
        people.join(one, other, evidence)
    result = groups.copy()
    result[people.members] = [people.first_of(record) for record in people.members.tolist()]
    return result


class _People:
    """Growing groups of records, each with the identifiers its records hold."""

    def __init__(self, members: Ints, fields: Fields, known: _Known, ruled: Ruled) -> None:
        self.members = members
        self._home = {record: record for record in members.tolist()}
        self._records = {record: [record] for record in self._home}
        self._held = _identifiers_held(members, fields)
        self._known = known
        self._apart: dict[int, set[int]] = {}
        for one, other in ruled.apart.tolist():
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)
        for one, other in ruled.same.tolist():
            if one in self._home:
                self._tie(one, other)

    def first_of(self, record: int) -> int:
        """The first record of the group this record is in."""
        return self._home[record]

    def join(self, left: int, right: int, evidence: float) -> None:
        """Join two records' groups unless their identifiers or records contradict."""
        one, other = sorted((self._home[left], self._home[right]))
        if one == other or self._clash(one, other) or self._decided_apart(one, other):
            return
        sides = self._records[one], self._records[other]
        if evidence + self._known.against(*sides, (left, right)) >= 0:
            self._merge(one, other)

    def _tie(self, left: int, right: int) -> None:
        """Join two records' groups because somebody decided so, unless others are kept apart."""
        one, other = sorted((self._home[left], self._home[right]))
        if one != other and not self._decided_apart(one, other):
            self._merge(one, other)

    def _merge(self, one: int, other: int) -> None:
        for record in self._records[other]:
            self._home[record] = one
        self._records[one] += self._records.pop(other)
        for kind, values in self._held.pop(other).items():
            self._held[one].setdefault(kind, set()).update(values)

    def _decided_apart(self, one: int, other: int) -> bool:
        if not self._apart:
            return False
        there = self._records[other]
        return any(not self._apart.get(a, set()).isdisjoint(there) for a in self._records[one])

    def _clash(self, one: int, other: int) -> bool:
        held, more = self._held[one], self._held[other]
        if not held or not more:
            return False
        return any(held[kind].isdisjoint(more[kind]) for kind in held.keys() & more.keys())


def _identifiers_held(members: Ints, fields: Fields) -> dict[int, dict[str, set[int]]]:
    """By record, by scheme and issuer: its values of once-a-person identifiers."""
    held: dict[int, dict[str, set[int]]] = {record: {} for record in members.tolist()}
    for scheme in sorted(ONE_PER_PERSON & fields.identifiers.keys()):
        lists, values = fields.identifiers[scheme], fields.id_values[scheme]
        for record in members[lists.counts[members] > 0].tolist():
            for code in lists["value"][lists.starts[record] : lists.starts[record + 1]].tolist():
                kind = f"{scheme} {issuer_of(values[code])}"
                held[record].setdefault(kind, set()).add(code)
    return held
