"""Levels of agreement of names: nicknames, typing errors, swapped and double-barrelled ones."""

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from .fields import Fields
from .lists import Ints, crossings, lowest
from .names import FORMS, same_name_in_short, shares_a_word
from .per_value import MISSING, per_value_pair, pick

TYPING_ERROR = 0.88  # Jaro-Winkler similarity from which two names may be one mistyped
SOMEWHAT_ALIKE = 0.70  # ... from which two given names may be one, badly written
EXACT, SHORT, MISTYPED, SWAPPED, SOMEWHAT, DIFFERENT = range(6)  # of a given name
FAMILY_DIFFERENT = 3

# Which of several names to believe: lower is better; the last figure is for a missing name.
GIVEN_RANK = np.array([0, 2, 3, 4, 7, 9, 5], dtype=np.int8)
FAMILY_RANK = np.array([0, 2, 3, 9, 5], dtype=np.int8)
_WORST = 99


def name_levels(
    fields: Fields, share: dict[str, np.ndarray], left: Ints, right: Ints
) -> tuple[dict[str, Ints], dict[str, np.ndarray]]:
    """Best of all names and aliases of both records, given and family judged together."""
    given, family = fields.names["given"], fields.names["family"]
    pair, a, b = crossings(fields.names, left, right)
    alike = {
        "given": given_alike(given[a], given[b], fields.words),
        "family": family_alike(family[a], family[b], fields.words),
    }
    swapped = _swapped(fields, a, b, alike["given"], alike["family"])
    alike["given"][swapped], alike["family"][swapped] = SWAPPED, MISSING
    rank = GIVEN_RANK[alike["given"]] + FAMILY_RANK[alike["family"]]
    _, chosen = lowest(pair, rank, len(left), _WORST)
    levels, shares = {}, {}
    for field, level in alike.items():
        levels[field] = pick(level, chosen, MISSING)
        value_share = np.where(level == EXACT, share[field][fields.names[field][a]], 0)
        shares[field] = pick(value_share, chosen, 0)
    return levels, shares


def given_alike(left: Ints, right: Ints, words: list[str]) -> Ints:
    """Level of given names, by code into ``words``."""

    def judge(a: list[str], b: list[str]) -> Ints:
        alike = process.cpdist(a, b, scorer=JaroWinkler.similarity, dtype=np.float32)
        short = np.zeros(len(a), dtype=bool)
        for pair in _may_be_short(a, b):
            short[pair] = same_name_in_short(a[pair], b[pair])
        level = np.where(alike >= SOMEWHAT_ALIKE, SOMEWHAT, DIFFERENT)
        level = np.where(alike >= TYPING_ERROR, MISTYPED, level)
        return np.where(short, SHORT, level).astype(np.int8)

    return per_value_pair(left, right, words, judge)


def family_alike(left: Ints, right: Ints, words: list[str]) -> Ints:
    """Level of family names: 1 a typing error, 2 one of two, 3 different."""

    def judge(a: list[str], b: list[str]) -> Ints:
        alike = process.cpdist(a, b, scorer=JaroWinkler.similarity, dtype=np.float32)
        double = {name for name in {*a, *b} if " " in name}
        part = np.zeros(len(a), dtype=bool)
        for pair, (x, y) in enumerate(zip(a, b, strict=True)):
            if x in double or y in double:
                part[pair] = shares_a_word(x, y)
        return np.where(part, 2, np.where(alike >= TYPING_ERROR, 1, 3)).astype(np.int8)

    return per_value_pair(left, right, words, judge)


def _may_be_short(a: list[str], b: list[str]) -> list[int]:
    """Pairs worth asking: most names are no form of any other, and there are many of them."""
    names = {*a, *b}
    forms = {name for name in names if name in FORMS}
    odd = {name for name in names if len(name) == 1 or " " in name}
    return [
        pair
        for pair, (x, y) in enumerate(zip(a, b, strict=True))
        if (x in forms and y in forms) or x in odd or y in odd
    ]


def _swapped(fields: Fields, a: Ints, b: Ints, given: Ints, family: Ints) -> Ints:
    """Entries of which given and family name changed places: crosswise, both are alike.

    Nobody mistypes the first letters of both.
    """
    names, initial = fields.names, fields.initials
    rows = np.flatnonzero((given >= SOMEWHAT) & (family == FAMILY_DIFFERENT))
    for one, other in (("given", "family"), ("family", "given")):
        rows = rows[initial[names[one][a[rows]]] == initial[names[other][b[rows]]]]
    for one, other in (("given", "family"), ("family", "given")):
        level = given_alike(names[one][a[rows]], names[other][b[rows]], fields.words)
        rows = rows[(level >= EXACT) & (level <= MISTYPED)]
    return rows
