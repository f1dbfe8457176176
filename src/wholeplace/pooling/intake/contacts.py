"""From rows to who of an agency works with whom."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import ContactMap, Mapping

from .context import Context
from .dates import read_dates
from .rows import Rows
from .tables import CONTACT, same


def contacts_of(rows: Rows, one: ContactMap, mapping: Mapping, context: Context) -> pa.Table:
    """One row for each row of the file that names a worker."""
    assert mapping.person is not None
    size = len(rows)
    table = pa.table(
        {
            "local_id": rows.text(mapping.person.local_id),
            "worker": rows.text(one.worker),
            "name": rows.text(one.name or one.worker),
            "role": rows.text(one.role) if one.role else same(one.role_is, size),
            "team": rows.text(one.team),
            "start": read_dates(rows, one.start, mapping, context),
            "end": read_dates(rows, one.end, mapping, context),
            "file": rows.file_names(),
            "row": rows.row,
        }
    )
    return table.filter(pc.is_valid(table["worker"])).cast(CONTACT)
