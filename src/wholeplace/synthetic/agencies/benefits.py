"""The Department for Work and Pensions' matched list of claims."""

from pathlib import Path

import numpy as np

from ..days import AS_AT, NEVER, SHORT_MONTH, START, Days, written
from ..formats import write_csv
from ..records import Habits, Roster, doors, hear, lines, postcodes
from ..text import pick, when
from ..world import World

SOURCE = "dwp-benefits"
HABITS = Habits(familiar=0.035, given_typo=0.015, born=0.016, plain=True, capitals=True)
BENEFITS = ("JSA", "ESA", "IS", "IB", "CA", "PC")
JSA, ESA, IS, IB, CA, PC = range(6)
PROTECTED_SHARE = 0.004


def deliver(world: World, extracts: Path) -> list[Roster]:
    """Write every claim open at some time since April 2011."""
    rng = world.rng("benefits")
    person, benefit, start, end = _claims(world, rng)
    claimants, row = np.unique(person, return_inverse=True)
    nino = world.identifiers.nino.take(claimants)
    said = hear(world, claimants, np.full(len(claimants), AS_AT - 200), HABITS, rng)
    protected = (rng.random(len(claimants)) < PROTECTED_SHARE)[row]
    door = doors(world, person, np.minimum(end, AS_AT), 0.012, rng)
    order = np.lexsort((start, rng.permutation(len(claimants))[row]))

    columns = {
        "NINO": pick(nino, row),
        "SURNAME": pick(said.family, row),
        "FORENAME": pick(said.given, row),
        "DOB": written(said.born[row], SHORT_MONTH),
        "ADDRESS_LINE_1": when(protected, "", lines(world, door, rng, 0.05)),
        "POSTCODE": when(protected, "", postcodes(world, door, rng, 0.02)),
        "BENEFIT": pick(BENEFITS, benefit),
        "CLAIM_START": written(start),
        "CLAIM_END": written(end),
        "SPECIAL": when(protected, "Y", ""),
    }
    path = extracts / "dwp" / "benefit_list.csv"
    write_csv(path, {name: column.take(order) for name, column in columns.items()})
    return [Roster(SOURCE, nino, claimants)]


def _claims(world: World, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, Days, Days]:
    """Gather open out-of-work claims as planted, ended ones, and benefits that are no criterion."""
    parts = (_open(world, rng), _ended(world, rng), _not_for_work(world, rng))
    person, benefit, start, end = (np.concatenate(column) for column in zip(*parts, strict=True))
    end = np.where(world.people.died[person] < end, world.people.died[person], end)
    kept = start < np.minimum(end, AS_AT)
    return person[kept], benefit[kept], start[kept].astype(np.int32), end[kept].astype(np.int32)


def _open(world: World, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Open the planted claims; only the planted young of the north draw Jobseeker's Allowance."""
    person = np.flatnonzero(world.needs.workless)
    age = world.people.age[person]
    benefit = rng.choice([JSA, ESA, IS, IB], len(person), p=(0.4, 0.38, 0.17, 0.05))
    young = (age <= 24) & (benefit == JSA)
    benefit = np.where(young, ESA, benefit)
    benefit = np.where(world.needs.neet_claimant[person], JSA, benefit)
    start = AS_AT - 70 - rng.exponential(np.where(benefit == JSA, 200, 900)).astype(int)
    came_of_age = world.people.born[person] + 18 * 366
    return person, benefit, np.clip(start, came_of_age, AS_AT - 40), np.full(len(person), NEVER)


def _ended(world: World, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Scatter claims that ended, some only weeks before: near misses."""
    people, needs = world.people, world.needs
    able = needs.known & (people.age >= 20) & (people.age <= 66)
    family = needs.troubled[people.unit] & able
    chance = np.where(family, 0.9, 0.24 * np.exp(0.5 * needs.hardship[people.unit]))
    once = np.flatnonzero(able & (rng.random(len(people)) < chance))
    person = np.repeat(once, rng.choice([1, 2, 3, 4], len(once), p=(0.4, 0.3, 0.2, 0.1)))
    benefit = rng.choice([JSA, ESA, IS, IB], len(person), p=(0.6, 0.22, 0.13, 0.05))
    end = rng.integers(START + 10, AS_AT - 15, len(person))
    end = np.where(needs.workless[person], np.minimum(end, AS_AT - 700), end)
    start = end - 20 - rng.exponential(160, len(person)).astype(int)
    return person, benefit, np.maximum(start, people.born[person] + 18 * 366), end


def _not_for_work(world: World, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Open claims that are not out-of-work benefits of an adult: carers, pensioners, youths."""
    people, known = world.people, world.needs.known
    hardship = np.exp(0.5 * world.needs.hardship[people.unit])
    luck = rng.random(len(people))
    carer = known & (people.age >= 25) & (people.age <= 63) & (luck < 0.025 * hardship)
    pensioner = known & (people.age >= 66) & (luck < 0.25 * hardship)
    youth = known & (people.born > AS_AT - 17.8 * 365) & (people.age == 17) & (luck < 0.03)
    person = np.flatnonzero(carer | pensioner | youth)
    benefit = np.select([pensioner[person], carer[person]], [PC, CA], IS)
    start = np.where(
        youth[person],
        AS_AT - 60 - rng.integers(0, 200, len(person)),
        AS_AT - 80 - rng.exponential(700, len(person)).astype(int),
    )
    end = np.where(rng.random(len(person)) < 0.85, NEVER, AS_AT - rng.integers(5, 60, len(person)))
    return person, benefit, start, end
