"""Link the records of one or more files: each file is a source, and may list people twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from ..ids import mint
from ..linking import Linked, Progress, link
from ..measuring import Score, score_linkage
from ..model import Model
from .harmonising import Tables, harmonise
from .mapping import Mapping, MappingError


@dataclass(frozen=True)
class LinkedFiles:
    """Which person each record is, in the order of the files, and how that was found."""

    persons: pa.Table  # source, record, person, probability
    linked: Linked
    tables: Tables  # records, identifiers and addresses as they were linked

    @property
    def people(self) -> int:
        """How many people the records are."""
        return 1 + int(self.linked.person_of.max(initial=-1))

    def score(self, truth: list[str | None]) -> dict[str, Score]:
        """Against the true person of each record; one without is taken for somebody else."""
        real = [person or f"\0{row}" for row, person in enumerate(truth)]
        pairs = self.linked.pairs.above(self.linked.model.threshold)
        return score_linkage(self.linked.person_of.tolist(), real, pairs)


def source_names(files: Sequence[Path]) -> dict[str, Path]:
    """Each file by the name of its source: the file's own, without its ending."""
    twice = [name for name, count in Counter(file.stem for file in files).items() if count > 1]
    if twice:
        raise MappingError(
            f"two files are called '{twice[0]}'; rename one, as names tell them apart"
        )
    return {file.stem: file for file in files}


def link_files(
    files: Named[str, pa.Table],
    mapping: Mapping,
    as_at: date,
    *,
    model: Model | None = None,
    progress: Progress | None = None,
) -> LinkedFiles:
    """Link every record of every file, by a model given or learned from them.

    ``as_at`` settles the century of two-digit years.
    """
    tables = harmonise(files, mapping, as_at)
    records = tables[0]
    linked = link(*tables, model=model, progress=progress)
    persons = {
        "source": records["source"],
        "record": records["local_id"],
        "person": pa.array(_ids(linked, records), pa.string()),
        "probability": np.round(linked.probability, 6),
    }
    return LinkedFiles(pa.table(persons), linked, tables)


def _ids(linked: Linked, records: pa.Table) -> list[str]:
    """Each person's id, made from their first record, so that the same files give the same ids."""
    keys = zip(records["source"].to_pylist(), records["local_id"].to_pylist(), strict=True)
    first: dict[int, str] = {}
    people = linked.person_of.tolist()
    for person, key in sorted(zip(people, keys, strict=True)):
        first.setdefault(person, mint(key))
    return [first[person] for person in people]
