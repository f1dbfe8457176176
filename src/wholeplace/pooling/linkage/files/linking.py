"""Link the records of one or more files: each file is a source, and may list people twice."""

from __future__ import annotations

from collections.abc import Mapping as Named
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from ..ids import mint
from ..linking import Linked, Progress, link
from ..measuring import Score, score_linkage
from .harmonising import harmonise
from .mapping import Mapping


@dataclass(frozen=True)
class LinkedFiles:
    """Which person each record is, in the order of the files, and how that was found."""

    persons: pa.Table  # source, record, person, probability
    linked: Linked

    @property
    def people(self) -> int:
        """How many people the records are."""
        return 1 + int(self.linked.person_of.max(initial=-1))

    def score(self, truth: list[str | None]) -> dict[str, Score]:
        """Against the true person of each record; one without is taken for somebody else."""
        real = [person or f"\0{row}" for row, person in enumerate(truth)]
        pairs = self.linked.pairs.above(self.linked.model.threshold)
        return score_linkage(self.linked.person_of.tolist(), real, pairs)


def link_files(
    files: Named[str, pa.Table], mapping: Mapping, as_at: date, progress: Progress | None = None
) -> LinkedFiles:
    """Link every record of every file. ``as_at`` settles the century of two-digit years."""
    records, identifiers, addresses = harmonise(files, mapping, as_at)
    linked = link(records, identifiers, addresses, progress=progress)
    persons = {
        "source": records["source"],
        "record": records["local_id"],
        "person": pa.array(_ids(linked, records), pa.string()),
        "probability": np.round(linked.probability, 6),
    }
    return LinkedFiles(pa.table(persons), linked)


def _ids(linked: Linked, records: pa.Table) -> list[str]:
    """Each person's id, made from their first record, so that the same files give the same ids."""
    keys = zip(records["source"].to_pylist(), records["local_id"].to_pylist(), strict=True)
    first: dict[int, str] = {}
    people = linked.person_of.tolist()
    for person, key in sorted(zip(people, keys, strict=True)):
        first.setdefault(person, mint(key))
    return [first[person] for person in people]
