"""What eight agencies write about the people they know: each with its own columns and faults."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .people import TODAY, People, check_digit

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORT = {
    "William": "Bill", "Robert": "Bob", "Richard": "Rick", "Michael": "Mick", "Thomas": "Tom",
    "James": "Jim", "Edward": "Ted", "Joseph": "Joe", "Samuel": "Sam", "Daniel": "Danny",
    "Anthony": "Tony", "Christopher": "Chris", "Matthew": "Matt", "Andrew": "Andy",
    "David": "Dave", "Stephen": "Steve", "Nicholas": "Nick", "Alexander": "Alex",
    "Benjamin": "Ben", "Frederick": "Fred", "Kenneth": "Ken", "Ronald": "Ron",
    "Joshua": "Josh", "Zachary": "Zak", "Timothy": "Tim", "Philip": "Phil",
    "Elizabeth": "Liz", "Margaret": "Maggie", "Catherine": "Kate", "Patricia": "Pat",
    "Susan": "Sue", "Jennifer": "Jenny", "Rebecca": "Becky", "Victoria": "Vicky",
    "Samantha": "Sam", "Deborah": "Debbie", "Christine": "Chris", "Jacqueline": "Jackie",
    "Dorothy": "Dot", "Eleanor": "Ellie", "Abigail": "Abi", "Alexandra": "Alex",
    "Matilda": "Tilly", "Charlotte": "Lottie", "Mohammed": "Mohamed", "Hussein": "Hussain",
    "Ahmed": "Ahmad", "Yusuf": "Yousef", "Fatima": "Fatimah", "Aisha": "Ayesha",
    "Giovanni": "Gianni", "Katarzyna": "Kasia", "Magdalena": "Magda", "Babatunde": "Tunde",
}  # fmt: skip


@dataclass(frozen=True)
class Agency:
    """Whom an agency lists, what it holds, and how careful it is (1 is usual)."""

    source: str
    share: float
    ages: tuple[int, int]
    nhs: float = 0.0
    uprn: float = 0.0
    faults: float = 1.0
    twice: float = 0.0  # share of its people whom it lists a second time


AGENCIES = (
    Agency("gp", 0.80, (0, 120), nhs=0.97, faults=0.5),
    Agency("ae", 0.40, (0, 120), nhs=0.85, faults=1.2, twice=0.08),
    Agency("adult-care", 0.12, (18, 120), nhs=0.80, uprn=0.50, faults=0.9),
    Agency("children", 0.28, (0, 18), nhs=0.45, uprn=0.40, faults=0.9),
    Agency("police", 0.24, (12, 90), faults=1.8, twice=0.06),
    Agency("probation", 0.05, (18, 75), faults=1.0),
    Agency("dwp", 0.34, (18, 100), faults=0.7),
    Agency("housing", 0.30, (18, 100), uprn=0.95, faults=1.4),
)


def listed(
    chance: np.random.Generator, people: People, agency: Agency, noise: float
) -> dict[str, np.ndarray]:
    """One agency's list in random order, a value or None per column."""
    age = (TODAY - people.born).astype(int) / 365.25
    known = (age >= agency.ages[0]) & (age < agency.ages[1])
    person = np.flatnonzero(
        known & (chance.random(len(age)) < np.minimum(agency.share * people.need, 0.98))
    )
    again = person[chance.random(len(person)) < agency.twice]
    person = chance.permutation(np.concatenate([person, again]))
    rate = agency.faults * noise

    def some(share: float) -> np.ndarray:
        return chance.random(len(person)) < min(share * rate, 0.9)

    given, family = _names(chance, people, person, some)
    postcode, uprn = _place(chance, people, person, agency, some)
    return {
        "person": person,
        "given": given,
        "family": family,
        "birth_date": _birth_dates(chance, people.born[person], some),
        "sex": _sex(people.sex[person], some),
        "postcode": postcode,
        "uprn": uprn,
        "nhs": _nhs(chance, people, person, agency, some),
    }


Some = Callable[[float], np.ndarray]


def _names(
    chance: np.random.Generator, people: People, person: np.ndarray, some: Some
) -> tuple[np.ndarray, np.ndarray]:
    given = people.given[person].copy()
    old = chance.random(len(person)) < 0.4
    family = np.where(old, people.maiden[person], people.family[person])
    nick = some(0.04)
    given[nick] = [SHORT.get(name, name) for name in given[nick]]
    initial = some(0.008)
    given[initial] = [name[0] for name in given[initial]]
    second = some(0.012)
    given[second] += " " + people.given[chance.permutation(person)[second]]
    joined = some(0.008)
    family[joined] += "-" + people.maiden[chance.permutation(person)[joined]]
    given, family = typed(chance, given, some(0.025)), typed(chance, family, some(0.03))
    swap = some(0.008)
    given[swap], family[swap] = family[swap], given[swap].copy()
    shout = chance.random(len(person)) < 0.2
    given[shout] = [name.upper() for name in given[shout]]
    given[some(0.003)] = None
    return given, family


def _birth_dates(chance: np.random.Generator, born: np.ndarray, some: Some) -> np.ndarray:
    years, months = born.astype("datetime64[Y]"), born.astype("datetime64[M]")
    day, month = (born - months).astype(int) + 1, (months - years).astype(int) + 1
    swap = some(0.012) & (day <= 12)
    day, month = np.where(swap, month, day), np.where(swap, day, month)
    wrong = some(0.014)
    day = np.where(wrong, np.clip(day + chance.choice([-10, -1, 1, 10], len(day)), 1, 28), day)
    month = np.where(some(0.005), chance.integers(1, 13, len(month)), month)
    day = np.minimum(day, 28 + (month != 2) * 2)
    years = years + np.where(some(0.008), chance.choice([-10, -1, 1, 10], len(day)), 0)
    first = some(0.008)  # 1 January stands for "some day that year"
    day, month = np.where(first, 1, day), np.where(first, 1, month)
    whole = (years.astype("datetime64[M]") + (month - 1)).astype("datetime64[D]") + (day - 1)
    whole[some(0.01)] = np.datetime64("NaT")
    return whole


def _sex(sex: np.ndarray, some: Some) -> np.ndarray:
    words = np.array(["female", "male", None], dtype=object)
    return words[np.where(some(0.02), 2, sex ^ some(0.004))]


def _place(
    chance: np.random.Generator, people: People, person: np.ndarray, agency: Agency, some: Some
) -> tuple[np.ndarray, np.ndarray]:
    """Postcode and UPRN as they stand on the list: of the home before for some who moved."""
    stale = chance.random(len(person)) < 0.35
    home = np.where(stale, people.before[person], people.home[person])
    uprn = people.uprn[home].astype(str).astype(object)
    uprn[chance.random(len(person)) >= agency.uprn] = None
    postcode = typed(chance, people.postcode[home], some(0.010), digits=True)
    cut = some(0.015)
    postcode[cut] = [code.partition(" ")[0] for code in postcode[cut]]
    postcode[some(0.03)] = None
    return postcode, uprn


def _nhs(
    chance: np.random.Generator, people: People, person: np.ndarray, agency: Agency, some: Some
) -> np.ndarray:
    """As typed: mostly the person's own; some belong to another, some fail their check digit."""
    number = people.nhs[person].copy()
    borrowed = np.flatnonzero(some(0.002))
    lender = np.clip(person[borrowed] + chance.choice([-1, 1], len(borrowed)), 0, None)
    number[borrowed] = people.nhs[np.minimum(lender, len(people.nhs) - 1)]
    wrong = some(0.010)
    number = np.where(wrong, number + 10 ** chance.integers(1, 7, len(number)), number)
    text = number.astype(str).astype(object)
    text[chance.random(len(person)) >= agency.nhs] = None
    return text


def is_valid(numbers: np.ndarray) -> np.ndarray:
    """Whether each NHS number, text or None, has its check digit right."""
    there = np.array([value is not None for value in numbers])
    whole = np.zeros(len(numbers), dtype=np.int64)
    whole[there] = numbers[there].astype(np.int64)
    return there & (check_digit(whole // 10) == whole % 10)


def typed(
    chance: np.random.Generator, values: np.ndarray, wrong: np.ndarray, digits: bool = False
) -> np.ndarray:
    """One character dropped, doubled, changed or swapped with the next, where ``wrong``."""
    values, letters = values.copy(), "0123456789" if digits else LETTERS
    rows = np.flatnonzero(wrong)
    kinds, places = chance.integers(0, 4, len(rows)), chance.random(len(rows))
    drawn = chance.integers(0, len(letters), len(rows))
    for row, kind, place, letter in zip(rows, kinds, places, drawn, strict=True):
        text = values[row]
        at = int(place * max(len(text) - 1, 1))
        values[row] = (
            text[:at] + text[at + 1 :],
            text[: at + 1] + text[at:],
            text[:at] + letters[letter] + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
        )[kind]
    return values
