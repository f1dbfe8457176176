"""Which records are one person: by the model kept for the place, looking only at what changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.place import Place
from wholeplace.pooling.decisions import links_in_force
from wholeplace.pooling.linkage import Ruling, Trained, keep_model, kept_model, misfit
from wholeplace.pooling.linkage.incremental import (
    State,
    change_since,
    keep,
    relink,
    relinkable,
    state_of,
)
from wholeplace.pooling.linkage.linking import Worked, work
from wholeplace.pooling.store import Identities

from .keys import code_hash

STATE = "state"
WORN = 0.25
"""Share of changed records from which linking all of them anew is no slower."""
Tell = Callable[[str], None]
Tables = tuple[pa.Table, pa.Table, pa.Table]


@dataclass(frozen=True)
class Ordered:
    """What a run was asked to do about linking, besides the records."""

    rulings: tuple[Ruling, ...]
    train: bool = False

    @classmethod
    def of(cls, place: Place, train: bool = False) -> Ordered:
        """The decisions that stand in a place, and whether to train anew."""
        decided = links_in_force(place.register)
        return cls(tuple(Ruling(one.number, one.what, one.a, one.b) for one in decided), train)


@dataclass(frozen=True)
class _Done:
    """A linkage as it will be kept: the state, and the row in it of each record."""

    state: State
    rows: np.ndarray
    trained: Trained
    why: str  # why a model was trained, if one was
    before: Path | None = None


def link_records(
    place: Place, known: Identities, ordered: Ordered, out: Path, before: Path | None, tell: Tell
) -> None:
    """Link records to people and write who is whom, the pairs, and the state for the next run.

    ``before`` is the folder of the last linkage, if it is still there. Where it was made with the
    same model and code, only what has changed since is compared.
    """
    trained, why = _model(place, known, ordered)
    if trained is None:
        done = _train(place, known, ordered, why, tell)
    else:
        done = _over(before, known, ordered, trained, tell) or _whole(known, ordered, trained, tell)
    (out / STATE).mkdir()
    keep(done.state, out / STATE, done.before and done.before / STATE)
    _write(done, known.record, out)


def _model(place: Place, known: Identities, ordered: Ordered) -> tuple[Trained | None, str]:
    """The model to use; without one, why one is trained."""
    if ordered.train:
        return None, "it was asked for"
    trained = kept_model(place.register)
    if trained is None:
        return None, "there was none"
    valid = known.identifier.filter(known.identifier["valid"])
    sources, schemes = (_distinct(*c) for c in ((known.record, "source"), (valid, "scheme")))
    reason = misfit(trained, sources, schemes, known.record.num_rows)
    return (None, reason) if reason else (trained, "")


def _distinct(table: pa.Table, column: str) -> list[str]:
    found: list[str] = pc.unique(table[column]).to_pylist()
    return found


def _train(place: Place, known: Identities, ordered: Ordered, why: str, tell: Tell) -> _Done:
    from wholeplace.pooling.linkage.frequencies import Frequencies

    tell(f"training a model, for {why}")
    tables = known.record, known.identifier, known.address
    worked = work(*tables, rulings=ordered.rulings, progress=tell)
    shares = Frequencies.of(worked.fields)
    trained = keep_model(place.register, worked.model, shares, known.record.num_rows)
    return _done(worked, tables, ordered, trained, why)


def _whole(known: Identities, ordered: Ordered, trained: Trained, tell: Tell) -> _Done:
    tables = known.record, known.identifier, known.address
    worked = work(
        *tables,
        model=trained.model,
        frequencies=trained.frequencies,
        rulings=ordered.rulings,
        progress=tell,
    )
    return _done(worked, tables, ordered, trained, "")


def _done(worked: Worked, tables: Tables, ordered: Ordered, trained: Trained, why: str) -> _Done:
    rows = np.empty(len(worked.order), dtype=np.int64)
    rows[worked.order] = np.arange(len(rows))
    state = state_of(worked, *tables, ordered.rulings)
    about = {"model": trained.model.hash, "code": code_hash(), "crowded": worked.crowded}
    return _Done(state.saying(**about), rows, trained, why)


def _over(
    before: Path | None, known: Identities, ordered: Ordered, trained: Trained, tell: Tell
) -> _Done | None:
    """Only what changed, laid over the last linkage; None where all must be linked."""
    state = _usable(before, trained)
    if state is None:
        return None
    tell("looking for what changed")
    change, rows = change_since(state, known.record, known.identifier, known.address)
    if not relinkable(state, change) or state.worn + change.size / state.size > WORN:
        return None
    tell(f"comparing {change.size:,} records that changed")
    found = relink(state, change, trained.model, trained.frequencies, ordered.rulings)
    rows[rows < 0] = found.rows
    return _Done(found.state, rows, trained, "", before)


def _usable(before: Path | None, trained: Trained) -> State | None:
    if before is None or not (before / STATE).is_dir():
        return None
    state = State.open(before / STATE)
    same = state.about["model"] == trained.model.hash and state.about["code"] == code_hash()
    return state if same else None


def _write(done: _Done, record: pa.Table, out: Path) -> None:
    state, model = done.state, done.trained.model
    _, cluster = np.unique(state.group[done.rows], return_inverse=True)
    found = {
        "record": record["record"],
        "source": record["source"],
        "local_id": record["local_id"],
        "cluster": pa.array(cluster),
        "probability": pa.array(state.sure[done.rows]),
        "row": pa.array(done.rows),
    }
    pq.write_table(pa.table(found), out / "clusters.parquet")
    pairs = _strong(state, done.rows, model.threshold)
    pq.write_table(pairs, out / "pairs.parquet")
    said = {
        "threshold": model.threshold,
        "pairs": pairs.num_rows,
        "trained": done.why or None,
        "before": done.before and done.before.name,
        "decisions": done.state.ruled_hash,
        "crowded": done.state.about["crowded"],
        "model": json.loads(model.to_json()),
    }
    (out / "linkage.json").write_text(json.dumps(said, indent=1), encoding="utf-8")


def _strong(state: State, rows: np.ndarray, threshold: float) -> pa.Table:
    """Pairs that reached the threshold, by the places of their records."""
    from wholeplace.pooling.linkage.scoring import probability

    edges = state.edges()
    edges = edges.take(np.flatnonzero(probability(edges.log_odds) >= threshold))
    place = np.full(state.size, -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    return pa.table({"left": place[edges.left], "right": place[edges.right]})


def last_linkage(folders: Sequence[Path]) -> Path | None:
    """The newest of the folders of earlier linkages."""
    return max(folders, key=lambda folder: folder.stat().st_mtime, default=None)
