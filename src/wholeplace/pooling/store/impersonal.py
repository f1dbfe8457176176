"""Rows without people in them: money paid, tables of counts, services one can refer to."""

from collections.abc import Mapping
from pathlib import Path

from wholeplace.place import Place

from .engine import quote
from .schemas import PAYLOAD


def impersonal_sql(place: Place, intake: Mapping[str, Path], table: str) -> str:
    """A query over ``spend``, ``aggregate``, ``service`` … of every source."""
    known = {"source", "partner"}
    given = [n for n in PAYLOAD[table].names if n not in known]
    listed = ", ".join(f'"{n}"' for n in given)
    nothing = ", ".join(f'NULL AS "{n}"' for n in given)
    parts = [
        f"SELECT {quote(name)} AS source, {quote(place.sources[name].partner)} AS partner,"
        f" {listed} FROM read_parquet({quote(str(path))})"
        for name, folder in sorted(intake.items())
        if (path := folder / f"{table}.parquet").is_file()
    ]
    parts.append(f"SELECT '' AS source, '' AS partner, {nothing} WHERE false")
    return f"SELECT * FROM ({' UNION ALL '.join(parts)})"
