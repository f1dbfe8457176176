"""Directories: services that people can be referred to, and where they are given."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Mapping, ServiceMap

from .context import Context
from .dates import read_dates
from .groups import keys_of
from .rows import Rows
from .tables import SERVICE, SERVICE_LOCATION, same
from .values import plain
from .values.distinct import as_mask
from .values.postcodes import postcode

_NO_AGE = "the age is not a number; it was taken as not known"
_NO_KEY = "the row has no id or no name; it was set aside"
_AGAIN = "the service is told of again, later or more fully; that was used"
_AGES = "the least age is above the greatest; both were kept"
_UNASSURED = "nobody says when the service was last checked"


def services_of(
    rows: Rows, mapping: Mapping, context: Context
) -> tuple[pa.Table, pa.Table, np.ndarray]:
    """Services, their locations, and the rows set aside because they name no service."""
    columns = mapping.service
    assert columns is not None
    aside = as_mask(rows.text(columns.id).is_null()) | as_mask(rows.text(columns.name).is_null())
    rows.tell(aside, columns.id, "no-key", "error", _NO_KEY)
    kept = rows.where(~aside)
    _tell_missing(kept, columns)
    kept = kept.where(_fullest(kept, columns, mapping, context))
    table = _services(kept, columns, mapping, context)
    return table, _locations(kept, columns, context), aside


def _services(rows: Rows, columns: ServiceMap, mapping: Mapping, context: Context) -> pa.Table:
    least, most = (
        rows.read(column, plain.real, pa.float64(), "unreadable-number", _NO_AGE)
        for column in (columns.minimum_age, columns.maximum_age)
    )
    turned = as_mask(pc.fill_null(pc.greater(least, most), False))
    rows.tell(turned, columns.minimum_age, "ages-turned", "warning", _AGES)
    assured = read_dates(rows, columns.assured, mapping, context)
    rows.tell(as_mask(assured.is_null()), columns.assured, "not-assured", "note", _UNASSURED)
    said = {name: rows.text(getattr(columns, name)) for name in _TEXTS}
    made = {
        **said,
        "service": rows.text(columns.id),
        "minimum_age": least,
        "maximum_age": most,
        "assured": assured,
        "modified": read_dates(rows, columns.modified, mapping, context),
        **_provenance(rows, context),
    }
    return pa.table(made).select(SERVICE.names).cast(SERVICE)


_TEXTS = (
    "name", "description", "organisation", "status", "url", "email", "phone", "contacts",
    "eligibility", "areas", "schedule", "fees",
)  # fmt: skip


def _provenance(rows: Rows, context: Context) -> dict[str, pa.Array]:
    return {
        "source": same(context.source.id, len(rows)),
        "delivery": rows.delivery_names(),
        "file": rows.file_names(),
        "row": rows.row,
    }


def _fullest(rows: Rows, columns: ServiceMap, mapping: Mapping, context: Context) -> np.ndarray:
    """Of each service the row modified last, then the one that says most, then the last."""
    modified = read_dates(rows, columns.modified, mapping, context)
    days = np.asarray(pc.fill_null(modified.cast(pa.int32()), -(1 << 30)))
    named = [c for c in columns.model_dump().values() if c]
    filled = [as_mask(rows.text(name).is_valid()) for name in named]
    said = np.sum(filled, axis=0, dtype=np.int64)
    keys = keys_of(rows, [columns.id]) if len(rows) else np.array([], np.int64)
    order = np.lexsort((np.arange(len(rows)), said, days, keys))
    last = np.ones(len(order), bool)
    last[:-1] = keys[order][1:] != keys[order][:-1]
    rows.tell(order[~last], columns.id, "told-again", "note", _AGAIN)
    places: np.ndarray = np.sort(order[last])
    return places


def _tell_missing(rows: Rows, columns: ServiceMap) -> None:
    """A directory is read page by page; a page that did not come is missed by the number told."""
    totals = [plain.integer(text) or 0 for text in rows.text(columns.total).dictionary.to_pylist()]
    came = pc.count_distinct(rows.text(columns.id).cast(pa.string())).as_py()
    if totals and max(totals) > came:
        message = (
            f"the directory says that it has {max(totals):,} services, and {came:,} came; ask for"
            " every page"
        )
        rows.findings.add(", ".join(rows.files), None, "pages-missing", "error", message)


def _locations(rows: Rows, columns: ServiceMap, context: Context) -> pa.Table:
    """A row for each place a service is given at."""
    addresses, codes = (rows.text(c).to_pylist() for c in (columns.address, columns.postcode))
    places = [_places(*pair) for pair in zip(addresses, codes, strict=True)]
    of = pa.array([n for n, found in enumerate(places) for _ in found], pa.int64())
    found = [place for group in places for place in group]
    nothing = pa.nulls(len(found), pa.string())
    made = {
        "service": rows.text(columns.id).take(of),
        "address": pa.array([line for line, _ in found], pa.string()),
        "postcode": pa.array([code for _, code in found], pa.string()),
        **dict.fromkeys(("lsoa", "ward", "borough"), nothing),
        **{name: pa.array(c).take(of) for name, c in _provenance(rows, context).items()},
    }
    return pa.table(made).select(SERVICE_LOCATION.names).cast(SERVICE_LOCATION)


def _places(address: str | None, codes: str | None) -> Sequence[tuple[str | None, str | None]]:
    lines, given = (_lines(text) for text in (address, codes))
    pairs = [
        (line or None, postcode(code)) for line, code in zip_longest(lines, given, fillvalue="")
    ]
    return [pair for pair in pairs if any(pair)]


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in text.split("\n")] if text else []


def placed(table: pa.Table, areas: pa.Table) -> pa.Table:
    """Locations with the small area, ward and borough their postcode lies in."""
    at = pc.index_in(
        table["postcode"].cast(pa.string()), value_set=areas["postcode"].combine_chunks()
    )
    for name in ("lsoa", "ward", "borough"):
        column = areas[name].combine_chunks().take(at.combine_chunks())
        table = table.set_column(table.column_names.index(name), name, column)
    return table.cast(SERVICE_LOCATION)
