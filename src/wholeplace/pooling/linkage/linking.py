"""Decide which records are one person: the whole of it on one screen."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .blocking import find_candidates
from .closure import Edges, close
from .comparing import Comparer
from .encoding import as_dictionary
from .fields import COMPARED, Fields, prepare
from .lists import Ints
from .model import Model
from .refining import refine
from .scoring import score
from .threads import side_by_side
from .training import ENOUGH, sharing_an_identifier, train

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Pairs:
    """Scored pairs of rows of the records table."""

    left: Ints
    right: Ints
    weight: np.ndarray
    probability: np.ndarray

    def above(self, threshold: float) -> "Pairs":
        """The pairs whose probability reaches the threshold."""
        keep = self.probability >= threshold
        return Pairs(*(getattr(self, name)[keep] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Linked:
    """Which person each record is: a number per row, with how sure, the pairs and the model."""

    person_of: Ints
    probability: np.ndarray
    pairs: Pairs
    model: Model
    crowded: dict[str, int] = field(default_factory=dict)
    """By blocking key, how many records it left out: too many say the same to tell them apart."""


def link(
    records: pa.Table,
    identifiers: pa.Table,
    addresses: pa.Table,
    *,
    model: Model | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Linked:
    """Link records to people; without a model, train one on these records first.

    The order of the rows does not matter: all work is done in the order of (source, local id).
    """
    say = progress or (lambda _: None)
    say("cleaning")
    order, fields, among = in_order(records, identifiers, addresses)
    comparer = Comparer(fields)
    fresh = model is None
    if model is None:
        say("training")
        model = _trained(comparer, among, seed)
    say("comparing")
    found = find_candidates(fields, among)
    compared = comparer.compare(found.left, found.right)
    if fresh:
        model = refine(model, compared, int(among.sum()))
    scored = score(compared, model)
    say("joining")
    limit = float(np.log2(model.threshold / (1 - model.threshold)))
    edges = Edges.of(compared, scored)
    groups = close(edges, fields, limit, lambda a, b: _judged(comparer, model, a, b))
    sure = _sureness(groups, compared.left, compared.right, scored.probability)
    return _as_given(
        order,
        groups,
        sure,
        Pairs(compared.left, compared.right, scored.weight, scored.probability),
        model,
        found.crowded,
    )


def in_order(
    records: pa.Table, identifiers: pa.Table, addresses: pa.Table
) -> tuple[Ints, Fields, Ints]:
    """Tables in canonical order, records numbered 0, 1, 2 …; only named zones may be linked."""
    order = pc.sort_indices(
        records, [("source", "ascending"), ("local_id", "ascending")]
    ).to_numpy()
    number = _renumber(records["record"].to_numpy(), order)
    fields = prepare(_taken(records, order), number(identifiers), number(addresses))
    among = np.ones(records.num_rows, dtype=bool)
    if "zone" in records.column_names:
        among = pc.equal(records["zone"], "named").to_numpy()[order]
    return order, fields, among


def _taken(records: pa.Table, order: Ints) -> pa.Table:
    """The columns that are compared, in this order; texts as dictionaries, quicker to move."""
    rows = pa.array(order)

    def taken(name: str) -> pa.Array:
        column = records[name]
        coded = as_dictionary(column) if pa.types.is_string(column.type) else column
        return coded.take(rows)

    return pa.table(dict(zip(COMPARED, side_by_side(taken, COMPARED), strict=True)))


def _renumber(ids: Ints, order: Ints) -> Callable[[pa.Table], pa.Table]:
    """A function that replaces a table's ``record`` by the row it has in canonical order."""
    row = np.empty(len(order), dtype=np.int32)
    row[order] = np.arange(len(order), dtype=np.int32)
    by_id = None if np.array_equal(ids, np.arange(len(ids))) else np.argsort(ids)

    def renumbered(table: pa.Table) -> pa.Table:
        record = table["record"].to_numpy()
        if by_id is not None:
            record = by_id[np.searchsorted(ids[by_id], record)]
        where = table.column_names.index("record")
        return table.set_column(where, "record", pa.array(row[record]))

    return renumbered


def _trained(comparer: Comparer, among: Ints, seed: int) -> Model:
    if len(sharing_an_identifier(comparer.fields, among)[0]) >= ENOUGH:
        return train(comparer, among, seed)
    from .splink_em import train_by_em

    return train_by_em(comparer, among, seed)


def _judged(comparer: Comparer, model: Model, left: Ints, right: Ints) -> Edges:
    compared = comparer.compare(left, right)
    return Edges.of(compared, score(compared, model))


def _sureness(groups: Ints, left: Ints, right: Ints, probability: np.ndarray) -> np.ndarray:
    """How sure each record is of its group: its best pair inside it; 1 for a record alone."""
    sure = np.zeros(len(groups))
    inside = groups[left] == groups[right]
    for side in (left, right):
        np.maximum.at(sure, side[inside], probability[inside])
    alone = np.bincount(groups, minlength=len(groups))[groups] == 1
    return np.where(alone, 1.0, sure)


def _as_given(
    order: Ints,
    groups: Ints,
    sure: np.ndarray,
    pairs: Pairs,
    model: Model,
    crowded: dict[str, int],
) -> Linked:
    """Back to the order the records came in; people numbered 0, 1, 2 … by first record."""
    firsts = groups == np.arange(len(groups))
    numbers = (np.cumsum(firsts) - 1)[groups]
    person_of, probability = np.empty_like(numbers), np.empty_like(sure)
    person_of[order], probability[order] = numbers, sure
    there = Pairs(order[pairs.left], order[pairs.right], pairs.weight, pairs.probability)
    return Linked(person_of, probability, there, model, crowded)
