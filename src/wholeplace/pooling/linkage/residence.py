"""Where each person lives, from statements of unequal age and exactness.

Every statement counts, a statement a year older half as much. The postcode with most weight is
home, and within it the door with most weight. Someone whose home is known by postcode only joins
the one household there that they can be tied to:

* they once lived at one door with somebody of it, wherever that was; or
* they have the family name of somebody of it.

Being the only household known there is no tie: most doors of a postcode are on no agency's list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .encoding import distinct, numbered, split_codes
from .homes import NO_DOOR
from .lists import Ints, matches
from .statements import Rows, Statements

LIVED_TOGETHER, SAME_NAME = 2, 1  # the stronger tie decides
_NONE = 2**31


@dataclass(frozen=True)
class Homes(Rows):
    """A row per person: where they live, since when, and whether they only were declared there."""

    person: Ints
    postcode: Ints
    door: Ints  # -1: only the postcode is known
    family: Ints
    communal: np.ndarray
    start: np.ndarray
    declared: np.ndarray


def homes_of(stated: Statements, people: int) -> Homes:
    """The home of everyone about whom anything is stated; ``people`` is how many there are."""
    postcode = _heaviest(stated.person, stated.postcode, stated.weight, people, missing=-1)
    at_home = stated.take((stated.door >= 0) & (stated.postcode == postcode[stated.person]))
    door = _heaviest(at_home.person, at_home.door, at_home.weight, people, missing=NO_DOOR)
    named = stated.take(stated.family > 0)
    family = _heaviest(named.person, named.family, np.ones(len(named.person)), people, missing=0)
    there = stated.take(stated.door == door[stated.person])
    start = np.full(people, np.datetime64("NaT"), dtype="datetime64[D]")
    np.fmin.at(start, there.person, there.since)
    named_communal = np.zeros(int(stated.door.max(initial=-1)) + 2, dtype=bool)
    named_communal[stated.door[stated.communal]] = True
    named_communal[NO_DOOR] = False
    person = np.flatnonzero(postcode >= 0)
    columns = postcode, door, family, named_communal[door], start, np.zeros(people, dtype=bool)
    return Homes(person, *(column[person] for column in columns))


def attached(homes: Homes, stated: Statements) -> Ints:
    """Doors of private homes, with people known by postcode alone put where one tie is best."""
    loose, there, tie = _ties(homes, stated)
    strongest = np.zeros(len(homes.person), dtype=np.int64)
    np.maximum.at(strongest, loose, tie)
    best = tie == strongest[loose]
    choices = distinct(loose[best].astype(np.int64) << 32 | homes.door[there[best]])
    who, choice = split_codes(choices)
    single = np.bincount(who, minlength=len(homes.person))[who] == 1
    door = homes.door.copy()
    door[who[single]] = choice[single]
    return _doors_of_the_doorless(homes, door)


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


def _ties(homes: Homes, stated: Statements) -> tuple[Ints, Ints, Ints]:
    """Rows of the doorless, of somebody in a home nearby, and how strong the tie is."""
    loose = np.flatnonzero((homes.door < 0) & (homes.postcode > 0))
    housed = np.flatnonzero(homes.door >= 0)
    together = _lived_together(homes, loose, housed, stated)
    named, namesakes = loose[homes.family[loose] > 0], housed[homes.family[housed] > 0]
    place = homes.postcode.astype(np.int64) << 32 | homes.family
    i, j = matches(place[named], place[namesakes])
    return (
        np.concatenate([together[0], named[i]]),
        np.concatenate([together[1], namesakes[j]]),
        np.repeat([LIVED_TOGETHER, SAME_NAME], [len(together[0]), len(i)]),
    )


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


def _doors_of_the_doorless(homes: Homes, door: Ints) -> Ints:
    """A door of their own for people of one name and postcode, none of whom gave a line."""
    rows = np.flatnonzero((door < 0) & (homes.family > 0))
    place = homes.postcode[rows].astype(np.int64) << 32 | homes.family[rows]
    _, which, counts = np.unique(place, return_inverse=True, return_counts=True)
    several = counts[which] > 1
    door[rows[several]] = 1 + int(homes.door.max(initial=-1)) + which[several]
    return door
