"""Would these records have been joined, had something that shows they are one person been hidden?

Nobody knows which matches a linkage misses; what was hidden from it knows some. Two records of two
agencies with one valid identifier are (nearly) always one person, so hide every identifier, from
comparing and from looking for candidates, and see which pairs are joined all the same. Where too
few records share one, pairs that reviewers judged to be one person do instead; those are weighed
with all there is, and reviewers saw the doubtful ones, so less is found among them.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from ..blocking import candidates
from ..calibrating import found_otherwise, hidden
from ..comparing import Comparer
from ..encoding import pair_codes
from ..fields import Fields
from ..frequencies import Frequencies
from ..linking import in_order
from ..lists import Ints
from ..model import Model
from ..scoring import score
from ..training import sharing_an_identifier

MOST = 200_000  # pairs looked at
ENOUGH = 100  # pairs sharing an identifier, below which reviewed pairs are used
Basis = Literal["identifiers", "review"]

REVIEWED = pa.schema(
    [
        ("source", pa.string()),
        ("local_id", pa.string()),
        ("other_source", pa.string()),
        ("other_local_id", pa.string()),
        ("same", pa.bool_()),
    ]
)
"""Pairs of records as reviewers judged them."""


@dataclass(frozen=True)
class KnownPairs:
    """Pairs (rows of the records table) known to be one person, and which would be joined."""

    left: Ints
    right: Ints
    found: np.ndarray
    basis: Basis

    def __len__(self) -> int:
        return len(self.left)


def known_pairs(
    records: pa.Table,
    identifiers: pa.Table,
    addresses: pa.Table,
    model: Model,
    *,
    frequencies: Frequencies | None = None,
    reviewed: pa.Table | None = None,
    seed: int = 0,
) -> KnownPairs:
    """Pairs that share a hidden identifier; if those are too few, pairs reviewed if more."""
    order, fields, among = in_order(records, identifiers, addresses)
    shares = None if frequencies is None else frequencies.shares(fields)
    comparer = Comparer(fields, shares)
    found = _by_identifiers(comparer, among, model, seed)
    if len(found) < ENOUGH and reviewed is not None:
        judged = _by_review(comparer, among, model, _rows_of(reviewed, records, order))
        found = max(found, judged, key=len)
    return KnownPairs(order[found.left], order[found.right], found.found, found.basis)


def _by_identifiers(comparer: Comparer, among: Ints, model: Model, seed: int) -> KnownPairs:
    fields = comparer.fields
    left, right = _across_lists(fields, *sharing_an_identifier(fields, among))
    if len(left) > MOST:
        some = np.sort(np.random.default_rng(seed).choice(len(left), MOST, replace=False))
        left, right = left[some], right[some]
    sure = score(hidden(comparer.compare(left, right)), model).probability
    joined = (sure >= model.threshold) & found_otherwise(fields, left, right)
    return KnownPairs(left, right, joined, "identifiers")


def _across_lists(fields: Fields, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Pairs of two agencies, unless one list is all there is."""
    apart = fields.source[left] != fields.source[right]
    return (left[apart], right[apart]) if len(np.unique(fields.source)) > 1 else (left, right)


def _by_review(comparer: Comparer, among: Ints, model: Model, pairs: Ints) -> KnownPairs:
    left, right = np.sort(pairs, axis=1).T
    linkable = among[left] & among[right] & (left != right)
    left, right = left[linkable], right[linkable]
    sure = score(comparer.compare(left, right), model).probability
    met = np.isin(pair_codes(left, right), pair_codes(*candidates(comparer.fields, among)))
    return KnownPairs(left, right, (sure >= model.threshold) & met, "review")


def _rows_of(reviewed: pa.Table, records: pa.Table, order: Ints) -> Ints:
    """Pairs judged to be one person, as places in ``order``; those not there now are left out."""
    keys = zip(records["source"].to_pylist(), records["local_id"].to_pylist(), strict=True)
    place = np.argsort(order)
    at = {key: int(place[row]) for row, key in enumerate(keys)}
    pairs = [
        (
            at.get((row["source"], row["local_id"])),
            at.get((row["other_source"], row["other_local_id"])),
        )
        for row in reviewed.to_pylist()
        if row["same"]
    ]
    return np.array([p for p in pairs if None not in p], dtype=np.int64).reshape(-1, 2)
