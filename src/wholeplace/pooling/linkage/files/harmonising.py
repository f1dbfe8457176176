"""From files as they are to the three tables that linkage reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Named
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.pooling.intake.values.dates import Dates
from wholeplace.pooling.intake.values.distinct import distinct_parts, plain
from wholeplace.pooling.intake.values.identifiers import checker
from wholeplace.pooling.intake.values.people_codes import sex
from wholeplace.pooling.intake.whole import rows_of

from .mapping import AddressColumns, FileColumns, Mapping, MappingError

Tables = tuple[pa.Table, pa.Table, pa.Table]
_TEXT = pa.string()


def harmonise(files: Named[str, pa.Table], mapping: Mapping, as_at: date) -> Tables:
    """Records, identifiers and addresses of all files, numbered file after file."""
    start, parts = 0, []
    for source, table in files.items():
        columns = mapping.of(source, table.column_names)
        parts.append(_one(source, table, columns, as_at, start))
        start += table.num_rows
    records, identifiers, addresses = (
        pa.concat_tables(tables) for tables in zip(*parts, strict=True)
    )
    return records, identifiers, addresses


def _one(source: str, table: pa.Table, columns: FileColumns, as_at: date, start: int) -> Tables:
    number = pa.array(range(start, start + table.num_rows), pa.int64())
    given, family = _names(table, columns)
    born, precision = _births(table, columns, as_at)
    records = pa.table(
        {
            "record": number,
            "source": pa.array([source] * table.num_rows, _TEXT),
            "local_id": _ids(source, table, columns),
            "given": given,
            "family": family,
            "aliases": _aliases(table, columns, given, family),
            "birth_date": born,
            "birth_precision": precision,
            "sex": _read(_column(table, columns.sex), sex),
        }
    )
    places = (columns, *columns.other_addresses)
    addresses = pa.concat_tables(_address(number, table, place) for place in places)
    return records, _identifiers(number, table, columns, as_at), addresses


def _address(number: pa.Array, table: pa.Table, columns: AddressColumns) -> pa.Table:
    return pa.table(
        {
            "record": number,
            "postcode": _column(table, columns.postcode),
            "line": _line(table, columns.line),
            "uprn": _column(table, columns.uprn),
        }
    )


def _column(table: pa.Table, name: str | None) -> pa.Array:
    if name is None:
        return pa.nulls(table.num_rows, _TEXT)
    return plain(table[name])


def _read(column: pa.Array, meaning: Callable[[str], str | None]) -> pa.Array:
    return plain(distinct_parts(column, lambda value: (meaning(value),), (_TEXT,))[0])


def _ids(source: str, table: pa.Table, columns: FileColumns) -> pa.Array:
    """The id column, which must tell every record apart; else the row as a spreadsheet counts."""
    if columns.id is None:
        return pa.array(map(str, rows_of(table).tolist()), _TEXT)
    ids = _column(table, columns.id)
    counts = pc.value_counts(ids).to_pylist()
    bad = next((one["values"] for one in counts if one["counts"] > 1 or not one["values"]), "")
    if bad != "":
        said = f"the value '{bad}' more than once" if bad else "records without a value"
        raise MappingError(
            f"{source}: its id column '{columns.id}' has {said}; name another, or leave id out"
        )
    return ids


def _names(table: pa.Table, columns: FileColumns) -> tuple[pa.Array, pa.Array]:
    if columns.full_name is None:
        return _column(table, columns.given), _column(table, columns.family)
    whole = _column(table, columns.full_name)
    given, family = distinct_parts(whole, split_name, (_TEXT, _TEXT))
    return plain(given), plain(family)


def _aliases(table: pa.Table, columns: FileColumns, given: pa.Array, family: pa.Array) -> pa.Array:
    if not columns.other_family and not columns.aliases:
        return _column(table, None)
    earlier, others = _rows(table, columns.other_family), _rows(table, columns.aliases)
    names = zip(given.to_pylist(), family.to_pylist(), earlier, others, strict=True)
    return pa.array([other_names(*row) for row in names], _TEXT)


Names = Sequence[str | None]


def other_names(given: str | None, family: str | None, earlier: Names, others: Names) -> str | None:
    """'Lee, Ann; Annie Lee', from earlier family names and from other names, whole or given."""
    found = [f"{name}, {given}" for name in earlier if name and given]
    for name in re.split(r"[;|\n]", ";".join(filter(None, others))):
        whole = len(re.split(r"[,\s]+", name.strip())) > 1
        if whole or (family and name.strip()):
            found.append(name.strip() if whole else f"{family}, {name.strip()}")
    return "; ".join(found) or None


def _rows(table: pa.Table, names: Sequence[str]) -> list[tuple[str | None, ...]]:
    """The values of some columns, row by row."""
    if not names:
        return [()] * table.num_rows
    return list(zip(*(_column(table, name).to_pylist() for name in names), strict=True))


def split_name(name: str) -> tuple[str | None, str | None]:
    """Given and family name: 'Lee, Ann' by its comma, else the last word is the family name."""
    family, comma, given = name.partition(",")
    if not comma:
        given, _, family = name.rpartition(" ")
    return given.strip() or None, family.strip() or None


def _births(table: pa.Table, columns: FileColumns, as_at: date) -> tuple[pa.Array, pa.Array]:
    read = Dates.of(columns.birth_style, as_at).reader()
    kinds = (pa.date32(), _TEXT)
    days, precision = distinct_parts(_column(table, columns.birth_date), read, kinds)
    return days, plain(precision)


def _line(table: pa.Table, names: tuple[str, ...]) -> pa.Array:
    if not names:
        return _column(table, None)
    return pa.array([" ".join(filter(None, row)) or None for row in _rows(table, names)], _TEXT)


def _identifiers(number: pa.Array, table: pa.Table, columns: FileColumns, as_at: date) -> pa.Table:
    parts = [_NO_IDENTIFIERS]
    for scheme, name in columns.identifiers.items():
        check = checker(scheme, None, as_at.year)
        value, valid = distinct_parts(_column(table, name), check, (_TEXT, pa.bool_()))
        there = value.is_valid()
        size = pc.sum(there).as_py() or 0
        schemes = pa.array([scheme] * size, _TEXT)
        kept = [number.filter(there), schemes, plain(value).filter(there), valid.filter(there)]
        parts.append(pa.Table.from_arrays(kept, schema=_NO_IDENTIFIERS.schema))
    return pa.concat_tables(parts)


_NO_IDENTIFIERS = pa.schema(
    [("record", pa.int64()), ("scheme", _TEXT), ("value", _TEXT), ("valid", pa.bool_())]
).empty_table()
