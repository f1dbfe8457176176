"""Find one person among all records of the last run, as far as agreements open them for matching.

To find somebody is to match what one knows of them with what agencies say, so it is asked under the
purpose ``matching``, source by source and part by part: a source whose addresses are closed is not
searched for an address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from wholeplace.place import Place, Purpose
from wholeplace.pooling.store import renumbered
from wholeplace.trust import Ground, decide, request_of

from .linking import STATE

if TYPE_CHECKING:
    from wholeplace.pooling.linkage.find import Finder, Found, Query
    from wholeplace.pooling.store import Snapshot

PURPOSE: Purpose = "matching"


class NoIndex(Exception):
    """What people are found by is not there."""


@dataclass(frozen=True)
class Search:
    """Who it may be, likeliest first, and the sources that were not searched, each with why."""

    found: list[Found]
    searched: list[str]
    closed: dict[str, str]


@dataclass
class _Opened:
    """The sources that may be searched for some parts of a record, and on what grounds."""

    grounds: dict[tuple[str, str], tuple[Ground, ...]] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)


def index_people(linked: Path, named: Path, file: Path) -> None:
    """Write the index by which people are found, of a linkage and the ids it was given.

    People kept from view are not in it, and records have the numbers they have in the snapshot.
    """
    from wholeplace.pooling.linkage.find import find_index
    from wholeplace.pooling.linkage.incremental import State

    rows = pq.read_table(linked / "clusters.parquet", columns=["record", "row"])
    people = pq.read_table(named / "person_record.parquet", columns=["person", "record"])
    hidden = pq.read_table(named / "hidden.parquet")["record"].to_pylist()
    rows, people = (
        table.sort_by("record")
        for table in renumbered(rows["record"].to_numpy(), hidden, rows, people)
    )
    find_index(
        State.open(linked / STATE),
        rows["row"].to_numpy(),
        rows["record"].to_numpy(),
        people["person"].combine_chunks(),
    ).write(file)


def find_person(place: Place, snapshot: Snapshot, query: Query, most: int = 10) -> Search:
    """The likeliest people a query may mean, by records that may be searched for what it asks.

    Raises TooVague where it says too little or fits too many, NoIndex where the run was by a
    version that kept no index.
    """
    finder = open_finder(place, snapshot)
    opened = _opened(place, query.parts, finder.sources)
    shut = _shut(place, snapshot, opened)
    found = finder.find(query, opened.sources, most, shut)
    return Search(found, opened.sources, opened.closed)


def open_finder(place: Place, snapshot: Snapshot) -> Finder:
    """A finder over a snapshot's index; it stays good as long as the snapshot is open."""
    from wholeplace.pooling.linkage import model_of
    from wholeplace.pooling.linkage.find import Finder
    from wholeplace.pooling.linkage.incremental import Shelf

    trained = model_of(place.register, snapshot.manifest["model"])
    if snapshot.index is None or trained is None:
        raise NoIndex(
            f"{place.root}: what people are found by is not kept; run"
            f" 'wholeplace run {place.root}' again"
        )
    return Finder(Shelf.open(snapshot.index), *trained)


def _opened(place: Place, parts: Sequence[str], sources: Sequence[str]) -> _Opened:
    """Each source, open where every part is on a ground that holds for whoever asks."""
    opened = _Opened()
    for source in sources:
        for part in parts:
            asked = request_of(place, PURPOSE, source, (part,), grain="named")
            answer = decide(asked, place.agreements, place.as_at)
            plain = tuple(one for one in answer.grounds if not (one.users or one.protect))
            if not answer.permit or not plain:
                opened.closed[source] = f"{part}: {'; '.join(answer.reasons) or _NOT_ANYBODY}"
                break
            opened.grounds[part, source] = plain
        else:
            opened.sources.append(source)
    return opened


_NOT_ANYBODY = "an agreement opens it, but only to some roles or as protected counts"


def _shut(place: Place, snapshot: Snapshot, opened: _Opened) -> Mapping[str, set[str]]:
    """By source, the people whose own choices, or home, keep their records from being searched."""
    from wholeplace.cohorts.withholding import Asking, left_out

    from .asking import Asked

    asked = Asked.of(place, snapshot)
    fields = {part: (part,) for part, _ in opened.grounds}
    asking = Asking(place, PURPOSE, fields, opened.grounds, place.as_at)
    left = left_out(asking, asked.choices, lambda: asked.frames.homes)
    shut: dict[str, set[str]] = {}
    for row in left.shut.to_pylist():
        shut.setdefault(row["source"], set()).add(row["person"])
    for source in opened.sources if left.gone else ():
        shut.setdefault(source, set()).update(left.gone)
    return shut


def as_json(search: Search) -> dict[str, Any]:
    """As ``find --json``: each person with the chance, what speaks for it or not, and who knows."""
    return {
        "people": [
            {
                "person": one.person,
                "probability": round(one.probability, 6),
                "contradiction": one.contradiction,
                "agrees": {line.title: line.level for line in one.agreed},
                "disagrees": {line.title: line.level for line in one.disagreed},
                "records": one.sources,
            }
            for one in search.found
        ],
        "searched": search.searched,
        "not_searched": search.closed,
    }
