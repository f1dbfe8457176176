"""A&E attendances, in the words of the Emergency Care Data Set."""

from pathlib import Path

import numpy as np

from ...days import ages, written
from ...formats import write_csv
from ...identifiers import mistyped
from ...records import doors, lines, postcodes
from ...text import Strings, glue, numbers, pick, when
from ...world import World
from .patients import SITES, YEARS, Patients, Visits

UNTRACED, UNTRACED_UNDER_FIVE = 0.10, 0.35
STALE = 0.01


def write_attendances(
    world: World, visits: Visits, patients: Patients, acute: Path, rng: np.random.Generator
) -> None:
    """Write one file for each year."""
    for first, last in YEARS:
        due = np.flatnonzero(~visits.planned & (visits.on >= first) & (visits.on < last))
        path = acute / f"ecds_{year_name(first)}.csv"
        _write_year(world, visits, patients, due, path, rng)


def year_name(first: int) -> str:
    """Name a financial year by its first day."""
    year = int(np.datetime64(first, "D").astype("datetime64[Y]").astype(int)) + 1970
    return f"{year}_{(year + 1) % 100}"


def _write_year(
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
    wrong = ~verified & (luck >= 0.2) & (luck < 0.3)
    number = when(wrong, mistyped(right, rng), number)
    return number, when(verified, "01", when(present | wrong, "02", "07"))


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
