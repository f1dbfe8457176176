"""Name a record or identifier so that the register can know it again and nobody can read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wholeplace.place import Place
from wholeplace.trust.keys import Key

if TYPE_CHECKING:
    import pyarrow as pa

RECORD, IDENTIFIER = "record", "identifier"


class UnknownSubject(Exception):
    """Words that name neither a record nor an identifier of the place."""


@dataclass(frozen=True)
class Subject:
    """One record (its source and local id) or one identifier (its scheme and value)."""

    kind: str
    of: str
    value: str

    @classmethod
    def parse(cls, words: str, place: Place) -> Subject:
        """Read ``SOURCE:LOCAL_ID`` or ``SCHEME:VALUE``, such as ``nhs:999 000 0018``."""
        of, colon, value = words.partition(":")
        if colon and value.strip():
            if of in place.sources:
                source = place.sources[of]
                return cls(RECORD, source.same_people_as or of, value.strip())
            if of in schemes(place):
                return cls(IDENTIFIER, of, plain(value))
        raise UnknownSubject(
            "what a person is named by must be SOURCE:LOCAL_ID or SCHEME:VALUE; sources are the"
            f" files in sources/, schemes here are {', '.join(sorted(schemes(place)))}"
        )

    def hidden(self, key: Key) -> str:
        """The subject as it stands in the register: what it is of, and a keyed token."""
        return f"{self.kind}:{self.of}:{key.token(self.kind, self.of, self.value)}"


def schemes(place: Place) -> set[str]:
    """Kinds of identifier that the readers know or a source's mapping names."""
    from ..intake.values.identifiers import RULES

    people = (s.mapping.person for s in place.sources.values() if s.mapping)
    return {*RULES, "la_child", "la_adult"}.union(*(p.identifiers for p in people if p))


def plain(value: str) -> str:
    """An identifier as linking compares it: upper case, no spaces or hyphens."""
    return value.upper().replace(" ", "").replace("-", "")


def matching(
    hidden: Collection[str], key: Key, records: pa.Table, identifiers: pa.Table | None = None
) -> dict[str, set[int]]:
    """Which records each hidden subject names.

    ``records``: record, source, local_id; ``identifiers``: record, scheme, value. Only sources and
    schemes that some subject is of are looked at, each distinct value once.
    """
    found: dict[str, set[int]] = {one: set() for one in hidden}
    columns = {
        RECORD: (records, "source", "local_id"),
        IDENTIFIER: (identifiers, "scheme", "value"),
    }
    for (kind, of), tokens in _sorted(hidden).items():
        table, named, column = columns[kind]
        token_of = key.recognise(tokens, kind, of)
        for value, numbers in _holders(table, named, of, column) if table else ():
            token = token_of(plain(value) if kind == IDENTIFIER else value)
            if token:
                found[f"{kind}:{of}:{token}"].update(numbers)
    return found


def _sorted(hidden: Collection[str]) -> dict[tuple[str, str], list[str]]:
    """Tokens by what they are of: the kind of subject, and its source or scheme."""
    tokens: dict[tuple[str, str], list[str]] = {}
    for kind, of, token in (one.split(":") for one in sorted(hidden)):
        tokens.setdefault((kind, of), []).append(token)
    return tokens


def _holders(table: pa.Table, column: str, of: str, values: str) -> Iterator[tuple[str, list[int]]]:
    """Each value of one source or scheme once, with the records that hold it."""
    import pyarrow.compute as pc

    rows = table.filter(pc.equal(table[column], of))
    held = rows.group_by(values, use_threads=False).aggregate([("record", "list")])
    yield from zip(held[values].to_pylist(), held["record_list"].to_pylist(), strict=True)
