"""Who is what to whom, where an agency says so: a carer and the person cared for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from wholeplace.place import Place

from .engine import arrow, connect, load, quote
from .identities import people_source

_COLUMNS = ("local_id", "role", "other_id", "delivery", "file", "row")


def relationship_sql(place: Place, intake: Mapping[str, Path]) -> str:
    """A query over what every source says, with the people on both sides.

    Needs ``record`` and ``person_record``. An id that no record has tells of nobody we know.
    """
    return f"""
        SELECT DISTINCT ON (person, role, other, source)
            one.person, said.role, two.person AS other, said.source, said.delivery, said.file,
            said."row"
        FROM ({_said(place, intake)}) AS said
        JOIN record AS mine ON mine.source = said.people AND mine.local_id = said.local_id
        JOIN record AS theirs ON theirs.source = said.people AND theirs.local_id = said.other_id
        JOIN person_record AS one ON one.record = mine.record
        JOIN person_record AS two ON two.record = theirs.record
        WHERE one.person <> two.person
        ORDER BY person, role, other, source, said.file, said."row"
    """


def relationships(
    place: Place, intake: Mapping[str, Path], record: pa.Table, person_record: pa.Table
) -> pa.Table:
    """Who is what to whom, before there is a snapshot."""
    con = connect()
    load(con, "record", record)
    load(con, "person_record", person_record)
    return arrow(con, relationship_sql(place, intake))


def _said(place: Place, intake: Mapping[str, Path]) -> str:
    listed = ", ".join(f'"{name}"' for name in _COLUMNS)
    parts = [
        f"SELECT {quote(name)} AS source, {quote(people_source(place.sources[name]))} AS people,"
        f" {listed} FROM read_parquet({quote(str(path))})"
        for name, folder in sorted(intake.items())
        if (path := folder / "relationship.parquet").is_file()
    ]
    nothing = ", ".join(f'NULL AS "{name}"' for name in _COLUMNS)
    parts.append(f"SELECT '' AS source, '' AS people, {nothing} WHERE false")
    return " UNION ALL ".join(parts)
