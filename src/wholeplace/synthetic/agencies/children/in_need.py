"""The Children in Need census: referrals, assessments and child protection plans."""

from pathlib import Path

import numpy as np

from ...days import AS_AT, NEVER, START, Days, written
from ...ethnicity import SCHOOL_CODES, ethnic
from ...formats import CinChild, write_cin_census
from ...households import Role
from ...text import Strings, pick, when
from ...world import World
from .numbers import pupil_numbers

IN_NEED_SHARE, IN_TROUBLED_FAMILIES = 0.035, 5
STILL_OPEN, PLAN_SHARE, ENQUIRY_SHARE = 0.2, 0.12, 0.15
SOURCES = ("1A", "1B", "2A", "3A", "4", "5A", "5B", "6", "8", "10")
NEEDS = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8")
CLOSURES = ("RC1", "RC2", "RC3", "RC7", "RC8")
ABUSE = ("NEG", "PHY", "SAB", "EMO", "MUL")
FACTORS = ("3B", "3B 4B", "2B 3A", "1B", "4A", "16A", "16A 2B 4B", "17A", "14A", "5A 6A", "21")

NEED_SHARES = (0.5, 0.06, 0.06, 0.1, 0.16, 0.06, 0.02, 0.04)


def children_in_need(world: World, also: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """List children referred: those in proceedings or care, and others by hardship."""
    people, needs = world.people, world.needs
    chance = IN_NEED_SHARE * np.exp(needs.hardship[people.unit])
    chance *= np.where(needs.troubled[people.unit], IN_TROUBLED_FAMILIES, 1)
    able = (people.role == Role.CHILD) & needs.known
    drawn = np.flatnonzero(able & (rng.random(len(people)) < chance))
    return np.union1d(drawn, also)


def write_in_need(
    world: World,
    children: np.ndarray,
    ids: Strings,
    borough: str,
    path: Path,
    rng: np.random.Generator,
) -> None:
    """Write one council's children, each with one referral."""
    about = _about(world, children, ids, rng)
    referred, planned, episode = _episode(world, children, rng)
    enquiry = _enquiry(referred, planned, world.rng(f"enquiries-{borough}"))
    columns = about | episode | enquiry
    rows = zip(*(columns[name].to_pylist() for name in CinChild._fields), strict=True)
    write_cin_census(path, borough, map(CinChild._make, rows))


def _about(
    world: World, children: np.ndarray, ids: Strings, rng: np.random.Generator
) -> dict[str, Strings]:
    disabled = rng.random(len(children)) < 0.1
    return {
        "child_id": ids.take(children),
        "upn": pupil_numbers(world, children, rng),
        "born": written(world.people.born[children]),
        "sex": pick(("1", "2"), world.people.female[children].astype(int)),
        "ethnicity": pick(SCHOOL_CODES, ethnic(world, children)),
        "disability": when(disabled, "LD", "NONE"),
    }


def _episode(
    world: World, children: np.ndarray, rng: np.random.Generator
) -> tuple[Days, np.ndarray, dict[str, Strings]]:
    """Follow a referral to assessment, for some to a plan, for most to closure."""
    n = len(children)
    drawn = rng.integers(START, AS_AT - 20, n)
    referred = np.maximum(drawn, world.people.born[children] + 2)
    closed = referred + 30 + rng.exponential(150, n).astype(np.int64)
    closed = np.where((rng.random(n) < STILL_OPEN) | (closed >= AS_AT), NEVER, closed)
    planned = (rng.random(n) < PLAN_SHARE) & (referred + 40 < np.minimum(closed, AS_AT))
    plan_ended = np.minimum(referred + 135 + rng.integers(0, 310, n), closed)
    why = pick(CLOSURES, rng.integers(0, len(CLOSURES), n))
    columns = {
        "referred": written(referred),
        "referred_by": pick(SOURCES, rng.integers(0, len(SOURCES), n)),
        "need": pick(NEEDS, rng.choice(len(NEEDS), n, p=NEED_SHARES)),
        "closed": written(closed),
        "closed_why": when(closed < NEVER, why, ""),
        "assessed": written(np.minimum(referred + rng.integers(10, 45, n), AS_AT - 1)),
        "plan_began": written(np.where(planned, referred + 40, NEVER)),
        "plan_ended": written(np.where(planned & (plan_ended < AS_AT), plan_ended, NEVER)),
        "abuse": pick(ABUSE, rng.integers(0, len(ABUSE), n)),
    }
    return referred, planned, columns


def _enquiry(referred: Days, planned: np.ndarray, rng: np.random.Generator) -> dict[str, Strings]:
    """Enquire before every plan, which a conference then decides, and after some referrals."""
    n = len(referred)
    alone = ~planned & (rng.random(n) < ENQUIRY_SHARE)
    enquired = np.where(planned, referred + 20, np.where(alone, referred, NEVER))
    due = np.where(enquired < NEVER, enquired + 21, NEVER)
    return {
        "factors": pick(FACTORS, rng.integers(0, len(FACTORS), n)),
        "enquired": written(enquired),
        "conference_due": written(due),
        "conferred": written(np.where(planned, referred + 40, NEVER)),
    }
