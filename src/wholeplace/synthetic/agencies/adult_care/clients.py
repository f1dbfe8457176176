"""Adult social care's clients: those given a service and those who only asked."""

from dataclasses import dataclass

import numpy as np

from ...burden import Burden
from ...days import START
from ...ethnicity import CARE_LABELS, ethnic
from ...identifiers import mistyped
from ...records import local_ids
from ...text import Strings, pick, when
from ...world import World

ASKED_BY_AGE = ((22, 64, 80, 95), (0.012, 0.022, 0.12, 0.18))
NUMBER_MISSING, NUMBER_WRONG = 0.045, 0.01
REASONS = (
    "Physical Support: Personal care support", "Physical Support: Access and mobility only",
    "Support with Memory and Cognition", "Learning Disability Support", "Mental Health Support",
    "Sensory Support: Support for visual impairment",
)  # fmt: skip
HOMES = ("Tenant", "Owner occupier or shared ownership")


@dataclass(frozen=True)
class Clients:
    """One row for each client, in the order of nothing that tells who they are."""

    person: np.ndarray
    served: np.ndarray
    number: Strings
    facts: dict[str, Strings]  # columns that say the same on every row about a client


def clients_of(world: World, burden: Burden, rng: np.random.Generator) -> Clients:
    """List the planted clients and number them."""
    people = world.people
    chance = np.interp(people.age, *ASKED_BY_AGE)
    asked = world.needs.known & (people.age >= 22) & (people.died > START + 60)
    asked &= rng.random(len(people)) < chance
    only_asked = np.setdiff1d(np.flatnonzero(asked), burden.in_care)
    person = rng.permutation(np.concatenate([burden.in_care, only_asked]))
    number = local_ids("", 7, len(person), rng)
    return Clients(person, np.isin(person, burden.in_care), number, _facts(world, person, rng))


def _facts(world: World, person: np.ndarray, rng: np.random.Generator) -> dict[str, Strings]:
    """Write what is said once of each client, the NHS number missing or wrong for a few."""
    n = len(person)
    right, luck = pick(world.identifiers.nhs, person), rng.random(n)
    wrong = when(luck < NUMBER_MISSING + NUMBER_WRONG, mistyped(right, rng), right)
    return {
        "NHS Number": when(luck < NUMBER_MISSING, "", wrong),
        "Gender": pick(("Male", "Female"), world.people.female[person].astype(int)),
        "Ethnicity": pick(CARE_LABELS, ethnic(world, person)),
        "Primary Support Reason": pick(REASONS, rng.integers(0, len(REASONS), n)),
        "Accommodation Status": pick(HOMES, rng.integers(0, 2, n)),
        "Has Unpaid Carer": pick(("Yes", "No", "Unknown"), rng.integers(0, 3, n)),
        "Dementia": pick(("Yes", "No"), (rng.random(n) > 0.15).astype(int)),
    }
