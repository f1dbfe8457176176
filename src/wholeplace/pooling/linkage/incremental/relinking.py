"""Link what has changed, and end where linking everything anew would have ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from .. import blocking
from ..closure import Edges, Judge, close, components, joined
from ..comparing import Comparer
from ..encoding import pair_codes
from ..frequencies import Frequencies
from ..linking import Worked, bits, in_order, judged_by, sureness
from ..lists import Ints
from ..model import Model
from ..rulings import Ruled, Ruling
from ..scoring import Parts
from ..stamps import Stamps
from .change import Change, prints
from .key_index import Entries
from .meeting import meet
from .shelf import Array
from .state import Settled, State, first_state, found_arrays, fresh_layer


@dataclass(frozen=True)
class Relinked:
    """The state with the change on top, as one more layer, and whose person may have changed."""

    state: State
    touched: Ints  # rows whose person may have changed
    rows: Ints  # the row of each record of the change, as it was given


def state_of(
    worked: Worked,
    records: pa.Table,
    identifiers: pa.Table,
    addresses: pa.Table,
    rulings: Sequence[Ruling] = (),
) -> State:
    """A whole linkage as a state that changes can be laid over."""
    rows = np.arange(worked.fields.size)
    strong = worked.edges.strong(bits(worked.model.threshold))
    said = prints(records, identifiers, addresses)[worked.order]
    local_ids = records["local_id"].combine_chunks().take(pa.array(worked.order))
    arrays, _ = fresh_layer(worked.fields, Stamps.of(worked.fields), local_ids, said, 0)
    joined_to = components(strong, len(rows), worked.ruled)
    settled = Settled(rows, joined_to, worked.groups, worked.sure)
    return first_state({**arrays, **found_arrays(worked.edges, settled)}).ruled_by(rulings)


def relinkable(state: State, change: Change) -> bool:
    """Whether a change can be linked alone: a small set is linked by further keys, and quickly."""
    before = int(state.alive.sum())
    after = before + change.records.num_rows - len(change.gone)
    return min(before, after) > blocking.RARE_UP_TO


def relink(
    state: State,
    change: Change,
    model: Model,
    frequencies: Frequencies,
    rulings: Sequence[Ruling] = (),
) -> Relinked:
    """Bring a state up to date with a change of records, of decisions, or of both.

    Ends where linking all records by this model would end, if they are ``relinkable``.
    """
    order, arrays, entries = _cleaned(change, state.size)
    none = Settled(*(np.zeros(0) for _ in range(4)))
    over = state.under({**arrays, **found_arrays(_no_edges(), none, gone=change.gone)})
    decided = Decided.of(state, over, rulings)
    found = _Finding(state, over, change, entries, decided, model, frequencies)
    settled = found.settled()
    layer = {**arrays, **found_arrays(found.fresh_edges(), settled, found.lost, change.gone)}
    rows = np.empty(len(order), dtype=np.int64)
    rows[order] = np.arange(state.size, over.size)
    return Relinked(state.under(layer).ruled_by(rulings), settled.rows, rows)


def _cleaned(change: Change, start: int) -> tuple[Ints, dict[str, Array], dict[str, Entries]]:
    order, fields, _ = in_order(change.records, change.identifiers, change.addresses)
    said = prints(change.records, change.identifiers, change.addresses)[order]
    local_ids = change.records["local_id"].combine_chunks().take(pa.array(order))
    return order, *fresh_layer(fields, Stamps.of(fields), local_ids, said, start)


def _no_edges() -> Edges:
    none = np.zeros((2, 0))
    return Edges(*none.astype(np.int32), *none, np.zeros(0, bool), Parts.unknown(0))


@dataclass(frozen=True)
class Decided:
    """What is decided about records now, and the rows about which it was decided otherwise."""

    ruled: Ruled
    changed: Ints

    @classmethod
    def of(cls, before: State, over: State, rulings: Sequence[Ruling]) -> Decided:
        """Compare what is decided with what the last linkage obeyed."""
        rows = over.rows_of_rulings(rulings)
        known = set(before.rulings)
        news = [place for place, one in enumerate(rulings) if one not in known]
        come = rows[(rows >= before.size).any(axis=1)]
        taken_back = over.rows_of_rulings(sorted(known - set(rulings), key=lambda r: r.number))
        changed = np.concatenate([rows[news].ravel(), come.ravel(), taken_back.ravel()])
        return cls(Ruled.of(rulings, rows), changed[changed >= 0])


class _Finding:
    """The steps of relinking, each made of those before."""

    def __init__(
        self,
        before: State,
        over: State,
        change: Change,
        entries: dict[str, Entries],
        decided: Decided,
        model: Model,
        frequencies: Frequencies,
    ) -> None:
        self._over, self._change, self._decided = over, change, decided
        self._threshold = bits(model.threshold)
        self._fresh = np.arange(before.size, over.size)
        met = meet(before, entries, change.gone, over)
        self.lost = met.lost
        gained = self._unknown(met.gained)
        self._rows = over.in_order(self._within_reach(before, gained))
        self._place = np.full(over.size, -1, dtype=np.int32)
        self._place[self._rows] = np.arange(len(self._rows))
        fields, stamps = over.fields(self._rows)
        self._fields = fields
        self._comparer = Comparer(fields, frequencies.shares(fields, stamps))
        self._judge = judged_by(self._comparer, model)
        self._gained = self._judge(*self._in_place(gained))

    def _unknown(self, gained: Ints) -> Ints:
        """Pairs without those of old records that other keys had brought together before."""
        old = gained[(gained & 0xFFFFFFFF) < self._first_fresh]
        if not len(old):
            return gained
        edges = self._over.edges_among(np.concatenate([old >> 32, old & 0xFFFFFFFF]))
        return np.setdiff1d(gained, pair_codes(edges.left, edges.right))

    def _within_reach(self, before: State, gained: Ints) -> Ints:
        """Fresh records, and all of every component that may change or holds one they meet."""
        codes = np.concatenate([gained, self.lost])
        ends = np.concatenate([codes >> 32, codes & 0xFFFFFFFF])
        ends = np.concatenate([ends, self._decided.changed])
        seeds = np.concatenate([ends[ends < before.size], self._change.gone])
        hit = np.zeros(self._over.size, dtype=bool)
        hit[before.component[seeds]] = True
        near = np.flatnonzero(hit[before.component] & self._over.alive[: before.size])
        return np.concatenate([near, self._fresh])

    def _in_place(self, codes: Ints) -> tuple[Ints, Ints]:
        """Pairs by their places among the rows within reach, in order."""
        one, other = self._place[codes >> 32], self._place[codes & 0xFFFFFFFF]
        return np.minimum(one, other), np.maximum(one, other)

    def fresh_edges(self) -> Edges:
        """The pairs the change brings, under the numbers of their records."""
        found = self._gained
        return Edges(
            self._rows[found.left],
            self._rows[found.right],
            found.log_odds,
            found.contradiction,
            found.conflict,
            found.parts,
        )

    def settled(self) -> Settled:
        """Close the components that the change touches."""
        kept, gained = self._kept_within_reach(), self._gained
        ruled = self._decided.ruled.among(self._place)
        strong = [edges.strong(self._threshold) for edges in (kept, gained)]
        joined_to = components(_ends(strong), len(self._rows), ruled)
        touched = self._touched(joined_to)
        edges = joined([_less_parts(kept), _less_parts(gained)])
        edges = edges.take(np.flatnonzero(touched[edges.left] & touched[edges.right]))
        edges = replace(edges, parts=_Late(edges.left, edges.right, self._judge))
        ruled = ruled.among(np.where(touched, np.arange(len(touched)), -1))
        groups = close(edges, self._fields, self._threshold, self._judge, ruled)
        sure = sureness(groups, edges, ruled)
        rows = np.flatnonzero(touched)
        return Settled(
            self._rows[rows],
            self._rows[joined_to[rows]],
            self._rows[groups[rows]],
            sure[rows],
        )

    def _kept_within_reach(self) -> Edges:
        kept = self._over.edges_among(self._rows)
        codes = pair_codes(kept.left, kept.right)
        kept = kept.take(np.flatnonzero(~np.isin(codes, self.lost)))
        ends = self._place[kept.left], self._place[kept.right]
        return replace(kept, left=ends[0], right=ends[1])

    def _touched(self, joined_to: Ints) -> np.ndarray:
        """Rows of components, as they are now, that may be made of other records than before."""
        changed = np.zeros(len(self._rows), dtype=bool)
        changed[self._place[self._fresh]] = True
        codes = np.concatenate([self.lost, self._old_pairs()])
        changed[self._place[codes >> 32]] = changed[self._place[codes & 0xFFFFFFFF]] = True
        changed |= self._once_with_the_gone()
        changed[self._place[self._decided.changed]] = True
        hit = np.zeros(len(self._rows), dtype=bool)
        hit[joined_to[changed]] = True
        return hit[joined_to]

    def _old_pairs(self) -> Ints:
        """Codes of gained pairs both of whose records were there before."""
        found = self.fresh_edges()
        rows = np.flatnonzero(np.maximum(found.left, found.right) < self._first_fresh)
        return pair_codes(found.left[rows], found.right[rows])

    @property
    def _first_fresh(self) -> int:
        return self._over.size - len(self._fresh)

    def _once_with_the_gone(self) -> np.ndarray:
        before = self._over.component
        hit = np.zeros(self._over.size, dtype=bool)
        hit[before[self._change.gone]] = True
        old = self._rows < self._first_fresh
        return old & hit[before[self._rows]]


def _less_parts(edges: Edges) -> Edges:
    return replace(edges, parts=Parts.unknown(len(edges.left)))


@dataclass(frozen=True)
class _Late:
    """What each field says about pairs, found out only when it is asked: of a few it ever is."""

    left: Ints
    right: Ints
    judge: Judge

    def __getitem__(self, pairs: Ints) -> _Late:
        return _Late(self.left[pairs], self.right[pairs], self.judge)

    def by_pair(self) -> np.ndarray:
        """A row per pair, a column per field, as ``Parts`` has them."""
        return self.judge(self.left, self.right).parts.by_pair()


def _ends(some: Sequence[Edges]) -> Edges:
    """Several lots of edges as one, of which nothing but the two records is asked."""
    left, right = (np.concatenate([getattr(one, n) for one in some]) for n in ("left", "right"))
    return replace(_no_edges(), left=left, right=right)
