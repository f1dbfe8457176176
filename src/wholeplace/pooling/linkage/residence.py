"""Where each person lives, from statements of unequal age and exactness.

Every statement counts, a statement a year older half as much. The postcode with most weight is
home, and within it the door with most weight. Someone whose home is known by postcode only joins
the one household there that they can be tied to:

* they once lived at one door with somebody of it, wherever that was;
* an agency says that they care for somebody of it, or are cared for; or
* they have the family name of somebody of it.

Being the only household known there is no tie: most doors of a postcode are on no agency's list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .encoding import distinct, numbered, split_codes
from .homes import NO_DOOR
from .lists import Ints, matches
from .statements import Rows, Statements

LIVED_TOGETHER, CARE, SAME_NAME = 3, 2, 1  # the stronger tie decides
KNOWN = ("address", "declared", "carer")
BY_ADDRESS, BY_DECLARATION, BY_CARE = range(len(KNOWN))
_NONE = 2**31


@dataclass(frozen=True)
class Homes(Rows):
    """A row per person: where they live, since when, and how that is known."""

    person: Ints
    postcode: Ints
    door: Ints  # -1: only the postcode is known
    family: Ints
    communal: np.ndarray
    start: np.ndarray
    known: Ints  # a place in KNOWN


def homes_of(stated: Statements, people: int) -> Homes:
    """The home of everyone about whom anything is stated; ``people`` is how many there are."""
    who, at, weight = stated.person, stated.door, stated.weight
    postcode = _heaviest(who, stated.postcode, weight, people, missing=-1)
    home = np.flatnonzero((at >= 0) & (stated.postcode == postcode[who]))
    door = _heaviest(who[home], at[home], weight[home], people, missing=NO_DOOR)
    named = np.flatnonzero(stated.family > 0)
    once = np.ones(len(named))
    family = _heaviest(who[named], stated.family[named], once, people, missing=0)
    there = np.flatnonzero((at == door[who]) & ~np.isnat(stated.since))
    start = np.full(people, np.datetime64("NaT"), dtype="datetime64[D]")
    np.fmin.at(start, who[there], stated.since[there])
    named_communal = np.zeros(int(at.max(initial=-1)) + 2, dtype=bool)
    named_communal[at[stated.communal]] = True
    named_communal[NO_DOOR] = False
    person = np.flatnonzero(postcode >= 0)
    columns = postcode, door, family, named_communal[door], start, np.zeros(people, dtype=np.int8)
    return Homes(person, *(column[person] for column in columns))


def attached(homes: Homes, stated: Statements, care: tuple[Ints, Ints]) -> Homes:
    """Private homes, with people known by postcode alone put where one tie is best.

    ``care`` pairs people, both ways, who care or are cared for.
    """
    ties = _ties(homes, stated, _rows_of(homes, care))
    strongest = np.zeros(len(homes.person), dtype=np.int64)
    np.maximum.at(strongest, ties[0], ties[2])
    loose, there, _ = (side[ties[2] == strongest[ties[0]]] for side in ties)
    who, choice = split_codes(distinct(loose.astype(np.int64) << 32 | homes.door[there]))
    single = np.bincount(who, minlength=len(homes.person))[who] == 1
    door, known = homes.door.copy(), homes.known.copy()
    door[who[single]] = choice[single]
    known[who[single & (strongest[who] == CARE)]] = BY_CARE
    only_care = _doors_of_the_doorless(homes, door, _rows_of(homes, care))
    known[only_care] = BY_CARE
    return replace(homes, door=door, known=known)


def _rows_of(homes: Homes, pairs: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Rows of pairs of people of one postcode."""
    people = max(int(side.max(initial=-1)) for side in (homes.person, *pairs)) + 1
    row = np.full(people, -1)
    row[homes.person] = np.arange(len(homes.person))
    one, other = row[pairs[0]], row[pairs[1]]
    near = (one >= 0) & (other >= 0) & (homes.postcode[one] == homes.postcode[other])
    return one[near], other[near]


def _heaviest(owner: Ints, value: Ints, weight: np.ndarray, size: int, missing: int) -> Ints:
    """Each owner's value of most weight; ties fall to the smaller, so order is no matter."""
    pairs, which = numbered(owner.astype(np.int64) << 32 | value)
    owners, values = split_codes(pairs)
    weights = np.bincount(which, weight, len(pairs)).round(6)
    most = np.zeros(size)
    np.maximum.at(most, owners, weights)
    best = weights == most[owners]
    chosen = np.full(size, _NONE)
    np.minimum.at(chosen, owners[best], values[best])
    return np.where(chosen < _NONE, chosen, missing)


def _ties(homes: Homes, stated: Statements, care: tuple[Ints, Ints]) -> tuple[Ints, Ints, Ints]:
    """Rows of the doorless, of somebody in a home nearby, and how strong the tie is."""
    loose = np.flatnonzero((homes.door < 0) & (homes.postcode > 0))
    housed = np.flatnonzero(homes.door >= 0)
    named, namesakes = loose[homes.family[loose] > 0], housed[homes.family[housed] > 0]
    place = homes.postcode.astype(np.int64) << 32 | homes.family
    i, j = matches(place[named], place[namesakes])
    cares = (homes.door[care[0]] < 0) & (homes.door[care[1]] >= 0)
    found = {
        LIVED_TOGETHER: _lived_together(homes, loose, housed, stated),
        CARE: (care[0][cares], care[1][cares]),
        SAME_NAME: (named[i], namesakes[j]),
    }
    one, other = (np.concatenate(side) for side in zip(*found.values(), strict=True))
    return one, other, np.repeat(list(found), [len(pairs[0]) for pairs in found.values()])


def _lived_together(
    homes: Homes, loose: Ints, housed: Ints, stated: Statements
) -> tuple[Ints, Ints]:
    """Doorless and housed people of one postcode who were ever stated at one private door."""
    most = max(stated.person.max(initial=-1), homes.person.max(initial=-1))
    row = np.full(int(most) + 1, -1)
    known = stated.take((stated.door >= 0) & ~stated.communal)
    sides = []
    for rows in (loose, housed):
        row[:] = -1
        row[homes.person[rows]] = rows
        some = known.take(row[known.person] >= 0)
        sides.append(split_codes(distinct(row[some.person] << 32 | some.door)))
    (one, one_door), (other, other_door) = sides
    i, j = matches(one_door, other_door)
    near = homes.postcode[one[i]] == homes.postcode[other[j]]
    return one[i[near]], other[j[near]]


def _doors_of_the_doorless(homes: Homes, door: Ints, care: tuple[Ints, Ints]) -> Ints:
    """Give doors of their own to people of one postcode, none of whom gave a line, who share a name
    or care for each other; the answer is which of them only the care ties."""
    named = np.flatnonzero((door < 0) & (homes.family > 0))
    _, which = numbered(homes.postcode[named].astype(np.int64) << 32 | homes.family[named])
    first = np.empty(len(named), dtype=np.int64)
    first[which[::-1]] = named[::-1]
    several = np.bincount(which)[which] > 1
    met = (door[care[0]] < 0) & (door[care[1]] < 0)
    left = np.concatenate([named, care[0][met]])
    right = np.concatenate([first[which], care[1][met]])
    size = len(homes.person)
    graph = coo_matrix((np.ones(len(left), dtype=bool), (left, right)), (size, size))
    _, group = connected_components(graph, directed=False)
    together = np.flatnonzero(np.bincount(group)[group] > 1)
    door[together] = 1 + int(homes.door.max(initial=-1)) + group[together]
    return np.setdiff1d(care[0][met], named[several])
