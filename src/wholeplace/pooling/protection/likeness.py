"""Which records look like an identity that is closed, though no seal names them.

A record that shares the birth date and one more fact with a closed one, or two facts where a birth
date is missing, may be the earlier life of the same person, unless birth dates or given names say
otherwise. Linking it would carry that life across the seal, so it stands apart until the office
that sealed says which side it is on, or that it is somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..linkage.names import alternatives, clean_name, main_form, same_name_in_short
from ..linkage.places import clean_postcode, is_whole

Day = tuple[int, int, int]


@dataclass(frozen=True)
class Facts:
    """What a record says of who somebody is, cleaned: dates either way round, names in one form."""

    birth: frozenset[Day]
    given: frozenset[str]
    family: frozenset[str]
    postcodes: frozenset[str]

    def like(self, other: Facts) -> bool:
        """Whether the two may well be one person."""
        if self.birth and other.birth and self.birth.isdisjoint(other.birth):
            return False
        if not _may_be_one(self.given, other.given):
            return False
        return not set(self.pairs()).isdisjoint(other.pairs())

    def pairs(self) -> Iterator[tuple[Any, ...]]:
        """Every two facts together: records like one another share one of these."""
        said = {"born": self.birth, "given": self.given, "family": self.family}
        for one, other in combinations({**said, "postcode": self.postcodes}.items(), 2):
            for a, b in product(one[1], other[1]):
                yield one[0], a, other[0], b


def _may_be_one(names: Collection[str], others: Collection[str]) -> bool:
    """Whether given names leave it open: one is not known, or one is a form of another."""
    if not (names and others):
        return True
    return any(same_name_in_short(one, other) for one in names for other in others)


def lookalikes(closed: Set[int], records: pa.Table, addresses: pa.Table) -> dict[int, set[int]]:
    """Records that look like a closed one, each with the closed ones it looks like."""
    if not closed:
        return {}
    known = dict(_facts(_only(records, closed), addresses))
    shelves: dict[tuple[Any, ...], set[int]] = {}
    for number, facts in known.items():
        for key in facts.pairs():
            shelves.setdefault(key, set()).add(number)
    found: dict[int, set[int]] = {}
    for number, facts in _facts(_near(records, addresses, list(known.values())), addresses):
        met = set().union(*(shelves.get(key, ()) for key in facts.pairs()))
        like = {one for one in met if known[one].like(facts)}
        if like and number not in closed:
            found[number] = like
    return found


def _only(table: pa.Table, records: Set[int]) -> pa.Table:
    return table.filter(pc.is_in(table["record"], value_set=pa.array(sorted(records), pa.int64())))


def _near(records: pa.Table, addresses: pa.Table, known: Sequence[Facts]) -> pa.Table:
    """Records that share two facts with the closed ones taken together, or go by other names.

    Each distinct value is cleaned once: most records are ruled out without being looked at.
    """
    days, given, family, postcodes = (
        set().union(*(getattr(facts, name) for facts in known))
        for name in ("birth", "given", "family", "postcodes")
    )
    dates = pa.array(sorted(_dates(days)), pa.date32())
    at_home = addresses.filter(_where(addresses["postcode"], postcodes, clean_postcode))["record"]
    shared = [
        pc.is_in(records["birth_date"], value_set=dates),
        _where(records["given"], given, lambda name: main_form(clean_name(name))),
        _where(records["family"], family, clean_name),
        pc.is_in(records["record"], value_set=at_home.combine_chunks()),
    ]
    many = sum(np.asarray(flag).astype(np.int8) for flag in shared)
    named_otherwise = np.asarray(records["aliases"].is_valid())
    return records.filter(pa.array((many >= 2) | named_otherwise))


def _where(
    column: pa.ChunkedArray, wanted: Collection[str], clean: Callable[[str], str]
) -> pa.ChunkedArray:
    """Whether each value, cleaned, is one of those wanted."""
    every = pc.unique(column).drop_null()
    fitting = [value for value in every.to_pylist() if clean(value) in wanted]
    return pc.fill_null(pc.is_in(column, value_set=pa.array(fitting, column.type)), False)


def _dates(days: Iterable[Day]) -> Iterator[date]:
    for year, month, day in days:
        with suppress(ValueError):  # the other way round may be no date
            yield date(year, month, day)


def _facts(records: pa.Table, addresses: pa.Table) -> Iterator[tuple[int, Facts]]:
    wanted = ["record", "given", "family", "aliases", "birth_date", "birth_precision"]
    homes = _postcodes(_only(addresses, set(records["record"].to_pylist())))
    for row in records.select(wanted).to_pylist():
        given, family = _names(row)
        birth = _either_way(row["birth_date"], row["birth_precision"])
        yield row["record"], Facts(birth, given, family, homes.get(row["record"], frozenset()))


def _names(row: dict[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    pairs = [(clean_name(row["given"]), clean_name(row["family"])), *alternatives(row["aliases"])]
    given = {main_form(name) for name, _ in pairs if name}
    return frozenset(given), frozenset(name for _, name in pairs if name)


def _either_way(day: date | None, precision: str | None) -> frozenset[Day]:
    """A birth date as given and with day and month swapped; a date in part is none."""
    if day is None or precision not in (None, "day"):
        return frozenset()
    return frozenset({(day.year, day.month, day.day), (day.year, day.day, day.month)})


def _postcodes(addresses: pa.Table) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for record, given in zip(
        addresses["record"].to_pylist(), addresses["postcode"].to_pylist(), strict=True
    ):
        postcode = clean_postcode(given)
        if is_whole(postcode):
            found.setdefault(record, set()).add(postcode)
    return {record: frozenset(codes) for record, codes in found.items()}
