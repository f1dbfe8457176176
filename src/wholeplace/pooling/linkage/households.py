"""Who lives with whom: people at one private door, from the freshest of what agencies say.

Agencies disagree about where somebody lives, and most of them are late. Every statement counts, a
statement a year older half as much; the postcode with most weight is home, and within it the door
with most weight. Someone whose home is known by postcode only joins the one household there that
they can be tied to: they lived with its people before, or they share its name.
"""

import hashlib
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from .homes import communal_doors, tidy
from .names import clean_name

HALF_LIFE = 365.0  # days after which a statement about an address counts half
UNDATED = 730.0  # days that an undated statement is taken to be old
LIVED_TOGETHER, SAME_NAME = 2, 1  # what ties someone to a household; the strongest tie decides

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
    agency last dealt with someone: the age of an address it wrote down without a date.
    """
    people = _people(records, person_of)
    stated = _statements(people, addresses, as_at, seen)
    homes = _homes(stated)
    homes = _with_the_declared(homes, people)
    communal = communal_doors(homes[homes["door"] >= 0])
    private = homes[~homes["door"].isin(communal)].copy()
    private["door"] = _attached(private, stated)
    settled = private[private["door"] >= 0]
    return Households(
        _members(settled),
        pa.table({"person": pa.array(_persons(homes[homes["door"].isin(communal)]), pa.string())}),
        _postcodes(homes),
    )


def household_id(members: Sequence[str]) -> str:
    """'H' and 13 letters or digits, from the smallest person id among its members."""
    digest = hashlib.sha256(min(members).encode()).digest()
    return "H" + b32encode(digest).decode()[:13]


def _people(records: pa.Table, person_of: Sequence[str] | np.ndarray) -> pd.DataFrame:
    """Living people's records: record, person, source, family, declared."""
    wanted = ["record", "source", "family", "household_given", "died"]
    table = records.select([name for name in wanted if name in records.column_names]).to_pandas()
    table = table.reindex(columns=wanted)
    table["person"] = np.asarray(person_of, dtype=object)
    dead = set(table.loc[table["died"].notna(), "person"])
    table = table[~table["person"].isin(dead)]
    table["family"] = table["family"].map(clean_name, na_action="ignore")
    return table


def _statements(
    people: pd.DataFrame, addresses: pa.Table, as_at: date, seen: pa.Table | None
) -> pd.DataFrame:
    """What agencies say about where people live now: person, postcode, door, source, weight."""
    rows = tidy(
        addresses.select(["record", "uprn", "line", "postcode", "start", "end"]).to_pandas()
    )
    rows = rows.merge(people, on="record")
    day = pd.Timestamp(as_at)
    rows["since"] = pd.to_datetime(rows["start"])
    rows["until"] = pd.to_datetime(rows["end"])
    rows = rows[~(rows["since"] > day) & ~(rows["until"] <= day)]
    rows = rows[rows["postcode"].ne("") | (rows["door"] >= 0)]
    old = (day - _last_said(rows, seen, day)).dt.days.clip(lower=0).fillna(UNDATED)
    rows["weight"] = 0.5 ** (old / HALF_LIFE)
    return rows


def _last_said(rows: pd.DataFrame, seen: pa.Table | None, day: pd.Timestamp) -> pd.Series:
    """When a statement was last made: the agency's last contact, or the day the address began."""
    if seen is None:
        return rows["since"]
    last = seen.to_pandas().groupby("record")["date"].max()
    said = pd.to_datetime(rows["record"].map(last)).clip(upper=day)
    return rows["since"].where(rows["since"].ge(said) | said.isna(), said)


def _homes(stated: pd.DataFrame) -> pd.DataFrame:
    """One row per person: home postcode and door (-1 when only the postcode is known)."""
    where = ["person", "postcode"]
    by_postcode = _heaviest(stated.groupby(where, sort=False)["weight"].sum().reset_index(), where)
    doors = stated[stated["door"] >= 0]
    where = ["person", "postcode", "door"]
    weighed = doors.groupby(where, sort=False)["weight"].sum().reset_index()
    weighed = weighed.merge(by_postcode[["person", "postcode"]], on=["person", "postcode"])
    by_door = _heaviest(weighed, ["person", "door"])
    homes = by_postcode[["person", "postcode"]].merge(
        by_door[["person", "door"]], on="person", how="left"
    )
    homes["door"] = homes["door"].fillna(-1).astype(np.int64)
    named = stated[stated["family"].notna()]
    homes["family"] = homes["person"].map(_commonest(named))
    communal = stated[stated["communal"]].drop_duplicates("door")["door"]
    homes["communal"] = homes["door"].isin(set(communal))
    began = stated.groupby(["person", "door"])["since"].min().rename("start").reset_index()
    homes = homes.merge(began, on=["person", "door"], how="left")
    homes["known"] = "address"
    return homes


def _heaviest(weighed: pd.DataFrame, ties: list[str]) -> pd.DataFrame:
    """Each person's row of most weight; ties fall to the smaller value, so order is no matter."""
    weighed = weighed.assign(rounded=-weighed["weight"].round(6))
    return weighed.sort_values(["person", "rounded", *ties]).drop_duplicates("person")


def _commonest(named: pd.DataFrame) -> pd.Series:
    counts = named.groupby(["person", "family"]).size().rename("votes").reset_index()
    counts = counts.sort_values(["person", "votes", "family"], ascending=[True, False, True])
    return counts.drop_duplicates("person").set_index("person")["family"]


def _with_the_declared(homes: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """People without a home of their own on file live where those declared with them do."""
    declared = people[people["household_given"].notna()]
    declared = declared.assign(tie=declared["source"] + "|" + declared["household_given"])
    known = declared.merge(homes, on="person", suffixes=("_said", ""))
    single = known.groupby("tie").filter(lambda some: some["door"].nunique() == 1)
    single = single.drop_duplicates("tie").set_index("tie")
    missing = declared[
        ~declared["person"].isin(homes["person"]) & declared["tie"].isin(single.index)
    ]
    missing = missing.drop_duplicates("person")
    joined = missing[["person", "family"]].assign(known="declared", communal=False, start=pd.NaT)
    for column in ("postcode", "door"):
        joined[column] = missing["tie"].map(single[column]).to_numpy()
    return pd.concat([homes, joined], ignore_index=True) if len(joined) else homes


def _attached(homes: pd.DataFrame, stated: pd.DataFrame) -> pd.Series:
    """Doors, with people known by postcode alone put where exactly one household ties them."""
    loose = homes[homes["door"] < 0]
    housed = homes[homes["door"] >= 0]
    near = loose.merge(housed, on="postcode", suffixes=("", "_there"))
    near["tie"] = 0
    near.loc[near["family"].notna() & near["family"].eq(near["family_there"]), "tie"] = SAME_NAME
    near.loc[_lived_together(near, stated), "tie"] = LIVED_TOGETHER
    ties = near[near["tie"] > 0].groupby(["person", "door_there"])["tie"].max().reset_index()
    ties = ties[ties["tie"] == ties.groupby("person")["tie"].transform("max")]
    single = ties.drop_duplicates("person", keep=False).set_index("person")["door_there"]
    return (
        homes["door"].where(homes["door"] >= 0, homes["person"].map(single)).fillna(-1).astype(int)
    )


def _lived_together(near: pd.DataFrame, stated: pd.DataFrame) -> np.ndarray:
    """Whether both were ever stated at one door, wherever that was."""
    doors = stated.loc[(stated["door"] >= 0) & ~stated["communal"], ["person", "door"]]
    doors = doors.drop_duplicates().rename(columns={"door": "once"})
    asked = near[["person", "person_there"]].reset_index()
    met = asked.merge(doors, on="person").merge(
        doors.rename(columns={"person": "person_there"}), on=["person_there", "once"]
    )
    return near.index.isin(met["index"])


def _members(settled: pd.DataFrame) -> pa.Table:
    first = settled.groupby("door")["person"].transform("min")
    names = {person: household_id([person]) for person in first.unique()}
    table = pd.DataFrame(
        {
            "household": first.map(names),
            "person": settled["person"],
            "start": settled["start"].dt.date if len(settled) else None,
            "end": None,
            "known": settled["known"],
        }
    ).sort_values(["household", "person"])
    return pa.Table.from_pandas(table, schema=SCHEMA, preserve_index=False)


def _postcodes(homes: pd.DataFrame) -> pa.Table:
    known = homes[homes["postcode"].fillna("").ne("")].sort_values("person")
    schema = pa.schema([("person", pa.string()), ("postcode", pa.string())])
    return pa.Table.from_pandas(known[schema.names], schema=schema, preserve_index=False)


def _persons(rows: pd.DataFrame) -> list[str]:
    return sorted(rows["person"].unique())
