"""What a person should look at: pairs and groups in doubt, the most consequential first.

How much hangs on a doubt is the *load* that would go to another person, were it decided the other
way: the records and activities of the smaller side. A doubt weighs its load times how doubtful it
is, from 1 at even chances to 0 at certainty; twice that where identifiers conflict, for a record
with a wrong number harms two people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree

from .closure import Edges, components, joined
from .encoding import pair_codes
from .lists import Ints
from .rulings import Ruled
from .scoring import Parts, probability

LEAST, MOST = 0.05, 0.95  # chances between which a pair is in doubt
REFUSED = 0.5  # how doubtful it is, at least, to keep apart what the pair alone would join
LARGE = 30  # records of one person above which the weakest join in it is looked at
WITH_CONFLICT = 2.0
_CERTAIN = 200.0  # bits
MIXED, APART, IDENTIFIERS, CROWD = (
    "mixed evidence",
    "kept apart",
    "identifiers differ",
    "many records",
)


@dataclass(frozen=True)
class Doubts:
    """Pairs to look at, the weightiest first. Arrays run alongside the pairs."""

    left: Ints
    right: Ints
    probability: np.ndarray
    joined: np.ndarray  # whether the two are one person now
    reason: np.ndarray
    load: np.ndarray  # records and activities that would go to another person
    weight: np.ndarray

    def __len__(self) -> int:
        return len(self.left)

    def take(self, rows: Ints) -> Doubts:
        """Some of the pairs."""
        return Doubts(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))

    def and_also(self, others: Doubts) -> Doubts:
        """These and others."""
        names = self.__dataclass_fields__
        return Doubts(*(np.concatenate([getattr(self, n), getattr(others, n)]) for n in names))


def doubts(edges: Edges, groups: Ints, load: np.ndarray, threshold: float, ruled: Ruled) -> Doubts:
    """Every doubt that nobody has decided.

    ``edges`` are all scored pairs, ``groups`` the person of each row, ``load`` the records and
    activities of each row, ``threshold`` the chance from which pairs are joined.
    """
    inside = groups[edges.left] == groups[edges.right]
    joins = _weak_joins(edges.take(np.flatnonzero(inside)), groups, load, ruled)
    apart = groups[ruled.apart]
    undecided = ~np.isin(_people(edges, groups), pair_codes(apart[:, 0], apart[:, 1]))
    others = edges.take(np.flatnonzero(~inside & undecided))
    found = joins.and_also(_near_misses(others, groups, load, threshold))
    return found.take(np.lexsort((found.right, found.left, -np.round(found.weight, 6))))


def _people(edges: Edges, groups: Ints) -> Ints:
    """One number for the two people of each pair."""
    return pair_codes(groups[edges.left], groups[edges.right])


def _weak_joins(edges: Edges, groups: Ints, load: np.ndarray, ruled: Ruled) -> Doubts:
    """The weakest join of each person, where it is doubtful or the person has very many records.

    What joins a person's records is the chain of strongest pairs, decided ones first; cut at its
    weakest, it leaves the two sides.
    """
    chain = _chains(joined([_as_certain(ruled, groups), edges]), len(groups))
    person = groups[chain.left]
    order = np.lexsort((chain.right, chain.left, chain.log_odds, person))
    weakest = order[_firsts(person[order])]
    cut = chain.take(weakest)
    side = components(chain.take(np.delete(np.arange(len(person)), weakest)), len(groups))
    loads = np.bincount(side, load, minlength=len(groups))
    smaller = np.minimum(loads[side[cut.left]], loads[side[cut.right]])
    certain = cut.log_odds >= _CERTAIN
    doubtful = probability(cut.log_odds) <= MOST
    large = np.bincount(groups, minlength=len(groups))[groups[cut.left]] > LARGE
    some = np.flatnonzero((doubtful | large) & ~certain)
    reason = np.where(doubtful[some], MIXED, CROWD)
    return _weighed(cut.take(some), True, reason, smaller[some], 1 - MOST)


def _as_certain(ruled: Ruled, groups: Ints) -> Edges:
    """Pairs decided to be one person, where they are, as pairs beyond all doubt."""
    same = ruled.same[groups[ruled.same[:, 0]] == groups[ruled.same[:, 1]]]
    bits = np.full(len(same), _CERTAIN)
    none = np.zeros(len(same))
    parts = Parts.unknown(len(same))
    return Edges(same.min(axis=1), same.max(axis=1), bits, none, none.astype(bool), parts)


def _chains(edges: Edges, size: int) -> Edges:
    """The strongest pairs that hold together what all of them do; of equal pairs the first."""
    codes = pair_codes(edges.left, edges.right)
    _, first = np.unique(codes, return_index=True)
    edges = edges.take(first)
    cost = 1 + _CERTAIN - np.clip(edges.log_odds, -_CERTAIN, _CERTAIN)
    tree = minimum_spanning_tree(coo_matrix((cost, (edges.left, edges.right)), (size, size)))
    kept = np.isin(codes[first], pair_codes(*tree.nonzero()))
    return edges.take(np.flatnonzero(kept))


def _near_misses(edges: Edges, groups: Ints, load: np.ndarray, threshold: float) -> Doubts:
    """The strongest pair of each two people who may be one."""
    edges = edges.take(np.flatnonzero(probability(edges.log_odds) >= LEAST))
    people = _people(edges, groups)
    order = np.lexsort((edges.right, edges.left, -edges.log_odds, people))
    best = edges.take(order[_firsts(people[order])])
    refused = probability(best.log_odds) >= threshold
    reason = np.where(best.conflict, IDENTIFIERS, np.where(refused, APART, MIXED))
    loads = np.bincount(groups, load, minlength=len(groups))
    smaller = np.minimum(loads[groups[best.left]], loads[groups[best.right]])
    return _weighed(best, False, reason, smaller, np.where(refused, REFUSED, 0.0))


def _weighed(
    pairs: Edges, together: bool, reason: np.ndarray, load: np.ndarray, least: np.ndarray | float
) -> Doubts:
    chance = probability(pairs.log_odds)
    doubtful = np.maximum(4 * chance * (1 - chance), least)
    weight = doubtful * load * np.where(pairs.conflict, WITH_CONFLICT, 1.0)
    there = np.full(len(chance), together)
    return Doubts(pairs.left, pairs.right, chance, there, reason, load, weight)


def _firsts(values: Ints) -> Ints:
    """Where each run of equal values begins."""
    heads = np.ones(len(values), dtype=bool)
    heads[1:] = values[1:] != values[:-1]
    return np.flatnonzero(heads)
