"""From rows to people: what the rows of one file say about who they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Mapping, PersonMap

from .context import Context
from .dates import read_births, read_dates, read_past
from .rows import Rows
from .tables import IDENTIFIER, RELATIONSHIP, YES, same
from .values import identifiers, people_codes
from .values.distinct import as_mask, codes_of, distinct, distinct_parts
from .values.postcodes import is_pseudo, postcode


def said_of_people(rows: Rows, mapping: Mapping, context: Context) -> pa.Table:
    """One row for each row of the file: the person's own facts, as meant."""
    person = _person(mapping)
    births, precision = read_births(rows, person.birth_date, mapping, context)
    sex = _coded(rows, "sex", person.sex, mapping, people_codes.sex)
    ethnicity = _coded(rows, "ethnicity", person.ethnicity, mapping, people_codes.ethnic_group)
    return pa.table(
        {
            "local_id": rows.text(person.local_id),
            "seen": _seen(rows, mapping, context),
            "given": rows.text(person.given),
            "family": rows.text(person.family),
            "aliases": _aliases(rows, person),
            "birth_date": births,
            "birth_precision": precision,
            "sex": sex,
            "sex_given": rows.text(person.sex),
            "ethnicity": ethnicity,
            "ethnicity_given": rows.text(person.ethnicity),
            "died": read_past(rows, person.died, mapping, context),
            "restricted": _restricted(rows, person),
            "household_given": rows.text(person.household),
            "delivery": rows.delivery_names(),
            "file": rows.file_names(),
            "row": rows.row,
        }
    )


def _person(mapping: Mapping) -> PersonMap:
    assert mapping.person is not None
    return mapping.person


def _seen(rows: Rows, mapping: Mapping, context: Context) -> pa.Array:
    """The day a row speaks of, so that the latest word about a person can be told."""
    column = _person(mapping).address.get("from") or next(
        (a.start for a in mapping.activities), None
    )
    return read_dates(rows, column, mapping, context)


def _coded(rows: Rows, field: str, column: str | None, mapping: Mapping, usual: Any) -> pa.Array:
    """The source's own code map first, then the usual lists."""
    own = {given.casefold(): meant for given, meant in mapping.codes.get(field, {}).items()}
    message = f"the code for {field} is in no list we know; it was taken as not known"
    return rows.read(
        column, lambda v: own.get(v.casefold()) or usual(v), pa.string(), "unknown-code", message
    )


def _restricted(rows: Rows, person: PersonMap) -> pa.Array:
    if person.restricted is None:
        return pa.array(np.zeros(len(rows), bool))
    return pa.array(rows.matching(person.restricted))


_DATED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")


def _aliases(rows: Rows, person: PersonMap) -> pa.Array:
    """Other names without the birth dates that go with them, which would pass for names."""

    def plain(given: str) -> str | None:
        names = [" ".join(_DATED.sub("", name).split()) for name in given.split(";")]
        if person.aliases_family_first:
            names = [n if "," in n else ", ".join(n.rsplit(" ", 1)) for n in names]
        return "; ".join(filter(None, names)) or None

    return distinct(rows.text(person.aliases), plain, pa.string()).values


def identifiers_of(rows: Rows, mapping: Mapping, context: Context) -> pa.Table:
    """Every identifier of every row, spelled one way and checked."""
    person, parts = _person(mapping), []
    for scheme, column in _schemes(person):
        check = identifiers.checker(scheme, context.area, context.as_at.year)
        values, valid = distinct_parts(rows.text(column), check, (pa.string(), pa.bool_()))
        bad = np.asarray(pc.fill_null(pc.invert(valid), False))
        if scheme in identifiers.RULES:
            rule, fault = identifiers.RULES[scheme]
            message = f"the value {fault}; it was kept and marked not valid"
            rows.tell(bad, column, rule, "warning", message)
        parts.append(_named(rows.text(person.local_id), scheme, values, valid))
    return pa.concat_tables(parts) if parts else IDENTIFIER.empty_table()


def _schemes(person: PersonMap) -> Iterator[tuple[str, str]]:
    for scheme, columns in person.identifiers.items():
        yield from ((scheme, c) for c in ([columns] if isinstance(columns, str) else columns))


def _named(local: pa.Array, scheme: str, values: pa.Array, valid: pa.Array) -> pa.Table:
    """Each pair of person and value once: files say them again on every row."""
    first = _first_of_each(local, values)
    return pa.table(
        {
            "local_id": local.take(first),
            "scheme": same(scheme, len(first)),
            "value": values.take(first),
            "valid": valid.take(first),
        }
    )


def _first_of_each(local: pa.Array, values: pa.Array) -> np.ndarray:
    """Where each pair of person and value, neither blank, stands first."""
    pairs = codes_of(local).astype(np.int64) << 32 | codes_of(values)
    pairs = np.where(as_mask(values.is_valid()), pairs, -1)
    found, first = np.unique(pairs, return_index=True)
    places: np.ndarray = first[found >= 0]
    return places


def addresses_of(rows: Rows, mapping: Mapping, context: Context) -> pa.Table:
    """Every address of every row. A blank address means what it says: nobody fills it in."""
    person = _person(mapping)
    at = person.address
    start = read_dates(rows, at.get("from"), mapping, context)
    end = read_dates(rows, at.get("to"), mapping, context)
    today = pa.scalar(context.as_at, pa.date32())
    return pa.table(
        {
            "local_id": rows.text(person.local_id),
            "uprn": rows.text(at.get("uprn")),
            "line": _one_line(rows.text(at.get("line"))),
            "postcode": _postcodes(rows, at.get("postcode")),
            "lsoa": rows.text(at.get("lsoa")),
            "start": start,
            "end": end,
            "seen": pc.coalesce(end, today) if "to" in at else start,
        }
    )


def linked_of(rows: Rows, mapping: Mapping) -> pa.Table:
    """Each pair of people a row ties together, once, with the first row that says so."""
    person, parts = _person(mapping), []
    for role, columns in person.linked.items():
        for column in (columns,) if isinstance(columns, str) else columns:
            others = rows.text(column)
            first = _first_of_each(rows.text(person.local_id), others)
            kept = rows.where(first)
            parts.append(
                pa.table(
                    {
                        "local_id": kept.text(person.local_id),
                        "role": same(role, len(kept)),
                        "other_id": kept.text(column),
                        "delivery": kept.delivery_names(),
                        "file": kept.file_names(),
                        "row": kept.row,
                    }
                ).cast(RELATIONSHIP)
            )
    return pa.concat_tables(parts)


def _one_line(lines: pa.Array) -> pa.Array:
    def one(given: str) -> str:
        return ", ".join(filter(None, (line.strip() for line in given.splitlines())))

    return distinct(lines, one, pa.string()).values


def _postcodes(rows: Rows, column: str | None) -> pa.Array:
    given = rows.text(column)
    homes, pseudo = distinct_parts(
        given, lambda v: (None if is_pseudo(v) else postcode(v), is_pseudo(v)), (pa.string(), YES)
    )
    nowhere = as_mask(pc.fill_null(pseudo, False))
    message = "the postcode stands for 'no fixed abode' or 'not known'; it was taken as not known"
    rows.tell(nowhere, column, "pseudo-postcode", "note", message)
    message = "the value is not shaped like a postcode; it was taken as not known"
    broken = as_mask(given.is_valid()) & as_mask(homes.is_null()) & ~nowhere
    rows.tell(broken, column, "postcode-shape", "warning", message)
    return homes
