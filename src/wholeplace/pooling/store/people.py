"""One payload row per linked person: what most records agree on, and where they live now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .engine import quote

if TYPE_CHECKING:
    import duckdb


def build_people(con: duckdb.DuckDBPyConnection, as_at: date) -> None:
    """Make ``person``, whose home is that of their household if they have one.

    Where a refuge is goes no further: who lives in one has no area.
    Needs record, address, person_record, household_member, communal and home.
    """
    con.execute(_PERSON.format(day=quote(as_at.isoformat())))


# Ties fall to the smaller value, so that the same records always make the same person.
_MODE = """
    SELECT person, arg_min({column}, (-votes, {column})) AS {column} FROM (
        SELECT person, {column}, count(*) AS votes FROM about WHERE {said} GROUP BY ALL
    ) GROUP BY person
"""

_PERSON = f"""
CREATE VIEW about AS
    SELECT person, probability, record.* FROM person_record JOIN record USING (record);
CREATE TABLE person AS
WITH counted AS (
    SELECT person, count(*) AS records, min(probability) AS sure, max(died) AS died
    FROM about GROUP BY person
),
born AS ({_MODE.format(column="birth_date", said="birth_precision = 'day'")}),
roughly AS (SELECT person, min(birth_date) AS birth_date FROM about GROUP BY person),
sexes AS ({_MODE.format(column="sex", said="sex <> 'unknown'")}),
groups AS ({_MODE.format(column="ethnicity", said="ethnicity NOT IN ('unknown', 'refused')")}),
stands AS (
    SELECT postcode, arg_min(struct_pack(lsoa, ward, borough), record) AS spot
    FROM address WHERE lsoa IS NOT NULL AND postcode IS NOT NULL GROUP BY postcode
),
settled AS (
    SELECT person, any_value(spot) AS spot FROM home JOIN stands USING (postcode) GROUP BY person
),
lives AS (
    SELECT person, arg_max(struct_pack(lsoa, ward, borough), (start, record)) AS spot
    FROM (
        SELECT person, record, coalesce(start, DATE '0001-01-01') AS start, lsoa, ward, borough
        FROM address JOIN person_record USING (record)
        WHERE lsoa IS NOT NULL AND coalesce(start <= {{day}}, true)
            AND coalesce("end" > {{day}}, true)
    ) GROUP BY person
),
housed AS (
    SELECT person, arg_max(household, (start, household)) AS household
    FROM household_member
    WHERE coalesce(start <= {{day}}, true) AND coalesce("end" > {{day}}, true)
    GROUP BY person
)
SELECT person, records, coalesce(born.birth_date, roughly.birth_date) AS birth_date,
    coalesce(sex, 'unknown') AS sex, coalesce(ethnicity, 'unknown') AS ethnicity, died,
    household, place.lsoa, place.ward, place.borough, communal.person IS NOT NULL AS communal, sure
FROM counted
LEFT JOIN born USING (person) LEFT JOIN roughly USING (person) LEFT JOIN sexes USING (person)
LEFT JOIN groups USING (person) LEFT JOIN housed USING (person)
LEFT JOIN (
    SELECT person, coalesce(settled.spot, lives.spot) AS place
    FROM settled FULL JOIN lives USING (person)
    ANTI JOIN (SELECT person FROM communal WHERE kind = 'refuge') USING (person)
) USING (person)
LEFT JOIN (SELECT DISTINCT person FROM communal) AS communal USING (person)
"""
