"""What a linkage left behind, so that the next one need only look at what has changed.

A folder with a first layer, all records, and a thin layer for every change since. A layer is one
file and is never altered: what a later layer says of a record replaces what earlier ones said.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..closure import Edges, joined
from ..encoding import pair_codes, stamps
from ..fields import Fields
from ..lists import Ints
from ..rulings import Ruling
from ..scoring import Parts
from ..stamps import Stamps
from .kept_fields import Part, fields_to_arrays, gather, spread
from .key_index import Entries, entries_of, index_to_arrays, look_up, no_entries
from .shelf import Array, Shelf

FORMAT = 1
FINER = 4  # columns that ``Values.finer`` gives
ABOUT = "state.json"
_EDGES = ("left", "right", "log_odds", "contradiction", "conflict")
"""What is kept of a pair; which field said what is found out again where it matters."""
RecordKey = tuple[str, str]


@dataclass(frozen=True)
class Layer:
    """A file of records with what was found out about them; ``start`` numbers its first record."""

    shelf: Shelf
    start: int

    @property
    def size(self) -> int:
        """How many records it brings."""
        return len(self.shelf["source"])

    def edges_of(self, rows: Ints) -> tuple[Ints, Ints]:
        """Where the pairs of each of some records begin and end; they go by the left record."""
        if self.start == 0:
            own = rows[: np.searchsorted(rows, self.size)]
            starts = self.shelf["left starts"]
            return starts[own], starts[own + 1]
        left = self.shelf["left"]
        return np.searchsorted(left, rows), np.searchsorted(left, rows, side="right")

    @property
    def edges(self) -> Edges:
        """The pairs it brings."""
        found = {name: self.shelf[name] for name in _EDGES}
        found["conflict"] = found["conflict"].view(bool)
        return Edges(**found, parts=Parts.unknown(len(found["left"])))


@dataclass(frozen=True)
class Settled:
    """Who is whom: rows, the component of joined pairs each is in, its person, and how sure."""

    rows: Ints
    component: Ints
    group: Ints
    sure: np.ndarray


def fresh_layer(
    fields: Fields, stamps_: Stamps, local_ids: pa.Array, prints: Ints, start: int
) -> tuple[dict[str, Array], dict[str, Entries]]:
    """The arrays of a layer as far as they are about its records alone, and their keys."""
    numbers = np.arange(start, start + fields.size, dtype=np.int32)
    values, said = stamps_.values(fields), stamps_.said(fields)
    entries = entries_of(values, said, numbers)
    keys = record_stamps([fields.sources[code] for code in fields.source.tolist()], local_ids)
    order = np.argsort(keys)
    arrays = {
        **fields_to_arrays(fields, stamps_),
        "local_id": local_ids,
        "print": prints,
        "said": said,
        **{f"finer {place}": column for place, column in enumerate(values.finer())},
        "record stamps": keys[order],
        "record rows": numbers[order],
        **index_to_arrays(entries),
    }
    return arrays, entries


def found_arrays(
    edges: Edges, settled: Settled, lost: Ints | None = None, gone: Ints | None = None
) -> dict[str, Array]:
    """The arrays of a layer about pairs and people; pairs and records go by number."""
    none = np.zeros(0, dtype=np.int64)
    edges = edges.take(np.lexsort((edges.right, edges.left)))  # looked up by the left record
    return {
        "left": edges.left.astype(np.int32),
        "right": edges.right.astype(np.int32),
        "log_odds": edges.log_odds,
        "contradiction": edges.contradiction,
        "conflict": edges.conflict.astype(np.uint8),
        "lost": none if lost is None else lost,
        "gone": none.astype(np.int32) if gone is None else gone.astype(np.int32),
        "settled": settled.rows.astype(np.int32),
        "component": settled.component.astype(np.int32),
        "group": settled.group.astype(np.int32),
        "sure": settled.sure,
    }


def record_stamps(sources: Sequence[str], local_ids: pa.Array) -> Ints:
    """One number for each record's source and local id."""
    keys = pc.binary_join_element_wise(pa.array(sources, pa.string()), local_ids, "\x1f")
    return stamps(keys.to_numpy(zero_copy_only=False))


@dataclass(frozen=True)
class State:
    """The layers one over the other. Records are numbered through all layers, also those gone."""

    layers: tuple[Layer, ...]
    about: dict[str, object]

    @classmethod
    def open(cls, folder: Path) -> State:
        """Map every layer of a folder."""
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        layers: list[Layer] = []
        for name in about["layers"]:
            layers.append(Layer(Shelf.open(folder / name), sum(one.size for one in layers)))
        return cls(tuple(layers), about)

    @property
    def worn(self) -> float:
        """How much lies on the first layer, as a share of it: from some point on, begin anew."""
        return (self.size - self.layers[0].size + (~self.alive).sum()) / max(self.layers[0].size, 1)

    def under(self, arrays: dict[str, Array]) -> State:
        """These layers with one more on top."""
        return replace(self, layers=(*self.layers, Layer(Shelf(arrays), self.size)))

    def ruled_by(self, rulings: Sequence[Ruling]) -> State:
        """This state, saying which decisions it obeys."""
        return self.saying(rulings=[asdict(one) for one in rulings])

    def saying(self, **about: object) -> State:
        """This state, saying more about what it was made with."""
        return replace(self, about={**self.about, **about})

    @cached_property
    def rulings(self) -> list[Ruling]:
        """The decisions that were obeyed."""
        said = self.about.get("rulings", [])
        return [Ruling(r["number"], r["what"], tuple(r["a"]), tuple(r["b"])) for r in said]

    @property
    def ruled_hash(self) -> str:
        """SHA-256 of the decisions that were obeyed."""
        return hashlib.sha256(json.dumps(self.about.get("rulings", [])).encode()).hexdigest()

    def rows_of_rulings(self, rulings: Sequence[Ruling]) -> Ints:
        """The two rows of each ruling, -1 for a record that is not there."""
        keys = [key for ruling in rulings for key in (ruling.a, ruling.b)]
        local_ids = pa.array([local_id for _, local_id in keys], pa.string())
        found = record_stamps([source for source, _ in keys], local_ids)
        return self.rows_of(found).reshape(-1, 2)

    @cached_property
    def size(self) -> int:
        """How many records there are or were."""
        return sum(layer.size for layer in self.layers)

    @property
    def touched(self) -> Ints:
        """Records whose person may be another since the uppermost layer."""
        return self.layers[-1].shelf["settled"]

    @cached_property
    def alive(self) -> Ints:
        """Which records are there still."""
        alive = np.ones(self.size, dtype=bool)
        for layer in self.layers:
            alive[layer.shelf["gone"]] = False
        return alive

    @cached_property
    def component(self) -> Ints:
        """The component of each record, by the number of one of its records."""
        return self._latest("component", np.int32)

    @cached_property
    def group(self) -> Ints:
        """The person of each record, by the number of one of their records."""
        return self._latest("group", np.int32)

    @cached_property
    def people(self) -> Ints:
        """As ``group``, but records that are gone are nobody's but their own."""
        return np.where(self.alive, self.group, np.arange(self.size, dtype=np.int32))

    @cached_property
    def sure(self) -> np.ndarray:
        """How sure each record is of its person."""
        return self._latest("sure", np.float64)

    def _latest(self, name: str, kind: type) -> np.ndarray:
        found = np.zeros(self.size, dtype=kind)
        for layer in self.layers:
            rows, values = layer.shelf["settled"], layer.shelf[name]
            if layer.start == 0:
                found[: layer.size] = values  # the first layer is about all of its records
            else:
                found[rows] = values
        return found

    def parts(self, rows: Ints) -> list[Part]:
        """Rows by the shelf they are on."""
        starts = np.array([layer.start for layer in self.layers])
        which = np.searchsorted(starts, rows, side="right") - 1
        return [
            Part(layer.shelf, rows[places] - layer.start, places)
            for number, layer in enumerate(self.layers)
            if len(places := np.flatnonzero(which == number))
        ]

    def fields(self, rows: Ints) -> tuple[Fields, Stamps]:
        """Some records, to be compared."""
        return gather(self.parts(rows), len(rows))

    def in_order(self, rows: Ints) -> Ints:
        """Rows in the order in which all linking is done: by source, then local id."""
        sources, local_ids = self.names(rows)
        table = pa.table({"source": sources, "local_id": local_ids})
        order = pc.sort_indices(table, [("source", "ascending"), ("local_id", "ascending")])
        return rows[order.to_numpy()]

    def names(self, rows: Ints) -> tuple[np.ndarray, np.ndarray]:
        """Source and local id of some records."""
        sources, local_ids = np.empty((2, len(rows)), dtype=object)
        for part in self.parts(rows):
            names = np.array(part.shelf.texts("sources"), dtype=object)
            sources[part.places] = names[part.shelf["source"][part.rows]]
            local = part.shelf["local_id"].take(pa.array(part.rows))
            local_ids[part.places] = local.to_numpy(zero_copy_only=False)
        return sources, local_ids

    def rows_of(self, keys: Ints) -> Ints:
        """The record under each stamp of source and local id; -1 where there is none."""
        found = np.full(len(keys), -1, dtype=np.int64)
        for layer in self.layers:
            kept, rows = layer.shelf["record stamps"], layer.shelf["record rows"]
            if len(kept):
                place = np.minimum(np.searchsorted(kept, keys), len(kept) - 1)
                hit = (kept[place] == keys) & self.alive[rows[place]]
                found[hit] = rows[place[hit]]
        return found

    def rows_ever(self, keys: Ints, fresh: bool = False) -> Ints:
        """The last row under each stamp, there or gone; of the uppermost layer only if asked."""
        found = np.full(len(keys), -1, dtype=np.int64)
        for layer in self.layers if fresh else self.layers[:-1]:
            kept, rows = layer.shelf["record stamps"], layer.shelf["record rows"]
            if len(kept):
                place = np.minimum(np.searchsorted(kept, keys), len(kept) - 1)
                hit = kept[place] == keys
                found[hit] = rows[place[hit]]
        return found

    def fresh_records(self) -> tuple[Ints, Ints]:
        """The rows of the uppermost layer, and the stamps of their records."""
        shelf = self.layers[-1].shelf
        return shelf["record rows"].astype(np.int64), shelf["record stamps"]

    def prints(self, rows: Ints) -> Ints:
        """What each record said, as one number."""
        return self._column("print", rows)

    def sharing(self, sort: str, keys: Ints) -> tuple[Ints, Ints]:
        """Every (place in ``keys``, record that has the key); ``keys`` are sorted and distinct."""
        found = [look_up(layer.shelf, sort, keys) for layer in self.layers]
        at, rows = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
        there = self.alive[rows]
        return at[there], rows[there]

    def keys_of(self, rows: Ints) -> dict[str, Entries]:
        """All keys of some records."""
        if not len(rows):
            return no_entries()
        fields, stamps_ = self.fields(rows)
        values, said = stamps_.values(fields), stamps_.said(fields)
        return entries_of(values, said, rows.astype(np.int32))

    def said(self, rows: Ints) -> Ints:
        """What each record says of its person, as one number."""
        return self._column("said", rows)

    def finer(self, rows: Ints) -> list[Ints]:
        """Columns by which a crowd of records is cut."""
        return [self._column(f"finer {place}", rows) for place in range(FINER)]

    def _column(self, name: str, rows: Ints) -> Ints:
        found = np.zeros(len(rows), dtype=np.uint64)
        for part in self.parts(rows):
            found[part.places] = part.shelf[name][part.rows]
        return found

    def edges_among(self, rows: Ints) -> Edges:
        """The pairs both of whose records are among these."""
        inside = np.zeros(self.size, dtype=bool)
        inside[rows] = True
        rows = np.flatnonzero(inside).astype(np.int32)
        found = []
        for number, layer in enumerate(self.layers):
            first, last = layer.edges_of(rows)
            places = spread(first, last - first)
            chosen = layer.edges.take(places[inside[layer.shelf["right"][places]]])
            found.append(chosen.take(np.flatnonzero(self._hold(chosen, number))))
        return joined(found)

    def edges(self) -> Edges:
        """All pairs of records that are there."""
        return self.edges_among(np.flatnonzero(self.alive))

    def _hold(self, edges: Edges, number: int) -> np.ndarray:
        """Which pairs of a layer no later layer has lost."""
        lost = [layer.shelf["lost"] for layer in self.layers[number + 1 :]]
        gone = np.concatenate([np.zeros(0, np.int64), *lost])
        if not len(gone):
            return np.ones(len(edges.left), dtype=bool)
        return ~np.isin(pair_codes(edges.left, edges.right), gone)


def keep(state: State, folder: Path, before: Path | None = None) -> None:
    """Write a state's uppermost layer; those below are shared with the folder it comes from."""
    names = [f"layer-{number:04}.arrow" for number in range(len(state.layers))]
    for name in names[:-1]:
        assert before is not None
        os.link(before / name, folder / name)
    state.layers[-1].shelf.write(folder / names[-1])
    about = {**state.about, "format": FORMAT, "layers": names}
    (folder / ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")


def first_state(arrays: dict[str, Array]) -> State:
    """A state of one layer."""
    left = np.searchsorted(arrays["left"], np.arange(1 + len(arrays["source"])))
    arrays = {**arrays, "left starts": left.astype(np.int32)}
    return State((Layer(Shelf(arrays), 0),), {})
