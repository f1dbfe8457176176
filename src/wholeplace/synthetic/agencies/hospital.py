"""The acute trust: A&E attendances (ECDS words) and admitted care (HES words)."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..burden import Burden
from ..days import AS_AT, NEVER, YEAR_STARTS, Days, ages, written
from ..formats import write_csv
from ..identifiers import mistyped
from ..records import Habits, Roster, Said, doors, hear, lines, postcodes
from ..text import Strings, glue, numbers, pick, when
from ..world import World

SOURCE = "ae-attendances"
SITES = ("RYJ01", "RYJ02", "RQM01")
# Chance of each site by borough: Westminster, Kensington and Chelsea, Hammersmith and Fulham.
NEAREST = np.array([[0.7, 0.15, 0.15], [0.25, 0.2, 0.55], [0.1, 0.65, 0.25]])
HABITS = Habits(born=0.02, sex=0.001)
UNTRACED, UNTRACED_UNDER_FIVE, NEVER_TRACED = 0.10, 0.25, 0.02
STALE = 0.015
YEARS = tuple(zip((*YEAR_STARTS, AS_AT)[:-1], (*YEAR_STARTS, AS_AT)[1:], strict=True))


@dataclass(frozen=True)
class Visits:
    """Everything that brings a person to a site: attendances, then planned spells."""

    person: np.ndarray
    on: Days
    site: np.ndarray
    patient: np.ndarray  # place in the patients' list
    admitted: np.ndarray
    planned: np.ndarray


@dataclass(frozen=True)
class Patients:
    """One row for each number a site has given somebody; a few were given two."""

    person: np.ndarray
    number: Strings
    said: Said
    traced: np.ndarray


def deliver(world: World, burden: Burden, extracts: Path) -> list[Roster]:
    """Write the trust's files and say whose its numbers are."""
    rng = world.rng("hospital")
    visits, keys = _visits(world, burden, rng)
    patients = _patients(world, keys, rng)
    acute = extracts / "acute"
    for first, last in YEARS:
        due = ~visits.planned & (visits.on >= first) & (visits.on < last)
        name = f"ecds_{_year_name(first)}.csv"
        _write_attendances(world, visits, patients, np.flatnonzero(due), acute / name, rng)
    _write_spells(world, visits, patients, acute, rng)
    return [Roster(SOURCE, patients.number, patients.person)]


def _year_name(first: int) -> str:
    year = int(np.datetime64(first, "D").astype("datetime64[Y]").astype(int)) + 1970
    return f"{year}_{(year + 1) % 100}"


def _visits(world: World, burden: Burden, rng: np.random.Generator) -> tuple[Visits, np.ndarray]:
    person = np.concatenate([burden.attended, burden.planned])
    on = np.concatenate([burden.attended_on, burden.planned_on])
    planned = np.arange(len(person)) >= len(burden.attended)
    nearest = np.cumsum(NEAREST, axis=1)[world.people.borough[person]]
    site = (rng.random(len(person))[:, None] > nearest).sum(axis=1).clip(0, 2)
    twice = (person * 2654435761 % 1000 < 30) & (rng.random(len(person)) < 0.4)
    keys, patient = np.unique((person * 3 + site) * 2 + twice, return_inverse=True)
    admitted = np.concatenate([burden.admitted, np.zeros(len(burden.planned), bool)])
    return Visits(person, on, site, patient, admitted, planned), keys


def _patients(world: World, keys: np.ndarray, rng: np.random.Generator) -> Patients:
    person, site = keys // 6, keys // 2 % 3
    number = glue(pick(("A", "B", "C"), site), numbers(rng.permutation(len(keys)) + 1, 7))
    middle = np.full(len(keys), (YEAR_STARTS[0] + AS_AT) // 2)
    said = hear(world, person, middle, HABITS, rng)
    return Patients(person, number, said, rng.random(len(keys)) >= NEVER_TRACED)


def _write_attendances(
    world: World,
    visits: Visits,
    patients: Patients,
    due: np.ndarray,
    path: Path,
    rng: np.random.Generator,
) -> None:
    """Names and the address line are sent only where the NHS number is not verified."""
    due = due[np.argsort(visits.on[due], kind="stable")]
    person, on, patient = visits.person[due], visits.on[due], visits.patient[due]
    young = ages(world.people.born[person], on) < 5
    missed = rng.random(len(due)) < np.where(young, UNTRACED_UNDER_FIVE, UNTRACED)
    verified = patients.traced[patient] & ~missed
    number, status = _nhs_numbers(world, person, verified, rng)
    door = doors(world, person, on, STALE, rng)
    minute = (rng.beta(2.2, 1.6, len(due)) * 1440).astype(np.int64)
    written_name = np.where(verified, world.people.born[person], patients.said.born[patient])
    write_csv(
        path,
        {
            "NhsNumber": number,
            "NhsNumberStatus": status,
            "LocalPatientIdentifier": pick(patients.number, patient),
            "PersonGivenName": when(verified, "", pick(patients.said.given, patient)),
            "PersonFamilyName": when(verified, "", pick(patients.said.family, patient)),
            "PatientBirthDate": written(written_name),
            "PatientStatedGenderCode": _gender(world, person, rng),
            "PostcodeOfUsualAddress": postcodes(world, door, rng, 0.01),
            "PatientUsualAddressLine1": when(verified, "", lines(world, door, rng, 0.05)),
            "ArrivalDate": written(on),
            "ArrivalTime": glue(numbers(minute // 60, 2), ":", numbers(minute % 60, 2)),
            "EmergencyCareArrivalMode": _arrival_mode(visits.admitted[due], rng),
            "EmergencyCareDestinationCode": _destination(visits.admitted[due], rng),
            "ProviderCode": pick(SITES, visits.site[due]),
        },
    )


def _nhs_numbers(
    world: World, person: np.ndarray, verified: np.ndarray, rng: np.random.Generator
) -> tuple[Strings, Strings]:
    """Leave most unverified numbers out; send some untraced, some mistyped."""
    right = pick(world.identifiers.nhs, person)
    luck = rng.random(len(person))
    present = verified | (luck < 0.2)
    number = when(present, right, "")
    wrong = np.flatnonzero(~verified & (luck >= 0.2) & (luck < 0.3))
    if len(wrong):
        place = np.full(len(person), len(person))
        place[wrong] = np.arange(len(wrong))
        number = when(
            place < len(person), _scattered(mistyped(right.take(wrong), rng), place), number
        )
        present[wrong] = True
    return number, when(verified, "01", when(present, "02", "07"))


def _scattered(values: Strings, place: np.ndarray) -> Strings:
    return pick(values, np.where(place < len(place), place, 0))


def _gender(world: World, person: np.ndarray, rng: np.random.Generator) -> Strings:
    """Code 1 male, 2 female, and seldom 9 or X, not said."""
    code = np.where(world.people.female[person], 1, 0)
    luck = rng.random(len(person))
    return pick(("1", "2", "9", "X"), np.where(luck < 0.004, 2, np.where(luck < 0.006, 3, code)))


def _arrival_mode(admitted: np.ndarray, rng: np.random.Generator) -> Strings:
    ambulance = rng.random(len(admitted)) < np.where(admitted, 0.6, 0.18)
    return when(ambulance, "1048031000000100", "1048071000000103")


def _destination(admitted: np.ndarray, rng: np.random.Generator) -> Strings:
    home = when(rng.random(len(admitted)) < 0.05, "989501000000106", "306689006")
    return when(admitted, "306706006", home)


def _write_spells(
    world: World, visits: Visits, patients: Patients, acute: Path, rng: np.random.Generator
) -> None:
    """Send the first year pseudonymised and the two after it by number."""
    spells = np.flatnonzero(visits.planned | visits.admitted)
    spells = spells[np.argsort(visits.on[spells], kind="stable")]
    stay = _stays(world, visits, spells, rng)
    method = _methods(world, visits, spells, rng)
    first_year = visits.on[spells] < YEAR_STARTS[1]
    _write_pseudonymised(
        world, visits, spells[first_year], stay[first_year], _at(method, first_year), acute, rng
    )
    for first, last in YEARS[1:]:
        due = (visits.on[spells] >= first) & (visits.on[spells] < last)
        path = acute / f"apc_{_year_name(first)}.csv"
        _write_named(world, visits, patients, spells[due], stay[due], _at(method, due), path, rng)


def _at(column: Strings, chosen: np.ndarray) -> Strings:
    return column.take(np.flatnonzero(chosen))


def _stays(
    world: World, visits: Visits, spells: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Draw nights in hospital; a death ends the stay."""
    person, on = visits.person[spells], visits.on[spells]
    mean = np.where(
        visits.planned[spells], 1.0, np.interp(world.people.age[person], [0, 60, 90], [2, 5, 11])
    )
    nights = np.floor(rng.exponential(mean)).astype(np.int32)
    return np.minimum(nights, np.maximum(world.people.died[person] - on, 0)).astype(np.int32)


def _methods(world: World, visits: Visits, spells: np.ndarray, rng: np.random.Generator) -> Strings:
    """Code admission: 1x from a list, 2x emergency, 3x maternity."""
    person, on = visits.person[spells], visits.on[spells]
    age = ages(world.people.born[person], on)
    maternity = world.people.female[person] & (age >= 19) & (age <= 42)
    planned = when(
        maternity & (rng.random(len(spells)) < 0.4),
        "31",
        pick(("11", "12", "13"), rng.integers(0, 3, len(spells))),
    )
    emergency = pick(
        ("21", "21", "21", "21", "21", "22", "23", "28"), rng.integers(0, 8, len(spells))
    )
    return when(visits.planned[spells], planned, emergency)


def _write_named(
    world: World,
    visits: Visits,
    patients: Patients,
    spells: np.ndarray,
    stay: np.ndarray,
    method: Strings,
    path: Path,
    rng: np.random.Generator,
) -> None:
    """Write a row for each episode; a spell has one to four under different consultants."""
    episodes = np.minimum(1 + rng.poisson(np.minimum(stay, 12) * 0.12), 4)
    spell = np.repeat(np.arange(len(spells)), episodes)
    nth = np.arange(len(spell)) - (np.cumsum(episodes) - episodes)[spell]
    on = visits.on[spells]
    person = visits.person[spells]
    left = np.where(on + stay < AS_AT, on + stay, NEVER)
    starts = on[spell] + stay[spell] * nth // episodes[spell]
    ends = on[spell] + stay[spell] * (nth + 1) // episodes[spell]
    starts, finished = np.minimum(starts, AS_AT - 1), ends < AS_AT
    door = doors(world, person, on, STALE, rng)
    number = when(rng.random(len(spells)) < 0.97, pick(world.identifiers.nhs, person), "")
    write_csv(
        path,
        {
            "NEWNHSNO": pick(number, spell),
            "LOPATID": pick(patients.number, visits.patient[spells][spell]),
            "DOB": written(world.people.born[person][spell]),
            "SEX": pick(("1", "2"), world.people.female[person][spell].astype(int)),
            "HOMEADD_POSTCODE": pick(postcodes(world, door, rng, 0.01), spell),
            "ADMIDATE": written(on[spell]),
            "DISDATE": written(left[spell]),
            "EPISTART": written(starts),
            "EPIEND": written(np.where(finished, ends, NEVER)),
            "EPISTAT": when(finished, "3", "1"),
            "ADMIMETH": pick(method, spell),
            "DISDEST": pick(_discharge(world, person, left, rng), spell),
            "PROCODE": pick(SITES, visits.site[spells][spell]),
        },
    )


def _discharge(world: World, person: np.ndarray, left: Days, rng: np.random.Generator) -> Strings:
    """Code where the person went: home, care home, another hospital, died, still in."""
    old = world.people.age[person] > 80
    other = when(rng.random(len(person)) < np.where(old, 0.1, 0.01), "65", "19")
    gone = when(world.people.died[person] == left, "79", other)
    return when(left == NEVER, "98", gone)


def _write_pseudonymised(
    world: World,
    visits: Visits,
    spells: np.ndarray,
    stay: np.ndarray,
    method: Strings,
    acute: Path,
    rng: np.random.Generator,
) -> None:
    """Write a year with a token for the person, a birth year and a neighbourhood."""
    person, on = visits.person[spells], visits.on[spells]
    token = pick(numbers(rng.permutation(10**6)[: len(world.people)] + 10**9, 10), person)
    year = world.people.born[person].astype("datetime64[D]").astype("datetime64[Y]").astype(int)
    ground, door = world.ground, doors(world, person, on, 0.0, rng)
    lsoa = ground.lsoa[world.units.addresses.postcode[door]]
    write_csv(
        acute / "pseudonymised" / "apc_2011_12.csv",
        {
            "HESID": glue("T", token),
            "BIRTH_YEAR": numbers(year + 1970),
            "SEX": pick(("1", "2"), world.people.female[person].astype(int)),
            "LSOA11": pick([*ground.lsoas, ""], lsoa),
            "ADMIDATE": written(on),
            "DISDATE": written(on + stay),
            "ADMIMETH": method,
        },
    )
