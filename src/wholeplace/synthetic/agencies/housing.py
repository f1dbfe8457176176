"""Social landlords' lettings, in the manner of CORE: two rows of questions above the header."""

from pathlib import Path

import numpy as np

from ..days import AS_AT, NEVER, START, ages, parts, written
from ..formats import write_csv
from ..households import Role
from ..records import Habits, Roster, hear, lines, local_ids, postcodes
from ..text import Strings, numbers, pick, when
from ..world import World

SOURCE = "housing-lettings"
HABITS = Habits(familiar=0.05, born=0.018, plain=True)
SLOTS = range(2, 9)
RELATIONS = {Role.PARTNER: "P", Role.CHILD: "C", Role.GROWN_CHILD: "C"}


def deliver(world: World, extracts: Path) -> list[Roster]:
    """Write one row for each tenancy, the lead tenant named and the others by age."""
    rng = world.rng("housing")
    tenant, unit, door, start, end = _tenancies(world, rng)
    code = local_ids("T", 7, len(tenant), rng)
    said = hear(world, tenant, start, HABITS, rng)
    year, month, of_month = parts(start)
    columns = {
        "tenancycode": code,
        "propcode": numbers(door + 1, 7),
        "uprn": pick(world.units.addresses.uprn, door),
        "address1": lines(world, door, rng, 0.03),
        "postcode": postcodes(world, door, rng, 0.01),
        "startday": numbers(of_month),
        "startmonth": numbers(month),
        "startyear": numbers(year),
        "enddate": written(end),
        "forename1": said.given,
        "surname1": said.family,
        "dob1": written(said.born),
        "sex1": pick(("M", "F"), said.female.astype(int)),
        "household_size": numbers(world.units.counts[unit].sum(axis=1)),
        "homeless": pick(("0", "1"), (rng.random(len(unit)) < 0.2).astype(int)),
        "needstype": when(rng.random(len(unit)) < 0.94, "1", "2"),
        **_others(world, unit, tenant, start),
    }
    order = np.argsort(start, kind="stable")
    write_csv(
        extracts / "housing" / "lettings.csv",
        {name: column.take(order) for name, column in columns.items()},
        preamble=_questions(list(columns)),
    )
    return [Roster(SOURCE, code, tenant)]


def _tenancies(world: World, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Let a third of homes, more in hard-pressed ones; movers' earlier tenancies have ended."""
    units, people, needs = world.units, world.people, world.needs
    lead = _leads(world)
    chance = np.clip(0.3 * np.exp(0.55 * needs.hardship), 0, 0.9)
    chance = np.where(needs.troubled, 0.9, chance)
    social = units.private & (rng.random(len(units)) < chance) & (lead >= 0)
    unit = np.flatnonzero(social)
    unit = unit[needs.known[lead[unit]] & ~needs.neet_hidden[lead[unit]]]
    arrived = units.moved[unit] > 0
    grown = np.maximum(people.born[lead[unit]] + 19 * 366, AS_AT - 9000)
    long_ago = grown + (rng.random(len(unit)) * np.maximum(AS_AT - 40 - grown, 1)).astype(int)
    start = np.where(arrived, units.moved[unit], long_ago)
    came = np.flatnonzero(arrived & (units.moved[unit] > START) & (rng.random(len(unit)) < 0.5))
    before = unit[came]
    first = np.maximum(
        units.moved[before] - rng.integers(200, 3000, len(before)),
        people.born[lead[before]] + 18 * 366,
    )
    kept = first < units.moved[before]
    before, first = before[kept], first[kept]
    whole = np.concatenate([unit, before])
    return (
        lead[whole],
        whole,
        np.concatenate([unit, units.previous[before]]),
        np.concatenate([start, first]).astype(np.int32),
        np.concatenate([np.full(len(unit), NEVER), units.moved[before]]).astype(np.int32),
    )


def _leads(world: World) -> np.ndarray:
    """Find the person who signs: the head, or the first sharer; nobody dead."""
    people = world.people
    signs = np.isin(people.role, (Role.HEAD, Role.SHARER)) & (people.nth == 0) & people.alive
    lead = np.full(len(world.units), -1)
    signers = np.flatnonzero(signs)
    lead[people.unit[signers]] = signers
    return lead


def _others(
    world: World, unit: np.ndarray, tenant: np.ndarray, start: np.ndarray
) -> dict[str, Strings]:
    """Fill slots 2 to 8 with everybody else's relation and age when the home was let."""
    people = world.people
    first = np.searchsorted(people.unit, unit)
    size = np.searchsorted(people.unit, unit, side="right") - first
    relation = np.array([RELATIONS.get(Role(role), "X") for role in range(len(Role))], dtype=object)
    columns: dict[str, Strings] = {}
    for slot in SLOTS:
        place = first + slot - 1
        there = (slot <= size) & (place < len(people))
        member = np.where(there, place, 0)
        there &= people.born[member] <= start
        columns[f"relat{slot}"] = when(there, pick(relation, people.role[member]), "")
        age = np.maximum(ages(people.born[member], start), 0)
        columns[f"age{slot}"] = when(there, numbers(age), "")
    return columns


def _questions(names: list[str]) -> str:
    section = ["Section", "Property", "Tenancy", "Household"]
    return f"{_padded(section, len(names))}\nQuestion,{_padded([], len(names) - 1)}\n"


def _padded(cells: list[str], width: int) -> str:
    return ",".join([*cells, *[""] * (width - len(cells))][:width])
