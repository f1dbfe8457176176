"""From pairs to people: join records strongest evidence first, and refuse what contradicts.

If A is B and B is C, then A is C; taken alone that rule glues families together through one
doubtful pair. So a group of joined records is kept as it is only when no two of its records
contradict each other. Otherwise it is taken apart and rebuilt, strongest pair first, and a join is
refused when

* the two sides hold different valid identifiers of a kind everybody has once, or
* two of their records contradict each other by more than the pair at hand speaks for the join.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .beliefs import ONE_PER_PERSON
from .comparing import Compared, issuer_of
from .encoding import pair_codes
from .fields import Fields
from .lists import Ints
from .scoring import Scored

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

    @classmethod
    def of(cls, pairs: Compared, scored: Scored) -> "Edges":
        """Edges from compared and scored pairs."""
        return cls(
            pairs.left, pairs.right, scored.log_odds, scored.contradiction, in_conflict(pairs)
        )

    def take(self, rows: Ints) -> "Edges":
        """Some of the edges."""
        return Edges(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


Judge = Callable[[Ints, Ints], Edges]


def in_conflict(pairs: Compared) -> np.ndarray:
    """Pairs with different valid identifiers of a scheme everybody has one value of."""
    conflict = np.zeros(len(pairs), dtype=bool)
    for scheme in ONE_PER_PERSON:
        levels = pairs.levels.get(f"id:{scheme}")
        if levels is not None:
            conflict |= levels == DIFFERENT_ID
    return conflict


def close(edges: Edges, fields: Fields, threshold: float, judge: Judge) -> Ints:
    """The group of each record, numbered by its first record.

    ``threshold`` is in bits; ``judge`` compares and scores pairs that no key brought together.
    """
    strong = edges.take(np.flatnonzero((edges.log_odds >= threshold) & ~edges.conflict))
    groups = _components(strong, fields.size)
    checked = judge(*_inner_pairs(groups))
    doubtful = _doubtful_groups(groups, checked, edges)
    again = np.flatnonzero(doubtful[groups[strong.left]])
    known = _merged(checked, edges, doubtful, groups)
    return _rebuild(groups, doubtful, strong.take(again), known, fields, threshold)


def _components(edges: Edges, size: int) -> Ints:
    graph = coo_matrix((np.ones(len(edges.left), bool), (edges.left, edges.right)), (size, size))
    count, labels = connected_components(graph, directed=False)
    first = np.full(count, size, dtype=np.int64)
    np.minimum.at(first, labels, np.arange(size))
    return first[labels]


def _inner_pairs(groups: Ints) -> tuple[Ints, Ints]:
    """All pairs of records within groups of three and more (a pair has only itself)."""
    order = np.argsort(groups, kind="stable").astype(np.int32)
    sizes = np.bincount(groups, minlength=len(groups))[groups[order]]
    order = order[(sizes > 2) & (sizes <= LARGEST_CHECKED)]
    left, right = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    at = np.arange(len(order))
    for step in range(1, LARGEST_CHECKED):
        at = at[at + step < len(order)]
        at = at[groups[order[at]] == groups[order[at + step]]]
        if not len(at):
            break
        left.append(order[at])
        right.append(order[at + step])
    return np.concatenate(left), np.concatenate(right)


def _doubtful_groups(groups: Ints, checked: Edges, edges: Edges) -> Ints:
    doubtful = np.bincount(groups, minlength=len(groups)) > LARGEST_CHECKED
    for some in (checked, edges):
        bad = some.conflict | (some.contradiction <= DOUBT)
        inside = groups[some.left] == groups[some.right]
        many = np.bincount(groups, minlength=len(groups))[groups[some.left]] > 2
        doubtful[groups[some.left[bad & inside & many]]] = True
    return doubtful


def _merged(checked: Edges, edges: Edges, doubtful: Ints, groups: Ints) -> dict[int, float]:
    """Contradiction of every known pair inside doubtful groups, by pair code."""
    known: dict[int, float] = {}
    for some in (edges, checked):
        rows = np.flatnonzero(
            doubtful[groups[some.left]]
            & (groups[some.left] == groups[some.right])
            & (some.contradiction < 0)
        )
        codes = pair_codes(some.left[rows], some.right[rows])
        known.update(zip(codes.tolist(), some.contradiction[rows].tolist(), strict=True))
    return known


def _rebuild(
    groups: Ints,
    doubtful: Ints,
    edges: Edges,
    known: dict[int, float],
    fields: Fields,
    threshold: float,
) -> Ints:
    """Join the records of doubtful groups again, strongest pair first, refusing contradictions."""
    members = np.flatnonzero(doubtful[groups])
    people = _People(members, fields, known)
    order = np.lexsort((edges.right, edges.left, -np.round(edges.log_odds, 6)))
    for row in order.tolist():
        left, right = int(edges.left[row]), int(edges.right[row])
        people.join(left, right, float(edges.log_odds[row]) - threshold)
    result = groups.copy()
    for record in members.tolist():
        result[record] = people.first_of(record)
    return result


class _People:
    """Growing groups of records, each with the identifiers its records hold."""

    def __init__(self, members: Ints, fields: Fields, known: dict[int, float]) -> None:
        self._home = {record: record for record in members.tolist()}
        self._records = {record: [record] for record in self._home}
        self._held = _identifiers_held(members, fields)
        self._known = known

    def first_of(self, record: int) -> int:
        """The first record of the group this record is in."""
        return self._home[record]

    def join(self, left: int, right: int, evidence: float) -> None:
        """Join two records' groups unless their identifiers or records contradict."""
        one, other = sorted((self._home[left], self._home[right]))
        if one == other or self._clash(one, other):
            return
        if evidence + self._worst(one, other, left, right) < 0:
            return
        for record in self._records[other]:
            self._home[record] = one
        self._records[one] += self._records.pop(other)
        for kind, values in self._held.pop(other).items():
            self._held[one].setdefault(kind, set()).update(values)

    def _clash(self, one: int, other: int) -> bool:
        held, more = self._held[one], self._held[other]
        return any(held[kind].isdisjoint(more[kind]) for kind in held.keys() & more.keys())

    def _worst(self, one: int, other: int, left: int, right: int) -> float:
        worst = 0.0
        for a in self._records[one]:
            for b in self._records[other]:
                low, high = (a, b) if a < b else (b, a)
                if (low, high) != (min(left, right), max(left, right)):
                    worst = min(worst, self._known.get(low << 32 | high, 0.0))
        return worst


def _identifiers_held(members: Ints, fields: Fields) -> dict[int, dict[str, set[int]]]:
    """By record, by scheme and issuer: its values of once-a-person identifiers."""
    held: dict[int, dict[str, set[int]]] = {record: {} for record in members.tolist()}
    for scheme in sorted(ONE_PER_PERSON & fields.identifiers.keys()):
        lists, values = fields.identifiers[scheme], fields.id_values[scheme]
        for record in held:
            for entry in range(lists.starts[record], lists.starts[record + 1]):
                code = int(lists["value"][entry])
                kind = f"{scheme} {issuer_of(values[code])}"
                held[record].setdefault(kind, set()).add(code)
    return held
