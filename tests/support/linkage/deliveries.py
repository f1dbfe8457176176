"""Deliveries one after the other: records come, change and go; people decide and take back."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from support.linkage.people import People
from wholeplace.pooling.linkage.rulings import Ruling

Tables = tuple[pa.Table, pa.Table, pa.Table]


@dataclass(frozen=True)
class Delivery:
    """All records as they are now, and all decisions in force."""

    tables: Tables
    rulings: list[Ruling]


def deliveries(people: People, seed: int, steps: int = 4) -> Iterator[Delivery]:
    """The same people again and again, never quite as they were."""
    chance = np.random.default_rng(seed)
    rulings: list[Ruling] = []
    for step in range(1 + steps):
        present = np.flatnonzero(chance.random(len(people.truth)) < chance.choice([0.4, 0.8, 0.97]))
        changed = _changed(chance, people.records) if step else people.records
        whole = changed, people.identifiers, people.addresses
        tables = some(whole, chance.permutation(present))
        rulings = [one for one in rulings if chance.random() < 0.8]
        rulings += _decided(chance, people, step)
        yield Delivery(tables, rulings)


def some(tables: Tables, rows: np.ndarray) -> Tables:
    """Some of the records, in this order, with what belongs to them."""
    records = tables[0].take(pa.array(rows))
    kept = records["record"].combine_chunks()
    rest = (table.filter(pc.is_in(table["record"], value_set=kept)) for table in tables[1:])
    return records, *rest


def _changed(chance: np.random.Generator, records: pa.Table) -> pa.Table:
    """A few family names and birth dates handed on to other records."""
    for column, kind in (("family", pa.string()), ("birth_date", pa.date32())):
        values = np.array(records[column].to_pylist(), dtype=object)
        hit = np.flatnonzero(chance.random(len(values)) < 0.03)
        values[hit] = values[chance.permutation(hit)]
        place = records.column_names.index(column)
        records = records.set_column(place, column, pa.array(values.tolist(), kind))
    return records


def _decided(chance: np.random.Generator, people: People, step: int) -> list[Ruling]:
    """Decisions right and wrong about people's records, some of whom are not there."""
    keys = list(
        zip(*(people.records[name].to_pylist() for name in ("source", "local_id")), strict=True)
    )
    rows = chance.integers(0, len(keys), 6)
    near = [int(chance.choice(np.flatnonzero(people.truth == people.truth[row]))) for row in rows]
    far = chance.choice(near, 6)
    return [
        Ruling(step * 100 + number, what, keys[a], keys[b])
        for number, (what, a, b) in enumerate(
            [*(("different", a, b) for a, b in zip(rows, near, strict=True)),
             *(("same", a, b) for a, b in zip(rows, far, strict=True))]
        )
        if a != b
    ]  # fmt: skip
