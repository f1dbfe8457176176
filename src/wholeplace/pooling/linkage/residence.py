"""Where each person lives, from statements of unequal age and exactness.

Every statement counts, a statement a year older half as much. The postcode with most weight is
home, and within it the door with most weight. Someone whose home is known by postcode only joins
the one household there that they can be tied to:

* they once lived at one door with somebody of it, wherever that was;
* an agency says that they care for somebody of it, or are cared for; or
* they have the family name of somebody of it.

Being the only household known there is no tie: most doors of a postcode are on no agency's list.
"""

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

LIVED_TOGETHER, CARE, SAME_NAME = 3, 2, 1  # the stronger tie decides


def homes_of(stated: pd.DataFrame) -> pd.DataFrame:
    """One row per person: postcode, door (-1 if only the postcode is known), family, communal.

    ``stated`` has a row per statement: person, postcode, door, family, communal, since, weight.
    """
    by_postcode = _heaviest(stated, ["person", "postcode"])
    at_home = stated[stated["door"] >= 0].merge(by_postcode, on=["person", "postcode"])
    by_door = _heaviest(at_home, ["person", "door"])
    homes = by_postcode.merge(by_door, on="person", how="left")
    homes["door"] = homes["door"].fillna(-1).astype(np.int64)
    homes["family"] = homes["person"].map(_commonest_family(stated)).fillna(-1).astype(np.int64)
    homes["communal"] = homes["door"].isin(stated.loc[stated["communal"], "door"].unique())
    began = stated.groupby(["person", "door"])["since"].min().rename("start").reset_index()
    return homes.merge(began, on=["person", "door"], how="left").assign(known="address")


def attached(homes: pd.DataFrame, stated: pd.DataFrame, care: pd.DataFrame) -> pd.DataFrame:
    """Private homes, with people known by postcode alone put where one tie is best.

    ``care`` pairs people (person, person_there), both ways, who care or are cared for.
    """
    ties = _ties(homes, stated, care)
    ties = ties[ties["tie"] == ties["person"].map(ties.groupby("person")["tie"].max())]
    single = ties.drop_duplicates(["person", "door_there"]).drop_duplicates("person", keep=False)
    single = single.set_index("person")
    door = homes["door"].where(homes["door"] >= 0)
    door = door.fillna(homes["person"].map(single["door_there"]))
    by_care = (homes["door"] < 0) & homes["person"].map(single["tie"]).eq(CARE)
    apart, cared = _doors_of_the_doorless(homes, door, care)
    door = door.fillna(apart).fillna(-1).astype(np.int64)
    return homes.assign(door=door, known=homes["known"].where(~(by_care | cared), "carer"))


def _heaviest(stated: pd.DataFrame, what: list[str]) -> pd.DataFrame:
    """Each person's value of most weight; ties fall to the smaller, so order is no matter."""
    weighed = stated.groupby(what, sort=False)["weight"].sum().round(6).reset_index()
    weighed = weighed.sort_values([what[0], "weight", what[1]], ascending=[True, False, True])
    return weighed.drop_duplicates(what[0])[what]


def _commonest_family(stated: pd.DataFrame) -> pd.Series:
    named = stated[stated["family"] >= 0].assign(weight=1.0)
    return _heaviest(named, ["person", "family"]).set_index("person")["family"]


def _ties(homes: pd.DataFrame, stated: pd.DataFrame, care: pd.DataFrame) -> pd.DataFrame:
    """Person, door_there and the strength of each tie of the doorless to homes nearby."""
    loose, housed = homes[homes["door"] < 0], homes[homes["door"] >= 0]
    columns = ["person", "postcode", "door", "family"]
    near = loose[columns].merge(housed[columns], on="postcode", suffixes=("", "_there"))
    same_name = (near["family"] >= 0) & (near["family"] == near["family_there"])
    together = _lived_together(near, stated)
    cares = _pairs(near).isin(_pairs(care))
    strength = [LIVED_TOGETHER, CARE, SAME_NAME]
    near["tie"] = np.select([together, cares, same_name], strength, 0)
    return near[near["tie"] > 0]


def _pairs(rows: pd.DataFrame) -> pd.Index:
    return pd.MultiIndex.from_frame(rows[["person", "person_there"]])


def _lived_together(near: pd.DataFrame, stated: pd.DataFrame) -> np.ndarray:
    """Whether both were ever stated at one private door, wherever that was."""
    doors = stated.loc[(stated["door"] >= 0) & ~stated["communal"], ["person", "door"]]
    doors = doors.drop_duplicates().rename(columns={"door": "once"})
    asked = near[["person", "person_there"]].reset_index()
    met = asked.merge(doors, on="person").merge(
        doors.rename(columns={"person": "person_there"}), on=["person_there", "once"]
    )
    return near.index.isin(met["index"])


def _doors_of_the_doorless(
    homes: pd.DataFrame, door: pd.Series, care: pd.DataFrame
) -> tuple[pd.Series, pd.Series]:
    """Doors of their own for people of one postcode, none of whom gave a line, who share a name or
    care for each other; and which of them only the care ties."""
    loose = homes[door.isna()].reset_index()
    by_name = loose[loose["family"] >= 0]
    first = by_name.groupby(["postcode", "family"])["index"].transform("first")
    at = loose.set_index("person")[["index", "postcode"]]
    met = care.join(at, on="person", how="inner").join(
        at, on="person_there", how="inner", rsuffix="_there"
    )
    met = met[met["postcode"] == met["postcode_there"]]
    left = np.concatenate([by_name["index"], met["index"]]).astype(np.int64)
    right = np.concatenate([first, met["index_there"]]).astype(np.int64)
    place = homes.index.get_indexer
    graph = coo_matrix((np.ones(len(left), bool), (place(left), place(right))), (len(homes),) * 2)
    _, group = connected_components(graph, directed=False)
    several = np.bincount(group)[group] > 1
    unused = 1 + max(homes["door"], default=0)
    doors = pd.Series(np.where(several, group + unused, np.nan), homes.index)
    named = set(by_name.loc[by_name.duplicated(["postcode", "family"], keep=False), "index"])
    only_care = homes.index.isin(met["index"]) & ~homes.index.isin(named)
    return doors, pd.Series(only_care, homes.index)
