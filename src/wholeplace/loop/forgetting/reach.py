"""Where what is to be forgotten is held: readings, the id register, and people's other records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.place import Place
from wholeplace.pooling.decisions.backups import Backup, Backups
from wholeplace.pooling.decisions.subjects import IDENTIFIER, RECORD, Subject, matching, plain
from wholeplace.pooling.linkage import where_now
from wholeplace.pooling.linkage.beliefs import ONE_PER_PERSON
from wholeplace.pooling.linkage.id_register import read_register
from wholeplace.pooling.protection import local_ids
from wholeplace.pooling.store import people_source
from wholeplace.trust.forgetting import Act
from wholeplace.trust.keys import Key

from ..backing_up import whole
from ..protecting import REGISTER

_NAMED = re.compile(r"(?P<source>.+)-[0-9a-f]{32}(-ended)?")
CLEANED = ("erasure", "withdrawal", "expiry", "key")
"""Acts that take something out of the register, and out of its copies. A seal binds a copy when it
is put back."""
Record = tuple[str, str]
"""A source of people and a local id."""


@dataclass(frozen=True)
class Held:
    """What is at hand of a place: its readings and its register of person ids."""

    place: Place

    def readings(self) -> Iterator[tuple[str, Path]]:
        """Each source that was read, and the folder it was read into."""
        for folder in sorted((self.place.cache / "intake").glob("*")):
            found = _NAMED.fullmatch(folder.name)
            if found and found["source"] in self.place.sources:
                yield found["source"], folder

    def people_of(self, source: str) -> str:
        """The source whose local ids a source uses."""
        return people_source(self.place.sources[source])

    @cached_property
    def ids(self) -> pa.Table:
        """The register: source, local_id, person, key, and ``record``, the number of the row."""
        return numbered_ids(read_register(self.place.register / REGISTER))

    def local(self, folder: Path, source: str, subjects: Collection[str], key: Key) -> set[str]:
        """Local ids in a reading that are about the subjects."""
        return local_ids(folder, self.people_of(source), subjects, key)

    def id_rows(self, subjects: Collection[str], key: Key) -> pa.Table:
        """Rows of the register that are about the subjects."""
        return rows_of(self.ids, subjects, key)

    def named(self, words: str, *, alone: bool) -> list[Record]:
        """The records of one person, named by an id of ours, a record or an identifier.

        ``alone``: only those named, not the others that linking joined to them.
        """
        if re.fullmatch(r"P[A-Z2-7]{13}", words):
            return self._of_people(where_now(words, self.place.register / REGISTER))
        subject = Subject.parse(words, self.place)
        found = [(subject.of, subject.value)] if subject.kind == RECORD else self._with(subject)
        return found if alone else sorted({*found, *self._of_people(self._people(found))})

    def numbers_of(self, records: Collection[Record]) -> list[Subject]:
        """Identifiers that these records hold and no other: they are this person's alone."""
        ours: set[Subject] = set()
        others: set[Subject] = set()
        for person, subject in self._identifiers():
            (ours if person in records else others).add(subject)
        return sorted(ours - others, key=lambda one: (one.of, one.value))

    def _people(self, records: Collection[Record]) -> list[str]:
        rows = zip(
            *(self.ids[n].to_pylist() for n in ("source", "local_id", "person")), strict=True
        )
        return [person for source, local, person in rows if (source, local) in set(records)]

    def _of_people(self, people: Collection[str]) -> list[Record]:
        wanted = pa.array(sorted(set(people)), pa.string())
        rows = self.ids.filter(pc.is_in(self.ids["person"], value_set=wanted))
        return sorted(zip(rows["source"].to_pylist(), rows["local_id"].to_pylist(), strict=True))

    def _with(self, number: Subject) -> list[Record]:
        return sorted({record for record, subject in self._identifiers() if subject == number})

    def _identifiers(self) -> Iterator[tuple[Record, Subject]]:
        """Who holds which identifier that a person has once."""
        for source, folder in self.readings():
            path = folder / "identifier.parquet"
            if not path.exists():
                continue
            table = pq.read_table(path, columns=["local_id", "scheme", "value", "valid"])
            people = self.people_of(source)
            for row in table.filter(pc.fill_null(table["valid"], False)).to_pylist():
                if row["scheme"] in ONE_PER_PERSON:
                    subject = Subject(IDENTIFIER, row["scheme"], plain(row["value"]))
                    yield (people, row["local_id"]), subject


def numbered_ids(known: pa.Table) -> pa.Table:
    """A register of ids with the number of each row as ``record``."""
    return known.append_column("record", pa.array(np.arange(known.num_rows), pa.int64()))


def rows_of(ids: pa.Table, subjects: Collection[str], key: Key) -> pa.Table:
    """Rows of a numbered register that are about the subjects."""
    records = [one for one in subjects if one.startswith(RECORD)]
    found = matching(records, key, ids)
    return ids.take(pa.array(sorted(set().union(*found.values())), pa.int64()))


def within_reach(place: Place, act: Act) -> tuple[list[Backup], list[Backup]]:
    """Copies that an act is carried out on as well; and those it cannot be: moved or changed."""
    known = Backups(place.register).known()
    here = [one for one in known if act.why in CLEANED and whole(place, Path(one.where))]
    return here, [one for one in known if one not in here]
