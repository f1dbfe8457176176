"""What a snapshot knows that bears on contacting people: deaths, moves, refuges."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from .engine import arrow, quote

if TYPE_CHECKING:
    from .snapshot import Snapshot


def reachability(snapshot: Snapshot, at: date) -> pa.Table:
    """One row for each person in view: person, died, left (a day, or null), refuge.

    Somebody has left when all their addresses have ended, on the last of those days; or when the
    latest they have is a whole postcode that lies outside the place, on the day it began. An
    address without days says nothing of when, so it counts as the oldest.
    """
    with snapshot.connect(identity=True) as con:
        return arrow(con, _REACH.format(day=f"DATE {quote(at.isoformat())}"))


# A person in a communal place who has no area lives in a refuge: no other kind is kept from view.
_REACH = """
WITH lived AS (
    SELECT person, start, "end", coalesce(start, DATE '0001-01-01') AS since,
        coalesce("end" > {day}, true) AS open,
        borough IS NULL AND regexp_matches(postcode, '^[A-Z]+[0-9][A-Z0-9]* ?[0-9][A-Z][A-Z]$')
            AS outside
    FROM address JOIN person_record USING (record)
    WHERE coalesce(start <= {day}, true)
),
latest AS (
    SELECT person, max("end") AS ended, bool_or(open) AS housed,
        arg_max(struct_pack(outside, since), (since, NOT outside)) FILTER (open) AS home
    FROM lived GROUP BY person
)
SELECT person.person, died,
    CASE WHEN NOT housed THEN ended
         WHEN home.outside THEN home.since END AS "left",
    communal AND borough IS NULL AND lsoa IS NULL AS refuge
FROM person LEFT JOIN latest USING (person)
ORDER BY person.person
"""
