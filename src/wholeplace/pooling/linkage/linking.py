"""Decide which records are one person: the whole of it on one screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .blocking import find_candidates
from .calibrating import calibrated
from .closure import Edges, Judge, close
from .comparing import Comparer
from .encoding import as_dictionary, order_of
from .fields import COMPARED, Fields, prepare
from .frequencies import Frequencies
from .lists import Ints
from .model import Model
from .refining import refine
from .rulings import Ruled, Ruling
from .scoring import probability, score
from .threads import side_by_side
from .training import ENOUGH, sharing_an_identifier, train

Progress = Callable[[str], None]
WORDS = {
    "record": ["given", "family", "aliases", "sex", "birth_precision"],
    "identifier": ["scheme"],
    "address": ["postcode", "line", "uprn"],
}
"""Columns of each table that are quicker read from Parquet as dictionaries: values come often."""


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


@dataclass(frozen=True)
class Worked:
    """All that linking found out, with records in the order (source, local id)."""

    order: Ints  # the row each record came in
    fields: Fields
    edges: Edges
    weight: np.ndarray
    groups: Ints
    sure: np.ndarray
    model: Model
    ruled: Ruled
    crowded: dict[str, int]

    def linked(self) -> Linked:
        """Who is whom, in the order in which the records came."""
        edges = self.edges
        found = Pairs(edges.left, edges.right, self.weight, probability(edges.log_odds))
        return _as_given(self.order, self.groups, self.sure, found, self.model, self.crowded)


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
    worked = work(records, identifiers, addresses, model=model, seed=seed, progress=progress)
    return worked.linked()


def work(
    records: pa.Table,
    identifiers: pa.Table,
    addresses: pa.Table,
    *,
    model: Model | None = None,
    frequencies: Frequencies | None = None,
    rulings: Sequence[Ruling] = (),
    seed: int = 0,
    progress: Progress | None = None,
) -> Worked:
    """Link as ``link`` does, obey what people decided, and keep what was found on the way.

    With ``frequencies`` values are as common as they were when those were counted; without, as
    among these records.
    """
    say = progress or (lambda _: None)
    say("cleaning")
    order, fields, among = in_order(records, identifiers, addresses)
    comparer = Comparer(fields, frequencies and frequencies.shares(fields))
    fresh = model is None
    if model is None:
        say("training")
        model = _trained(comparer, among, seed)
    say("comparing")
    found = find_candidates(fields, among)
    compared = comparer.compare(found.left, found.right)
    if fresh:
        model = calibrated(refine(model, compared, int(among.sum())), compared, fields, seed)
    scored = score(compared, model)
    say("joining")
    edges = Edges.of(compared, scored)
    ruled = Ruled.of(rulings, _rows_of(rulings, records, order))
    groups = close(edges, fields, bits(model.threshold), judged_by(comparer, model), ruled)
    sure = sureness(groups, edges, ruled)
    return Worked(order, fields, edges, scored.weight, groups, sure, model, ruled, found.crowded)


def in_order(
    records: pa.Table, identifiers: pa.Table, addresses: pa.Table
) -> tuple[Ints, Fields, Ints]:
    """Tables in canonical order, records numbered 0, 1, 2 …; only named zones may be linked."""
    order = order_of(records["source"], records["local_id"])
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


def judged_by(comparer: Comparer, model: Model) -> Judge:
    """A judge of pairs that no key brought together."""

    def judge(left: Ints, right: Ints) -> Edges:
        compared = comparer.compare(left, right)
        return Edges.of(compared, score(compared, model))

    return judge


def bits(chance: float) -> float:
    """A chance as bits of log-odds."""
    return float(np.log2(chance / (1 - chance)))


def sureness(groups: Ints, edges: Edges, ruled: Ruled) -> np.ndarray:
    """How sure each record is of its group: its best pair inside it.

    1 for a record alone, and where somebody decided.
    """
    sure = np.zeros(len(groups))
    inside = groups[edges.left] == groups[edges.right]
    chance = probability(edges.log_odds[inside])
    for side in (edges.left, edges.right):
        np.maximum.at(sure, side[inside], chance)
    decided = ruled.same[groups[ruled.same[:, 0]] == groups[ruled.same[:, 1]]]
    sure[decided.ravel()] = 1.0
    alone = np.bincount(groups, minlength=len(groups))[groups] == 1
    return np.where(alone, 1.0, sure)


def _rows_of(rulings: Sequence[Ruling], records: pa.Table, order: Ints) -> Ints:
    """The two canonical rows of each ruling, -1 for a record that is not there."""
    wanted = {key: -1 for ruling in rulings for key in (ruling.a, ruling.b)}
    if wanted:
        local_ids = pa.array(sorted({local_id for _, local_id in wanted}), pa.string())
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        rows = np.flatnonzero(pc.is_in(records["local_id"], value_set=local_ids).to_numpy())
        some = records.select(["source", "local_id"]).take(pa.array(rows)).to_pylist()
        for row, said in zip(rows.tolist(), some, strict=True):
            if (key := (said["source"], said["local_id"])) in wanted:
                wanted[key] = int(place[row])
    pairs = [(wanted[ruling.a], wanted[ruling.b]) for ruling in rulings]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


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
