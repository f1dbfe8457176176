"""Who lives with whom: people at one private door, as at a day.

What agencies say about addresses is gathered here; ``homes`` decides which addresses are one door,
and ``residence`` where each person lives. Communal places (hostels, refuges, care homes, halls) are
never a household.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import CommunalPlace

from .communal import KINDS, OTHER, SECRET, kinds_of
from .encoding import as_dictionary, distinct, text_order
from .homes import communal_doors
from .lists import Ints, matches
from .minting import mint, mint_all
from .residence import BY_DECLARATION, KNOWN, Homes, attached, homes_of
from .statements import (
    HALF_LIFE,
    UNDATED,
    People,
    Statements,
    as_day,
    living,
    statements,
)

SCHEMA = pa.schema(
    [
        ("household", pa.string()),
        ("person", pa.string()),
        ("start", pa.date32()),
        ("end", pa.date32()),
        ("known", pa.string()),
    ]
)


@dataclass(frozen=True)
class Households:
    """Members of private households, people who live in communal places, and everybody's home."""

    members: pa.Table  # household, person, start, end, known (address | declared | carer)
    communal: pa.Table  # person, kind
    homes: pa.Table  # person, postcode


def households(
    records: pa.Table,
    addresses: pa.Table,
    person_of: Sequence[str] | np.ndarray | pa.Array | pa.ChunkedArray,
    as_at: date,
    *,
    seen: pa.Table | None = None,
    care: pa.Table | None = None,
    places: Sequence[CommunalPlace] = (),
) -> Households:
    """Households as they are on ``as_at``.

    ``person_of`` gives the person of each row of ``records``. ``seen`` (record, date) says when an
    agency last dealt with someone: an address on file was still believed then. ``care`` (person,
    other) says who cares for whom, as agencies declare it. ``places`` are communal ones that the
    place declares.
    """
    names, person = _numbered(person_of)
    day = as_day(as_at)
    people = living(records, person, day)
    numbers = records["record"].to_numpy()
    stated, postcodes = statements(people, numbers, addresses, day, seen, places)
    homes = _with_the_declared(homes_of(stated, len(names)), people)
    kind = _kinds(homes, stated)
    private = attached(homes.take(kind == 0), stated, _both_ways(care, names))
    return Households(
        _members(private.take(private.door >= 0), names),
        _in_common(homes.person[kind > 0], kind[kind > 0], names),
        _at_home(homes.take(kind != SECRET), names, postcodes),
    )


def _kinds(homes: Homes, stated: Statements) -> Ints:
    """What sort of communal place each person lives in; 0 is a private home.

    Who is stated to be in a refuge, not too long ago, is there, wherever else they are said to be:
    the home they fled is still on other agencies' files.
    """
    housed = homes.take(homes.door >= 0)
    crowded = communal_doors(housed.door, housed.family, housed.communal)
    known = kinds_of(np.append(stated.door, homes.door), np.append(stated.kind, homes.door * 0))
    kind = known[homes.door]
    kind = np.where((kind == 0) & np.isin(homes.door, crowded), OTHER, kind)
    lately = stated.weight >= 0.5 ** (UNDATED / HALF_LIFE)
    fled = stated.person[(stated.kind == SECRET) & lately]
    return np.where(np.isin(homes.person, fled), SECRET, kind)


def _in_common(person: Ints, kind: Ints, names: pa.Array) -> pa.Table:
    order = np.argsort(person)
    kinds = pa.array(KINDS).take(pa.array(kind[order]))
    return pa.table({"person": names.take(pa.array(person[order])), "kind": kinds})


def household_id(first_member: str) -> str:
    """'H' and 13 letters or digits, from the smallest person id among its members."""
    return mint("H", first_member)


def _numbered(
    person_of: Sequence[str] | np.ndarray | pa.Array | pa.ChunkedArray,
) -> tuple[pa.Array, Ints]:
    """The people in order of their ids, and which of them each record is."""
    if isinstance(person_of, pa.ChunkedArray | pa.Array):
        given = as_dictionary(person_of)
        distinct_ids, which = given.dictionary, given.indices.to_numpy()
    else:
        which, ids = pd.factorize(np.asarray(person_of, dtype=object))
        distinct_ids = pa.array(ids, pa.string())
    order = text_order(distinct_ids)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return distinct_ids.take(pa.array(order)), rank[which]


def _both_ways(care: pa.Table | None, names: pa.Array) -> tuple[Ints, Ints]:
    """Pairs of people's numbers, each way round; those without a record are left out."""
    if care is None:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    one, other = (
        pc.fill_null(pc.index_in(care[name].cast(pa.string()), value_set=names), -1).to_numpy()
        for name in ("person", "other")
    )
    known = (one >= 0) & (other >= 0)
    one, other = one[known], other[known]
    return np.concatenate([one, other]), np.concatenate([other, one])


def _at_home(homes: Homes, names: pa.Array, postcodes: list[str]) -> pa.Table:
    settled = homes.take(np.argsort(homes.person))
    known = pa.array([postcode or None for postcode in postcodes], pa.string())
    return pa.table(
        {
            "person": names.take(pa.array(settled.person)),
            "postcode": known.take(pa.array(settled.postcode)),
        }
    )


def _with_the_declared(homes: Homes, people: People) -> Homes:
    """People without a home of their own on file live where those declared with them do."""
    declared = people.take(np.flatnonzero((people.declared > 0) & (people.person >= 0)))
    row = np.full(int(people.person.max(initial=-1)) + 1, -1)
    row[homes.person] = np.arange(len(homes.person))
    at = row[declared.person]
    where = _where_declared(declared.declared[at >= 0], at[at >= 0], homes)
    homeless = declared.take(np.flatnonzero(at < 0))
    homeless = homeless.take(np.lexsort((homeless.declared, homeless.person)))
    homeless = homeless.take(_firsts(homeless.person))
    i, j = matches(homeless.declared, where[0])
    if not len(i):
        return homes
    there = homes.take(where[1][j])
    joined = replace(
        there,
        person=homeless.person[i],
        family=homeless.family[i],
        start=np.full(len(i), np.datetime64("NaT"), dtype="datetime64[D]"),
        known=np.full(len(i), BY_DECLARATION, dtype=np.int8),
    )
    return homes.followed_by(joined)


def _where_declared(declared: Ints, at: Ints, homes: Homes) -> tuple[Ints, Ints]:
    """Declared households that have one door only, and a row of homes for each."""
    order = np.lexsort((homes.postcode[at], homes.door[at], declared))
    declared, at = declared[order], at[order]
    first = _firsts(declared)
    last = np.append(first[1:], len(declared)) - 1
    one_door = homes.door[at[first]] == homes.door[at[last[: len(first)]]]
    return declared[first[one_door]], at[first[one_door]]


def _firsts(values: Ints) -> Ints:
    """Where each run of equal values begins."""
    return np.flatnonzero(np.append(True, values[1:] != values[:-1])[: len(values)])


def _members(homes: Homes, names: pa.Array) -> pa.Table:
    """Everyone with a door, under a household named after its first member."""
    first = np.full(int(homes.door.max(initial=-1)) + 1, len(names), dtype=np.int64)
    np.minimum.at(first, homes.door, homes.person)
    heads = distinct(first[first < len(names)])
    ids = mint_all("H", names.take(pa.array(heads)))
    in_order = pc.sort_indices(ids).to_numpy()
    rank = np.empty(len(heads), dtype=np.int64)
    rank[in_order] = np.arange(len(heads))
    household = rank[np.searchsorted(heads, first[homes.door])]
    order = np.lexsort((homes.person, household))
    member = homes.take(order)
    columns = [
        ids.take(pa.array(in_order[household[order]])),
        names.take(pa.array(member.person)),
        pa.array(member.start),
        pa.nulls(len(order), pa.date32()),
        pa.array(KNOWN).take(pa.array(member.known)),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)
