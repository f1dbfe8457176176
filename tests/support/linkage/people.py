"""Invented people as several agencies would list them, with truth, for testing the linkage room.

Deliberately shares nothing with the synthetic place: names come from syllables, and its error rates
are its own, so that a model which pleases one generator is tried on another.
"""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

DAY = np.datetime64("1970-01-01")
TODAY = np.datetime64("2014-03-31")
MALE = "James Oliver Jack Daniel Samuel Thomas William Robert Michael David John Ahmed Mohammed"
MALE += " Omar Yusuf Ibrahim Kwame Kofi Chidi Tunde Luca Marco Piotr Jan Raj Arjun Wei Ming Jose"
MALE += " Carlos Benjamin Joseph Edward George Peter Paul Mark Liam Noah Ethan Leon Andre Tyrone"
FEMALE = "Mary Sarah Elizabeth Emma Olivia Sophie Jessica Charlotte Catherine Margaret Susan Amina"
FEMALE += " Fatima Aisha Khadija Maryam Zainab Abena Ngozi Funmi Giulia Sofia Anna Katarzyna Priya"
FEMALE += " Anjali Mei Ling Maria Carmen Victoria Rebecca Jennifer Grace Ruby Lily Chloe Zara Jade"
NICK = {"James": "Jimmy", "Daniel": "Danny", "Samuel": "Sam", "Thomas": "Tommy", "William": "Bill",
        "Robert": "Bob", "Michael": "Mike", "David": "Dave", "Mohammed": "Mohamed", "Mary": "Molly",
        "Elizabeth": "Liz", "Catherine": "Kate", "Margaret": "Peggy", "Susan": "Sue",
        "Joseph": "Joe", "Edward": "Ted", "Benjamin": "Ben", "Rebecca": "Becky",
        "Jennifer": "Jenny", "Victoria": "Vicky", "Jessica": "Jess"}  # fmt: skip
SYLLABLES = "ba ko mar tin el dan ro shi ven ser al mor kha lee ong wil son ton ford ham"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Agency:
    """Whom an agency lists, and what it writes about them."""

    source: str
    share: float
    ages: tuple[int, int]
    named: float = 1.0
    line: float = 1.0
    ids: dict[str, float] = field(default_factory=dict)
    uprn: float = 0.0
    restricted: float = 0.0
    aliases: float = 0.0
    history: float = 0.0  # share of people listed with their earlier address too
    born: float = 1.0  # how wrong its birth dates are, 1 being usual


AGENCIES = [
    Agency(
        "ae-attendances",
        0.40,
        (0, 110),
        named=0.12,
        line=0.12,
        ids={"nhs": 0.88},
        history=0.7,
        born=0.2,
    ),
    Agency("cin-hammersmith", 0.10, (0, 18), named=0.0, line=0.0, ids={"la_child": 1, "upn": 0.7}),
    Agency("cld-hammersmith", 0.10, (18, 110), named=0.0, line=0.0, ids={"nhs": 0.85}, born=0.2),
    Agency("dwp-benefits", 0.25, (18, 67), ids={"nino": 0.97}, restricted=0.02),
    Agency("housing-lettings", 0.15, (18, 110), uprn=0.9),
    Agency("police-offences", 0.12, (12, 70), ids={"pnc": 0.6}),
    Agency("prison-releases", 0.03, (18, 70), line=0.0, ids={"pnc": 0.8, "nomis": 1}, aliases=0.2),
    Agency("school-roll", 0.92, (5, 17), ids={"upn": 0.97}),
    Agency("youth-justice", 0.08, (10, 18)),
    Agency("care-proceedings", 0.03, (0, 17), line=0.0, ids={"la_child": 0.9}),
]
BOROUGH = {"la_child": "E09000013:"}


@dataclass
class People:
    """The three harmonised tables and the true person of each record."""

    records: pa.Table
    identifiers: pa.Table
    addresses: pa.Table
    truth: np.ndarray
    household: np.ndarray  # of each person


def make_people(
    count: int, seed: int, noise: float = 1.0, agencies: list[Agency] = AGENCIES
) -> People:
    """Draw people in households, then what every agency writes about those it knows."""
    chance = np.random.default_rng(seed)
    world = _World(chance, count)
    lists = [_listed(chance, world, agency, noise) for agency in agencies]
    start = np.cumsum([0, *(len(part["person"]) for part in lists)])
    records = pa.concat_tables(
        _records(part, int(at)) for part, at in zip(lists, start[:-1], strict=True)
    )
    addresses = pa.concat_tables(
        _addresses(part, int(at)) for part, at in zip(lists, start[:-1], strict=True)
    )
    identifiers = pa.concat_tables(
        _identifiers(chance, world, part, int(at), agency, noise)
        for part, at, agency in zip(lists, start[:-1], agencies, strict=True)
    )
    truth = np.concatenate([part["person"] for part in lists])
    return People(records, identifiers, addresses, truth, world.household)


class _World:
    """People as they are: arrays with one entry per person."""

    def __init__(self, chance: np.random.Generator, count: int) -> None:
        sizes = chance.choice([1, 2, 3, 4, 5, 6], size=count, p=[0.3, 0.25, 0.18, 0.15, 0.08, 0.04])
        self.household = np.repeat(np.arange(count), sizes)[:count]
        place = np.arange(count) - np.searchsorted(self.household, self.household)
        adults = np.where(sizes[self.household] >= 3, 1 + (chance.random(count) < 0.6), 2)
        child = place >= adults
        age = np.where(child, chance.integers(0, 19, count), chance.integers(20, 88, count))
        self.born = (TODAY - age * 365 - chance.integers(0, 365, count)).astype("datetime64[D]")
        self.sex = chance.integers(0, 2, count)
        pool = [np.array(FEMALE.split()), np.array(MALE.split())]
        rank = np.floor(chance.random(count) ** 1.6 * 39).astype(int)
        self.given = np.where(self.sex == 1, pool[1][rank % 41], pool[0][rank % 39]).astype(object)
        surnames = _surnames(chance)
        drawn = surnames[np.floor(chance.random((2, count)) ** 2.2 * len(surnames)).astype(int)]
        own = chance.random(count) < 0.22
        self.family = np.where(own, drawn[1], drawn[0][self.household]).astype(object)
        self._look_alikes(chance, child)
        self._homes(chance, count)

    def _look_alikes(self, chance: np.random.Generator, child: np.ndarray) -> None:
        """Twins, and sons named as their father."""
        next_to = (self.household[1:] == self.household[:-1]) & child[1:] & child[:-1]
        twin = np.flatnonzero(next_to & (chance.random(len(next_to)) < 0.03)) + 1
        self.born[twin], self.family[twin] = self.born[twin - 1], self.family[twin - 1]
        head = np.searchsorted(self.household, self.household)
        junior = (
            child & (chance.random(len(child)) < 0.02) & (self.sex == 1) & (self.sex[head] == 1)
        )
        self.given[junior], self.family[junior] = (
            self.given[head][junior],
            self.family[head][junior],
        )

    def _homes(self, chance: np.random.Generator, count: int) -> None:
        """A present and an earlier home for each household; a few people live in a hostel."""
        self.homes = count
        postcodes = _postcodes(chance, max(count // 34, 5))
        streets = _surnames(chance)[:200]
        self.postcode = postcodes[chance.integers(0, len(postcodes), 2 * count)]
        numbers, street = (
            chance.integers(1, 60, 2 * count),
            streets[chance.integers(0, 200, 2 * count)],
        )
        self.line = np.array(
            [f"{n} {s} Road" for n, s in zip(numbers, street, strict=True)], object
        )
        self.home = self.household.copy()
        self.before = np.where(
            chance.random(count)[self.household] < 0.3, count + self.household, self.household
        )
        hostel = chance.random(count) < 0.006
        self.home[hostel] = self.before[hostel] = int(self.household[-1]) + 1
        self.line[int(self.household[-1]) + 1] = "Riverside Hostel"


def _surnames(chance: np.random.Generator) -> np.ndarray:
    syllables = SYLLABLES.split()
    made = {"".join(chance.choice(syllables, chance.integers(2, 4))).title() for _ in range(4000)}
    return np.array(sorted(made), dtype=object)[chance.permutation(len(made))]


def _postcodes(chance: np.random.Generator, count: int) -> np.ndarray:
    units = [a + b for a in "ABDEFGHJLN" for b in "PQRSTUWXYZ"]
    every = [
        f"W{out} {digit}{unit}" for out in range(1, 41) for digit in range(1, 8) for unit in units
    ]
    return np.array(every, dtype=object)[chance.choice(len(every), min(count, len(every)), False)]


def _listed(
    chance: np.random.Generator, world: _World, agency: Agency, noise: float
) -> dict[str, np.ndarray]:
    """What one agency writes: a row per person it lists, right or wrong."""
    age = (TODAY - world.born).astype(int) / 365.25
    wanted = (age >= agency.ages[0]) & (age < agency.ages[1])
    person = np.flatnonzero(wanted & (chance.random(len(age)) < agency.share))
    person = chance.permutation(person)
    size = len(person)

    def some(rate: float) -> np.ndarray:
        return chance.random(size) < rate * noise

    part = {"person": person, "source": np.full(size, agency.source, object)}
    part["local_id"] = np.array([f"{agency.source[:2].upper()}{n:07}" for n in range(size)], object)
    _names(chance, world, part, agency, some)
    part["born"] = _wrong_dates(chance, world.born[person], lambda rate: some(rate * agency.born))
    sex = np.array(["female", "male", "unknown"], object)
    part["sex"] = sex[np.where(some(0.02), 2, world.sex[person] ^ some(0.005))]
    home = np.where(some(0.12), world.before[person], world.home[person])
    hidden = chance.random(size) < agency.restricted
    part["restricted"] = hidden
    part["before"] = np.flatnonzero(chance.random(size) < agency.history)
    part["earlier"] = world.postcode[world.before[person[part["before"]]]]
    part["postcode"] = world.postcode[home].copy()
    part["postcode"][some(0.015) | hidden] = None
    part["line"] = _typed(chance, world.line[home], some(0.02))
    part["line"][(chance.random(size) >= agency.line) | hidden] = None
    part["uprn"] = np.array([f"1000{h:07}" for h in home], object)
    part["uprn"][(chance.random(size) >= agency.uprn) | hidden] = None
    return part


def _names(chance, world: _World, part: dict, agency: Agency, some) -> None:
    person = part["person"]
    given, family = world.given[person].copy(), world.family[person].copy()
    married = some(0.04) & (world.sex[person] == 0)
    family[married] = world.family[(person[married] + 7) % len(world.family)]
    nick = some(0.06)
    given[nick] = [NICK.get(name, name) for name in given[nick]]
    first = some(0.008)
    given[first] = [name[0] for name in given[first]]
    given, family = _typed(chance, given, some(0.02)), _typed(chance, family, some(0.03))
    swap = some(0.008)
    given[swap], family[swap] = family[swap], given[swap].copy()
    hidden = chance.random(len(person)) >= agency.named
    part["aliases"] = np.where(
        chance.random(len(person)) < agency.aliases,
        np.array([f"{g} {f}" for g, f in zip(given, np.roll(family, 1), strict=True)], object),
        None,
    )
    given[hidden] = family[hidden] = None
    part["given"], part["family"] = given, family


def _typed(chance: np.random.Generator, values: np.ndarray, wrong: np.ndarray) -> np.ndarray:
    """One letter dropped, doubled, changed or swapped with the next."""
    values = values.copy()
    for row in np.flatnonzero(wrong):
        text, at = values[row], int(chance.integers(0, max(len(values[row]) - 1, 1)))
        letter = LETTERS[chance.integers(26)]
        values[row] = (
            text[:at] + text[at + 1 :],
            text[: at + 1] + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
        )[int(chance.integers(4))]
    return values


def _wrong_dates(chance: np.random.Generator, born: np.ndarray, some) -> np.ndarray:
    size = len(born)
    years, months = born.astype("datetime64[Y]"), born.astype("datetime64[M]")
    day, month = (born - months).astype(int) + 1, (months - years).astype(int) + 1
    swap = some(0.01) & (day <= 12)
    day, month = np.where(swap, month, day), np.where(swap, day, month)
    day = np.where(some(0.012), np.clip(day + chance.choice([-10, -1, 1, 10], size), 1, 28), day)
    years = years + np.where(some(0.006), chance.choice([-10, -1, 1], size), 0)
    first = some(0.003)
    day, month = np.where(first, 1, day), np.where(first, 1, month)
    return (years.astype("datetime64[M]") + (month - 1)).astype("datetime64[D]") + (day - 1)


def _records(part: dict, at: int) -> pa.Table:
    size = len(part["person"])
    text = {
        name: pa.array(part[name], pa.string(), from_pandas=True)
        for name in ("source", "local_id", "given", "family", "aliases", "sex")
    }
    return pa.table(
        {
            "record": pa.array(np.arange(at, at + size)),
            "zone": pa.array(["named"] * size, pa.string()),
            **text,
            "birth_date": pa.array(part["born"].astype("datetime64[D]")),
            "birth_precision": pa.array(["day"] * size, pa.string()),
            "restricted": pa.array(part["restricted"]),
        }
    )


def _addresses(part: dict, at: int) -> pa.Table:
    now, before = np.arange(len(part["person"])), part["before"]
    blank = np.full(len(before), None, dtype=object)
    text = {
        "uprn": np.concatenate([part["uprn"], blank]),
        "line": np.concatenate([part["line"], blank]),
        "postcode": np.concatenate([part["postcode"], part["earlier"]]),
    }
    nothing = pa.nulls(len(now) + len(before), pa.date32())
    return pa.table(
        {
            "record": pa.array(np.concatenate([now, before]) + at),
            **{
                name: pa.array(cells, pa.string(), from_pandas=True) for name, cells in text.items()
            },
            "start": nothing,
            "end": pa.array([None] * len(now) + [TODAY.astype(object)] * len(before), pa.date32()),
        }
    )


def _identifiers(
    chance: np.random.Generator, world: _World, part: dict, at: int, agency: Agency, noise: float
) -> pa.Table:
    tables = []
    for scheme, share in agency.ids.items():
        has = np.flatnonzero(chance.random(len(part["person"])) < share)
        owner = part["person"][has].copy()
        borrowed = chance.random(len(has)) < 0.004 * noise
        owner[borrowed] = chance.integers(0, len(world.given), int(borrowed.sum()))
        prefix = BOROUGH.get(scheme, "")
        tables.append(
            pa.table(
                {
                    "record": pa.array(has + at),
                    "scheme": pa.array([scheme] * len(has), pa.string()),
                    "value": pa.array(
                        [f"{prefix}{scheme[:1].upper()}{n:09}" for n in _spread(owner)], pa.string()
                    ),
                    "valid": pa.array(np.ones(len(has), bool)),
                }
            )
        )
    return pa.concat_tables(tables) if tables else _NO_IDENTIFIERS


def _spread(owner: np.ndarray) -> np.ndarray:
    """Numbers that differ in many digits between neighbours, as real identifiers do."""
    return owner.astype(np.int64) * 7368787 % 1_000_000_007


_NO_IDENTIFIERS = pa.table(
    {
        "record": pa.array([], pa.int64()),
        "scheme": pa.array([], pa.string()),
        "value": pa.array([], pa.string()),
        "valid": pa.array([], pa.bool_()),
    }
)
