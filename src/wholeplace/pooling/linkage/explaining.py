"""Say why two records are, or are not, one person: every comparison, in words and in bits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .beliefs import ONE_PER_PERSON
from .closure import in_conflict
from .comparing import Compared, Comparer
from .linking import in_order
from .model import Model
from .scoring import evidence, score

Key = tuple[str, str]
"""A record's source and local id."""

FIELDS = {
    "given": "Given name",
    "family": "Family name",
    "birth_date": "Birth date",
    "birth_part": "Known part of the birth date",
    "sex": "Sex",
    "address": "Address",
    "postcode": "Postcode",
    "list:several": "On two lists",
}
"""Each comparison in words; identifiers and lists are named after their scheme and source."""


class NoSuchRecord(Exception):
    """A record that is not there or may not be linked, said in one line."""


@dataclass(frozen=True)
class Comparison:
    """One field of two records: how it compares and what that is worth, in bits."""

    field: str
    title: str
    level: str
    stranger: float
    household: float


@dataclass(frozen=True)
class Explanation:
    """All that was weighed about two records, in bits, and what it comes to."""

    comparisons: tuple[Comparison, ...]
    prior: float  # before looking, against strangers
    household_prior: float  # … against members of one household
    stranger: float  # sum with the prior: the match weight
    household: float
    total: float  # log-odds against both rivals, calibrated
    slope: float  # how much the evidence counts for that
    probability: float
    threshold: float
    contradiction: str | None  # why the two can never be joined, if so

    @property
    def reaches(self) -> bool:
        """Whether the pair, taken alone, would be joined."""
        return self.contradiction is None and self.probability >= self.threshold


def explain(
    records: pa.Table, identifiers: pa.Table, addresses: pa.Table, model: Model, a: Key, b: Key
) -> Explanation:
    """Compare two records as linking all of them did: how common values are counts."""
    rows = [_row(records, key) for key in (a, b)]
    if rows[0] == rows[1]:
        raise NoSuchRecord(f"{' '.join(a)}: is one record; name two to compare")
    order, fields, _ = in_order(records, identifiers, addresses)
    places = np.sort(np.argsort(order)[rows])
    return explain_rows(Comparer(fields), model, *places.tolist())


def explain_rows(comparer: Comparer, model: Model, left: int, right: int) -> Explanation:
    """Explain two rows of a set of records; ``left`` comes before ``right``."""
    return explain_pairs(comparer, model, np.array([left]), np.array([right]))[0]


def explain_pairs(
    comparer: Comparer, model: Model, left: np.ndarray, right: np.ndarray
) -> list[Explanation]:
    """Explain several pairs of rows."""
    return explain_compared(comparer.compare(left, right), model)


def explain_compared(pairs: Compared, model: Model) -> list[Explanation]:
    """Explain pairs that were compared already."""
    scored, conflict = score(pairs, model), in_conflict(pairs)
    said = list(evidence(pairs, model))
    found = []
    for row in range(len(pairs)):
        comparisons = tuple(
            Comparison(
                field,
                title_of(field),
                model.comparison(field).levels[level].name,
                float(part.stranger[row]),
                float(part.member[row]),
            )
            for field, part in said
            if (level := int(pairs.levels[field][row])) >= 0
        )
        found.append(
            Explanation(
                comparisons,
                prior=float(np.log2(model.prior)),
                household_prior=float(np.log2(model.prior / model.household_prior)),
                stranger=float(scored.weight[row]),
                household=float(scored.household[row]),
                total=float(scored.log_odds[row]),
                slope=scored.slope,
                probability=float(scored.probability[row]),
                threshold=model.threshold,
                contradiction=_contradiction(comparisons) if conflict[row] else None,
            )
        )
    return found


def _row(records: pa.Table, key: Key) -> int:
    source, local_id = key
    same = pc.and_(pc.equal(records["source"], source), pc.equal(records["local_id"], local_id))
    rows = np.flatnonzero(np.asarray(same))
    if not len(rows):
        raise no_such_record(key)
    return int(rows[0])


def no_such_record(key: Key) -> NoSuchRecord:
    """What to say of a record that is not there."""
    source, local_id = key
    return NoSuchRecord(
        f"{source} {local_id}: is no record that was linked; give a source of people and the"
        " id it gives the person, as in its file"
    )


def title_of(field: str) -> str:
    """A comparison in words."""
    kind, _, name = field.partition(":")
    if kind == "id":
        return f"Identifier {name}"
    return FIELDS.get(field) or f"Both on the list {name}"


def _contradiction(comparisons: tuple[Comparison, ...]) -> str:
    once = {f"id:{scheme}" for scheme in ONE_PER_PERSON}
    found = [one.title for one in comparisons if one.field in once and one.level == "different"]
    return f"{' and '.join(found)}: two valid values of what a person has once"


def same_identifiers(explained: Explanation) -> list[str]:
    """Identifiers people have once, of which both records have one value."""
    once = {f"id:{scheme}" for scheme in ONE_PER_PERSON}
    shared = [c for c in explained.comparisons if c.field in once and c.level == "same"]
    return sorted(one.field.partition(":")[2] for one in shared)
