"""What an agency writes down about a person: its list, its spelling, its idea of the address."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from .days import Days
from .errors import (
    another_form,
    first_of_january,
    initial,
    slipped,
    swapped_day_and_month,
    typo,
    without_accents,
)
from .names import load_names
from .text import Strings, glue, numbers, objects, pick, strings, when
from .world import World


@dataclass(frozen=True)
class Roster:
    """One agency's list: which person each of its local ids really is."""

    source: str
    local_id: Strings
    person: np.ndarray


@dataclass(frozen=True)
class Habits:
    """How often an agency's clerks get what wrong."""

    familiar: float = 0.06  # nickname, or another spelling
    given_typo: float = 0.022
    initial: float = 0.006
    family_typo: float = 0.032
    former_name: float = 0.35  # of those who married before the record was made
    swapped: float = 0.006
    born: float = 0.03
    sex: float = 0.003
    plain: bool = False  # the system holds no accents
    capitals: bool = False


@dataclass(frozen=True)
class Said:
    """What was written, row by row of a roster."""

    given: Strings
    family: Strings
    born: Days
    female: np.ndarray


def hear(
    world: World, person: np.ndarray, on: Days, habits: Habits, rng: np.random.Generator
) -> Said:
    """Write each person's name, birth date and sex as one agency would."""
    given, family = _names(world, person, on, habits, rng)
    swap = rng.random(len(person)) < habits.swapped
    given, family = when(swap, family, given), when(swap, given, family)
    female = world.people.female[person] ^ (rng.random(len(person)) < habits.sex)
    return Said(
        _dressed(given, habits),
        _dressed(family, habits),
        _birth_dates(world.people.born[person], habits, rng),
        female,
    )


def _names(
    world: World, person: np.ndarray, on: Days, habits: Habits, rng: np.random.Generator
) -> tuple[Strings, Strings]:
    names, people = load_names(), world.people
    luck, draws = rng.random(len(person)), rng.integers(0, 2**31, len(person))
    given = objects(pick(names.given, people.given[person]))
    bounds = np.cumsum([habits.familiar, habits.given_typo, habits.initial])
    forms = names.nicknames | names.variants
    _edit(given, luck < bounds[0], draws, lambda text, draw: another_form(text, draw, forms))
    _edit(given, (luck >= bounds[0]) & (luck < bounds[1]), draws, typo)
    _edit(given, (luck >= bounds[1]) & (luck < bounds[2]), draws, initial)
    old = (on < people.married[person]) | (rng.random(len(person)) < habits.former_name)
    family = objects(
        pick(names.family, np.where(old, people.former_family[person], people.family[person]))
    )
    misspelt = rng.random(len(person)) < habits.family_typo
    _edit(family, misspelt, draws // 7, lambda text, draw: another_form(text, draw, names.variants))
    return strings(given), strings(family)


def _edit(
    cells: np.ndarray, chosen: np.ndarray, draws: np.ndarray, how: Callable[[str, int], str]
) -> None:
    for place in np.flatnonzero(chosen):
        cells[place] = how(cells[place], int(draws[place]))


def _dressed(names: Strings, habits: Habits) -> Strings:
    if habits.plain:
        distinct = pc.dictionary_encode(names)
        plain = strings([without_accents(name) for name in distinct.dictionary.to_pylist()])
        names = plain.take(distinct.indices)
    return pc.utf8_upper(names) if habits.capitals else names


def _birth_dates(born: Days, habits: Habits, rng: np.random.Generator) -> Days:
    """Swap day and month, lose the day, or slip a digit."""
    luck, draws = rng.random(len(born)) / max(habits.born, 1e-9), rng.integers(0, 8, len(born))
    return np.select(
        [luck < 0.45, luck < 0.6, luck < 1.0],
        [swapped_day_and_month(born), first_of_january(born), slipped(born, draws)],
        born,
    ).astype(np.int32)


def doors(
    world: World, person: np.ndarray, on: Days, stale: float, rng: np.random.Generator
) -> np.ndarray:
    """Say where each lived on a day; an agency slow to notice still has the door before."""
    unit, units = world.people.unit[person], world.units
    before = (on < units.moved[unit]) | (rng.random(len(person)) < stale)
    return np.where(before, units.previous[unit], unit)


def postcodes(world: World, door: np.ndarray, rng: np.random.Generator, faults: float) -> Strings:
    """Write postcodes, some without the space and some cut short."""
    whole = pick(world.ground.postcode, world.units.addresses.postcode[door])
    luck = rng.random(len(door))
    unspaced = pc.replace_substring(whole, " ", "")
    cut = pc.utf8_slice_codeunits(whole, 0, -2)
    return when(luck < faults * 0.2, cut, when(luck < faults, unspaced, whole))


def lines(world: World, door: np.ndarray, rng: np.random.Generator, faults: float) -> Strings:
    """Write address lines, some with the street's kind cut to its usual short form."""
    whole = pick(world.units.addresses.line, door)
    luck = rng.random(len(door))
    short = pc.replace_substring(pc.replace_substring(whole, " Street", " St"), " Road", " Rd")
    no_comma = pc.replace_substring(whole, ",", "")
    return when(luck < faults * 0.6, short, when(luck < faults, no_comma, whole))


def local_ids(prefix: str, width: int, count: int, rng: np.random.Generator) -> Strings:
    """Number an agency's people in no order that tells who they are."""
    return glue(prefix, numbers(rng.permutation(max(count * 2, 10))[:count] + 1, width))
