"""Numbers agencies give to people: right in form, never anyone's.

NHS numbers stay in the range kept for tests (999…); National Insurance numbers use prefixes kept
for administration, which no person is given.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from .text import Strings, glue, numbers, pick

NHS_FIRST = 999_000_000
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
NINO_PREFIXES = ("CR", "MW", "NC", "PY", "PZ")
SCHOOL_AUTHORITIES = np.array([213, 207, 205])  # in the order of the boroughs


@dataclass(frozen=True)
class Identifiers:
    """Each person's numbers, whether or not any agency ever uses them."""

    nhs: Strings
    upn: Strings
    nino: Strings


def assign(borough: np.ndarray, rng: np.random.Generator) -> Identifiers:
    """Give every person one number of each scheme, no two alike."""
    people = len(borough)
    return Identifiers(
        nhs=numbers(nhs_numbers(people, rng)),
        upn=upns(SCHOOL_AUTHORITIES[borough], people, rng),
        nino=ninos(people, rng),
    )


def nhs_numbers(count: int, rng: np.random.Generator) -> np.ndarray:
    """Draw distinct numbers of the test range whose check digit is right."""
    first_nine = NHS_FIRST + np.arange(1_000_000)
    check = nhs_check(first_nine)
    valid = (first_nine * 10 + check)[check < 10]
    return valid[distinct(len(valid), count, rng)]


def nhs_check(first_nine: np.ndarray) -> np.ndarray:
    """Work out the modulus 11 check digit; 10 means the number may not be used."""
    weighted = sum(first_nine // 10**power % 10 * (power + 2) for power in range(9))
    return (11 - weighted % 11) % 11


def upns(authority: np.ndarray, count: int, rng: np.random.Generator) -> Strings:
    """Draw unique pupil numbers: check letter, authority, then nine digits."""
    serial = distinct(10_000_000, count, rng) + 200_000_000
    twelve = authority.astype(np.int64) * 1_000_000_000 + serial
    return glue(pick(list(UPN_LETTERS), upn_check(twelve)), numbers(twelve, 12))


def upn_check(twelve: np.ndarray) -> np.ndarray:
    """Work out the place of the check letter: weights 2 to 13, modulus 23."""
    return sum(twelve // 10 ** (11 - place) % 10 * (place + 2) for place in range(12)) % 23


def ninos(count: int, rng: np.random.Generator) -> Strings:
    """Draw National Insurance numbers, no two alike."""
    drawn = distinct(len(NINO_PREFIXES) * 1_000_000, count, rng)
    suffix = pick(list("ABCD"), rng.integers(0, 4, count))
    return glue(pick(NINO_PREFIXES, drawn // 1_000_000), numbers(drawn % 1_000_000, 6), suffix)


def pnc_ids(count: int, rng: np.random.Generator) -> tuple[Strings, Strings]:
    """Draw Police National Computer ids, each written long and short."""
    year = rng.integers(1980, 2014, count)
    serial = distinct(900_000, count, rng) + 10_000
    letter = pick(list(PNC_LETTERS), (year % 100 * 10_000_000 + serial) % 23)
    tail = glue("/", numbers(serial), letter)
    long_tail = glue("/", numbers(serial, 7), letter)
    return glue(numbers(year), long_tail), glue(numbers(year % 100, 2), tail)


def prison_numbers(count: int, rng: np.random.Generator) -> Strings:
    """Draw prison numbers such as A1234BC."""
    drawn = distinct(10_000 * 26 * 20, count, rng)
    first = pick(list("ABCDEFGHJKLMNPQRSTUV"), drawn % 20)
    last = pick([chr(65 + n) for n in range(26)], drawn // 20 % 26)
    return glue(first, numbers(drawn // 520, 4), "Z", last)


def distinct(below: int, count: int, rng: np.random.Generator) -> np.ndarray:
    """Draw whole numbers under a limit, no two alike."""
    return rng.choice(below, count, replace=False)


def mistyped(number: Strings, rng: np.random.Generator) -> Strings:
    """Change the last digit, so that the check digit no longer holds."""
    last = pc.cast(pc.utf8_slice_codeunits(number, -1), "int64").to_numpy()
    wrong = (last + rng.integers(1, 10, len(last))) % 10
    return glue(pc.utf8_slice_codeunits(number, 0, -1), numbers(wrong))
