"""Which addresses are one door, however they were written, and which doors are no household's.

Two rows are one door if their UPRN agrees, or their postcode and their numbers agree and the street
differs by a typing error at most.
"""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
from rapidfuzz.distance import JaroWinkler
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .places import STREET_TYPING_ERROR, clean_line, clean_postcode, is_whole, looks_communal

CROWD = 12  # people at one door above which it is a household only if they share few names
_MANY_LINES = 400  # distinct lines in one postcode above which spelling is not compared


def tidy(addresses: pd.DataFrame) -> pd.DataFrame:
    """Address rows with cleaned ``postcode`` and ``line``, and ``door``: one number per door.

    Rows without a door (no UPRN, and no line with a whole postcode) have door -1.
    """
    rows = addresses.copy()
    rows["communal"] = per_value(rows["line"], looks_communal).astype(bool)
    rows["postcode"] = per_value(rows["postcode"], _whole_postcode)
    rows["line"] = per_value(rows["line"], clean_line)
    rows["uprn"] = rows["uprn"].fillna("").astype(str).str.strip()
    rows["door"] = _doors(rows)
    return rows


def communal_doors(rows: pd.DataFrame) -> set[int]:
    """Doors named as a hostel, refuge or care home, or full of people who share few names.

    ``rows`` has a row per person living at a door: door, person, family, communal.
    """
    named = rows.groupby("door")["communal"].any()
    people = rows.groupby("door").agg(people=("person", "nunique"), families=("family", "nunique"))
    crowd = (people["people"] > CROWD) & (people["families"] * 3 > people["people"])
    return set(named.index[named]) | set(people.index[crowd])


def _whole_postcode(value: str) -> str:
    postcode = clean_postcode(value)
    return postcode if is_whole(postcode) else ""


def per_value(column: pd.Series, clean: Callable[[str], object]) -> pd.Series:
    """Clean each distinct value of a column once."""
    codes, values = pd.factorize(column.fillna(""))
    cleaned = np.array([clean(value) for value in values] or [""], dtype=object)
    return pd.Series(cleaned[codes], index=column.index)


def _doors(rows: pd.DataFrame) -> np.ndarray:
    """Join rows by UPRN and by line; the door is numbered by its first spelling."""
    by_line = rows["line"].ne("") & rows["postcode"].ne("")
    spelling, spellings = pd.factorize((rows["postcode"] + "|" + rows["line"]).where(by_line))
    uprn, uprns = pd.factorize(rows["uprn"].where(rows["uprn"].ne("")))
    size = len(spellings) + len(uprns)
    both = (spelling >= 0) & (uprn >= 0)
    alike = _spelt_alike(spellings)
    left = np.concatenate([spelling[both], alike[:, 0]])
    right = np.concatenate([len(spellings) + uprn[both], alike[:, 1]])
    graph = coo_matrix((np.ones(len(left), dtype=bool), (left, right)), (size, size))
    _, door = connected_components(graph, directed=False)
    door = np.append(door, -1)
    node = np.where(spelling >= 0, spelling, np.where(uprn >= 0, len(spellings) + uprn, size))
    return door[node]


def _spelt_alike(spellings: pd.Index) -> np.ndarray:
    """Pairs of spellings in one postcode with equal numbers and nearly equal streets."""
    parts = pd.Series(spellings, dtype=object).str.split("|", expand=True)
    if parts.shape[1] < 3:
        return np.zeros((0, 2), dtype=np.int64)
    parts.columns = ["postcode", "numbers", "street"]
    where = ["postcode", "numbers"]
    pairs = []
    for _, group in parts[parts.duplicated(where, keep=False)].groupby(where, sort=False):
        if len(group) <= _MANY_LINES:
            streets = list(zip(group.index, group["street"], strict=True))
            pairs += [
                (i, j)
                for (i, a), (j, b) in combinations(streets, 2)
                if JaroWinkler.similarity(a, b) >= STREET_TYPING_ERROR
            ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
