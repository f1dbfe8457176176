"""Who lives with whom: people at one private door, as at a day.

What agencies say about addresses is gathered here; ``homes`` decides which addresses are one door,
and ``residence`` where each person lives. Communal places (hostels, refuges, care homes, halls) are
never a household.
"""

import hashlib
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from .homes import communal_doors, per_value, tidy
from .names import clean_name
from .residence import attached, homes_of

HALF_LIFE = 365.0  # days after which a statement about an address counts half
UNDATED = 730.0  # days that an undated statement is taken to be old

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

    members: pa.Table  # household, person, start, end, known (address | declared)
    communal: pa.Table  # person
    homes: pa.Table  # person, postcode


def households(
    records: pa.Table,
    addresses: pa.Table,
    person_of: Sequence[str] | np.ndarray,
    as_at: date,
    *,
    seen: pa.Table | None = None,
) -> Households:
    """Households as they are on ``as_at``.

    ``person_of`` gives the person of each row of ``records``. ``seen`` (record, date) says when an
    agency last dealt with someone: an address on file was still believed then.
    """
    names, person = np.unique(np.asarray(person_of, dtype=str), return_inverse=True)
    day = pd.Timestamp(as_at)
    people = _living(records, person, day)
    stated, postcodes = _statements(people, addresses, day, seen)
    homes = _with_the_declared(homes_of(stated), people)
    communal = homes["door"].isin(communal_doors(homes[homes["door"] >= 0]))
    private = homes[~communal].copy()
    private["door"] = attached(private, stated)
    in_common = np.sort(homes.loc[communal, "person"].unique())
    return Households(
        _members(private[private["door"] >= 0], names),
        pa.table({"person": pa.array(names[in_common].tolist(), pa.string())}),
        _at_home(homes, names, postcodes),
    )


def _at_home(homes: pd.DataFrame, names: np.ndarray, postcodes: pd.Index) -> pa.Table:
    settled = homes.drop_duplicates("person").sort_values("person")
    person = names[settled["person"].to_numpy(dtype=np.int64)]
    postcode = np.asarray(postcodes, dtype=object)[settled["postcode"].to_numpy(dtype=np.int64)]
    columns = {"person": person.tolist(), "postcode": [code or None for code in postcode]}
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def household_id(first_member: str) -> str:
    """'H' and 13 letters or digits, from the smallest person id among its members."""
    return "H" + b32encode(hashlib.sha256(first_member.encode()).digest()).decode()[:13]


def _living(records: pa.Table, person: np.ndarray, day: pd.Timestamp) -> pd.DataFrame:
    """Living people's records: record, person (number), source, family (number), declared."""
    wanted = ["record", "source", "family", "household_given", "died"]
    table = records.select([name for name in wanted if name in records.column_names]).to_pandas()
    table = table.reindex(columns=wanted).assign(person=person)
    family = per_value(table["family"], clean_name)
    table["family"] = pd.factorize(family.where(family != ""), sort=True)[0]
    dead = table.loc[pd.to_datetime(table["died"]) < day, "person"].unique()
    return table[~table["person"].isin(dead)]


def _statements(
    people: pd.DataFrame, addresses: pa.Table, day: pd.Timestamp, seen: pa.Table | None
) -> tuple[pd.DataFrame, pd.Index]:
    """What agencies say about where people live now: person, postcode, door, since, weight.

    Postcodes are numbers, the second answer says which.
    """
    columns = ["record", "uprn", "line", "postcode", "start", "end"]
    rows = tidy(addresses.select(columns).to_pandas(date_as_object=False))
    rows = rows.merge(people, on="record").rename(columns={"start": "since"})
    rows = rows[~(rows["since"] > day) & ~(rows["end"] <= day)]
    rows = rows[rows["postcode"].ne("") | (rows["door"] >= 0)]
    old = (day - _last_said(rows, seen, day)).dt.days.clip(lower=0).fillna(UNDATED)
    rows["postcode"], postcodes = pd.factorize(rows["postcode"], sort=True)
    return rows.assign(weight=0.5 ** (old / HALF_LIFE)), postcodes


def _last_said(rows: pd.DataFrame, seen: pa.Table | None, day: pd.Timestamp) -> pd.Series:
    """When a statement was last made: the agency's last contact, or the day the address began."""
    since = pd.to_datetime(rows["since"])
    if seen is None:
        return since
    last = seen.to_pandas(date_as_object=False).groupby("record")["date"].max()
    said = pd.to_datetime(rows["record"].map(last)).clip(upper=day)
    return since.where(since.ge(said) | said.isna(), said)


def _with_the_declared(homes: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """People without a home of their own on file live where those declared with them do."""
    declared = people[people["household_given"].notna()]
    declared = declared.assign(tie=declared["source"] + "|" + declared["household_given"])
    known = declared[["tie", "person"]].merge(homes, on="person")
    known = known[known.groupby("tie")["door"].transform("nunique") == 1]
    homeless = declared[~declared["person"].isin(homes["person"])].drop_duplicates("person")
    joined = homeless[["tie", "person", "family"]].merge(
        known.drop_duplicates("tie")[["tie", "postcode", "door", "communal"]], on="tie"
    )
    joined = joined.drop(columns="tie").assign(known="declared", start=pd.NaT)
    joined = joined.astype({name: homes[name].dtype for name in joined})
    return pd.concat([homes, joined], ignore_index=True) if len(joined) else homes


def _members(settled: pd.DataFrame, names: np.ndarray) -> pa.Table:
    first = settled.groupby("door")["person"].transform("min")
    ids = {number: household_id(str(names[number])) for number in first.unique().tolist()}
    table = pa.table(
        {
            "household": pa.array(first.map(ids).tolist(), pa.string()),
            "person": pa.array(names[settled["person"]].tolist(), pa.string()),
            "start": pa.array(settled["start"].to_numpy("datetime64[D]"), from_pandas=True),
            "end": pa.nulls(len(settled), pa.date32()),
            "known": pa.array(settled["known"].tolist(), pa.string()),
        },
        schema=SCHEMA,
    )
    return table.sort_by([("household", "ascending"), ("person", "ascending")])
