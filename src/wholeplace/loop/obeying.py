"""What people's own choices keep out of an extract, and from being told by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Place, Purpose
from wholeplace.pooling.decisions import choices_of

if TYPE_CHECKING:
    from wholeplace.cohorts.withholding import Grounds
    from wholeplace.pooling.store import Snapshot

People = frozenset[str]
BETWEEN = "\x1f"


@dataclass(frozen=True)
class Obeyed:
    """``gone``: people of whom nothing goes out. ``shut``: people of whom one thing (a kind,
    'record' or 'address') of one source does not. ``versions``: of the lists that were obeyed.
    """

    gone: People = frozenset()
    shut: Mapping[tuple[str, str], People] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    def open(self, rows: pa.Table) -> pa.Table:
        """Activities that go out: of rows with kind, source and person, those nobody keeps back."""
        rows = rows.filter(pc.invert(pc.is_in(rows["person"], value_set=_text(self.gone))))
        if not any(self.shut.values()):
            return rows
        said = pc.binary_join_element_wise(rows["kind"], rows["source"], rows["person"], BETWEEN)
        shut = [BETWEEN.join((*key, one)) for key, people in self.shut.items() for one in people]
        return rows.filter(pc.invert(pc.is_in(said, value_set=_text(shut))))

    def keeps(self, what: str, source: str, person: str) -> bool:
        """Whether one thing of one source about a person stays back."""
        return person in self.gone or person in self.shut.get((what, source), frozenset())


def obeyed(
    place: Place,
    snapshot: Snapshot,
    purpose: Purpose,
    grounds: Grounds,
    fields: Mapping[tuple[str, str], tuple[str, ...]],
) -> Obeyed:
    """Look up everybody who has objected, or whose consent is needed and does not stand.

    ``grounds`` by what is opened and source; ``fields`` the words that a consent must cover.
    """
    from wholeplace.cohorts import Asking, left_out, people_gone

    day = place.as_at
    choices = choices_of(place, snapshot, day)

    def homes() -> pa.Table:
        return snapshot.table("person").select(["person", "borough"])

    def shut(what: str, source: str) -> People:
        one = {(what, source): grounds[what, source]}
        asking = Asking(place, purpose, {what: fields[what, source]}, one, day)
        return frozenset(left_out(asking, choices, homes).shut["person"].to_pylist())

    gone = people_gone(place, purpose, choices, day, grounds)
    return Obeyed(gone, {key: shut(*key) for key in grounds}, choices.versions)


def _text(values: Iterable[str]) -> pa.Array:
    return pa.array(sorted(values), pa.string())
