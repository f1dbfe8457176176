"""Invented people as they truly are: households, look-alikes, homes and their NHS numbers.

Written for the bench alone. It shares no code with the product, with the tests' people or with the
synthetic place, and its rates were fixed before anything was measured on it.
"""

import numpy as np

from .names import SHARES, Names

TODAY = np.datetime64("2014-03-31")
TWINS = 0.03  # of children with a brother or sister
NAMESAKES = 0.02  # of sons with a father at home
MOVED = 0.22  # of households, since some agencies last asked
CHANGED_NAME = 0.10  # of adult women, since some agencies last asked
_HOMES_PER_POSTCODE = 24


class People:
    """Arrays with one entry per person; ``home`` and ``before`` are numbers of homes."""

    def __init__(self, chance: np.random.Generator, count: int) -> None:
        sizes = chance.choice([1, 2, 3, 4, 5, 6], size=count, p=[0.3, 0.3, 0.16, 0.15, 0.06, 0.03])
        self.household = np.repeat(np.arange(count), sizes)[:count]
        place = np.arange(count) - np.searchsorted(self.household, self.household)
        size = sizes[self.household]
        self.child = place >= np.where(size >= 3, 1 + (chance.random(count) < 0.7), 2)
        self.born = _births(chance, self.child, place)
        self.sex = chance.integers(0, 2, count)
        group = chance.choice(len(SHARES), size=count, p=SHARES)
        self.group = np.where(chance.random(count) < 0.05, group, group[self.household])
        names = Names(chance)
        self.given = names.given(chance, self.group, self.sex)
        self.family = names.family(chance, group)[self.household]
        self.maiden = names.family(chance, self.group)
        own = ~self.child & (place > 0) & (chance.random(count) < 0.35)
        self.family = np.where(own, names.family(chance, self.group), self.family)
        self._look_alikes(chance)
        changes = ~self.child & (self.sex == 0) & (chance.random(count) < CHANGED_NAME)
        self.maiden = np.where(changes, self.maiden, self.family)
        self._homes(chance, count)
        self.need = np.clip(
            chance.gamma(1.6, 0.625, count), 0.15, 3.5
        )  # how often they ask for help
        self.nhs = _nhs_numbers(chance, count)

    def _look_alikes(self, chance: np.random.Generator) -> None:
        """Twins share their birth date; some sons have their father's name."""
        siblings = (self.household[1:] == self.household[:-1]) & self.child[1:] & self.child[:-1]
        twin = np.flatnonzero(siblings & (chance.random(len(siblings)) < TWINS)) + 1
        self.born[twin], self.family[twin] = self.born[twin - 1], self.family[twin - 1]
        head = np.searchsorted(self.household, self.household)
        son = self.child & (self.sex == 1) & (self.sex[head] == 1)
        junior = son & (chance.random(len(son)) < NAMESAKES)
        self.given[junior] = self.given[head][junior]
        self.family[junior] = self.family[head][junior]

    def _homes(self, chance: np.random.Generator, count: int) -> None:
        """Each household's present home and, where it moved, the one before."""
        homes = int(self.household[-1]) + 1
        moved = chance.random(homes) < MOVED
        self.home = self.household
        self.before = np.where(moved[self.household], homes + self.household, self.household)
        codes = postcodes(max(2 * homes // _HOMES_PER_POSTCODE, 5))
        self.postcode = codes[chance.integers(0, len(codes), 2 * homes)]
        self.uprn = 10_000_000_000 + chance.permutation(2 * homes) * 7


def postcodes(count: int) -> np.ndarray:
    """Distinct made-up postcodes, street after street."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    area = [f"{a}{n}" for a in ("W", "SW", "NW", "N", "SE", "E", "CR", "BR") for n in range(1, 30)]
    made = (
        f"{area[n // 2800 % len(area)]} {n // 400 % 7 + 1}{letters[n // 20 % 20]}{letters[n % 20]}"
        for n in range(count)
    )
    return np.array(list(made), dtype=object)


def _births(chance: np.random.Generator, child: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Partners are of like age; children are under nineteen."""
    count = len(child)
    head = chance.integers(20, 88, count)
    first = np.maximum.accumulate(np.where(place == 0, np.arange(count), 0))
    age = np.clip(head[first] + np.where(place > 0, chance.integers(-6, 7, count), 0), 19, 95)
    age = np.where(child, chance.integers(0, 19, count), age)
    return TODAY - age * 365 - age // 4 - chance.integers(0, 365, count)


def _nhs_numbers(chance: np.random.Generator, count: int) -> np.ndarray:
    """Valid numbers from the 999 range, which is never issued."""
    every = 999_000_000 + np.arange(1_000_000)
    check = check_digit(every)
    valid = (every * 10 + check)[check < 10]
    if count > len(valid):
        raise SystemExit(f"{count:,} people: the 999 range has {len(valid):,} NHS numbers")
    return chance.permutation(valid)[:count]


def check_digit(nine: np.ndarray) -> np.ndarray:
    """The tenth digit by modulus 11; 10 where there is no such number."""
    total = sum((nine // 10**place % 10) * (2 + place) for place in range(9))
    return (11 - total % 11) % 11
