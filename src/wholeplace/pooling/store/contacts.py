"""Who of which agency works with whom, as their own lists say."""

from collections.abc import Mapping
from pathlib import Path

from wholeplace.place import Place

from .engine import quote
from .identities import people_source
from .schemas import CONTACT

_GIVEN = ["local_id", "worker", "name", "role", "team", "start", "end", "file", "row"]


def contact_sql(place: Place, intake: Mapping[str, Path]) -> str:
    """A query for ``contact``. Needs ``record`` in the connection."""
    listed = ", ".join(f'"{name}"' for name in _GIVEN)
    nothing = ", ".join(f'NULL AS "{name}"' for name in _GIVEN)
    parts = [
        f"SELECT {quote(name)} AS source, {quote(people_source(place.sources[name]))} AS people,"
        f" {quote(place.sources[name].partner)} AS partner, {listed}"
        f" FROM read_parquet({quote(str(path))})"
        for name, folder in sorted(intake.items())
        if (path := folder / "contact.parquet").is_file()
    ]
    parts.append(f"SELECT '' AS source, '' AS people, '' AS partner, {nothing} WHERE false")
    columns = ", ".join(f'record."{n}"' if n == "record" else f'given."{n}"' for n in CONTACT.names)
    return (
        f"SELECT {columns} FROM ({' UNION ALL '.join(parts)}) AS given"
        " JOIN record ON record.source = given.people AND record.local_id = given.local_id"
        " ORDER BY ALL"
    )
