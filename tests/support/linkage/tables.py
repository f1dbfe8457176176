"""Small harmonised tables written by hand, alone or hidden among invented people."""

from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from support.linkage.people import People

Address = tuple[str | None, str | None]  # line, postcode


@dataclass
class Person:
    """One agency's record, written by hand."""

    source: str
    local_id: str
    given: str | None = None
    family: str | None = None
    born: date | None = None
    sex: str = "unknown"
    at: list[Address] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    aliases: str | None = None
    precision: str = "day"
    zone: str = "named"
    restricted: bool = False
    invalid: tuple[str, ...] = ()


def tables(people: list[Person], first: int = 0) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Records, identifiers and addresses of hand-written records, numbered from ``first``."""
    numbered = list(enumerate(people, start=first))
    records = pa.Table.from_pylist([_record(n, p) for n, p in numbered], schema=_RECORD)
    identifiers = pa.Table.from_pylist(
        [
            {"record": n, "scheme": scheme, "value": value, "valid": scheme not in p.invalid}
            for n, p in numbered
            for scheme, value in p.ids.items()
        ],
        schema=_IDENTIFIER,
    )
    addresses = pa.Table.from_pylist(
        [{"record": n, "line": line, "postcode": code} for n, p in numbered for line, code in p.at],
        schema=_ADDRESS,
    )
    return records, identifiers, addresses


def among(background: People, people: list[Person]) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Hand-written records after all of the background's, as a place would hold them."""
    added = tables(people, first=background.records.num_rows)
    known = background.records, background.identifiers, background.addresses
    return tuple(pa.concat_tables([a, b]) for a, b in zip(known, added, strict=True))


def _record(number: int, person: Person) -> dict:
    return {
        "record": number,
        "zone": person.zone,
        "source": person.source,
        "local_id": person.local_id,
        "given": person.given,
        "family": person.family,
        "aliases": person.aliases,
        "sex": person.sex,
        "birth_date": person.born,
        "birth_precision": person.precision if person.born else None,
        "restricted": person.restricted,
    }


_RECORD = pa.schema(
    [
        ("record", pa.int64()),
        ("zone", pa.string()),
        ("source", pa.string()),
        ("local_id", pa.string()),
        ("given", pa.string()),
        ("family", pa.string()),
        ("aliases", pa.string()),
        ("sex", pa.string()),
        ("birth_date", pa.date32()),
        ("birth_precision", pa.string()),
        ("restricted", pa.bool_()),
    ]
)
_IDENTIFIER = pa.schema(
    [
        ("record", pa.int64()),
        ("scheme", pa.string()),
        ("value", pa.string()),
        ("valid", pa.bool_()),
    ]
)
_ADDRESS = pa.schema(
    [
        ("record", pa.int64()),
        ("uprn", pa.string()),
        ("line", pa.string()),
        ("postcode", pa.string()),
        ("start", pa.date32()),
        ("end", pa.date32()),
    ]
)
