"""Schools: the roll, exclusions and each term's sessions, by unique pupil number."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..days import AS_AT, LAST_THREE_TERMS, NEVER, START, TERMS, YEAR, Days, written
from ..ethnicity import SCHOOL_CODES, ethnic
from ..formats import write_csv
from ..identifiers import SCHOOL_AUTHORITIES, upns
from ..needs import Schooling
from ..records import Habits, Roster, doors, hear, lines, postcodes
from ..text import Strings, numbers, pick, same, strings
from ..world import World

SOURCE = "school-roll"
HABITS = Habits(familiar=0.04, born=0.014, former_name=0.0)
# Independent schools send no census; nor do all nurseries.
STATE_SHARE, NURSERY_SHARE = 0.86, 0.65
REFERRAL_SCHOOLS, ALTERNATIVE_SCHOOLS, FIRST_MAINSTREAM = 1100, 1105, 2000
SESSIONS_IN_TERM = tuple(round((last - first) * 10 / 7 * 0.93) for first, last in TERMS)
REASONS = ("PP", "PA", "VP", "VA", "BU", "DB", "DA", "DM", "TH")


@dataclass(frozen=True)
class Pupils:
    """Everybody who was on a roll within the years of the story."""

    person: np.ndarray
    upn: Strings
    entered: Days
    left: Days
    ours: np.ndarray  # the authority's place
    school: np.ndarray


@dataclass(frozen=True)
class Places:
    """Spells on a roll: a pupil moved to another school has two."""

    pupil: np.ndarray
    entered: Days
    left: Days
    school: np.ndarray
    type: np.ndarray  # 0 mainstream, 1 referral unit, 2 alternative provision


def deliver(world: World, extracts: Path) -> list[Roster]:
    """Write the three files of the census."""
    rng = world.rng("schools")
    pupils = _pupils(world, rng)
    places = _places(world, pupils, rng)
    roster, said_under = _write_roll(world, pupils, places, extracts / "schools", rng)
    _write_exclusions(world, pupils, said_under, extracts / "schools", rng)
    _write_sessions(world, pupils, said_under, extracts / "schools", rng)
    return [roster]


def _pupils(world: World, rng: np.random.Generator) -> Pupils:
    people, needs = world.people, world.needs
    entered = _september_after(people.born + (3.6 * YEAR))
    leaves_at = np.where(rng.random(len(people)) < 0.55, 18.9, 16.9)
    left = _july_before(people.born + leaves_at * YEAR)
    state = rng.random(len(people)) < np.where(people.age < 5, NURSERY_SHARE, STATE_SHARE)
    must = (needs.struggles > 0) | ((people.age < 19) & needs.troubled[people.unit])
    once = needs.neet_hidden & (rng.random(len(people)) < 0.5)
    on_roll = (needs.known & state) | must | once
    person = np.flatnonzero(on_roll & (entered < AS_AT - 30) & (left > START + 90))
    left = np.where(left[person] < AS_AT, left[person], NEVER)
    left = np.where(once[person], np.minimum(left, AS_AT - 300), left)
    return Pupils(
        person,
        world.identifiers.upn.take(person),
        entered[person],
        left,
        people.borough[person],
        FIRST_MAINSTREAM + rng.integers(0, 60, len(person)),
    )


def _september_after(on: np.ndarray) -> Days:
    year = on.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    return ((year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(int) + 246).astype(
        np.int32
    )


def _july_before(on: np.ndarray) -> Days:
    return (_september_after(on) - 43).astype(np.int32)


def _places(world: World, pupils: Pupils, rng: np.random.Generator) -> Places:
    """Put pupils in schools: referral units as planted, and some who came back from one."""
    struggles = world.needs.struggles[pupils.person]
    everyone = np.arange(len(pupils.person))
    sent = struggles == Schooling.REFERRAL_UNIT
    sent_on = np.where(sent, AS_AT - rng.integers(60, 320, len(everyone)), NEVER)
    older = (world.people.age[pupils.person] >= 11) & (pupils.left == NEVER)
    returned = older & ~sent & (rng.random(len(everyone)) < 0.012)
    left = np.where(sent, sent_on, pupils.left)
    away = np.flatnonzero(sent | returned)
    away_from = np.where(sent, sent_on, AS_AT - 500)[away]
    away_to = np.where(sent, NEVER, AS_AT - rng.integers(40, 300, len(everyone)))[away]
    type_ = rng.integers(1, 3, len(away))
    school = np.where(type_ == 1, REFERRAL_SCHOOLS, ALTERNATIVE_SCHOOLS) + rng.integers(
        0, 3, len(away)
    )
    return Places(
        np.concatenate([everyone, away]),
        np.concatenate([pupils.entered, away_from]),
        np.concatenate([left, away_to]),
        np.concatenate([pupils.school, school]),
        np.concatenate([np.zeros(len(everyone), int), type_]),
    )


def _write_roll(
    world: World, pupils: Pupils, places: Places, folder: Path, rng: np.random.Generator
) -> tuple[Roster, Strings]:
    """Write the roll. A few pupils have been given a new number, and name the former one."""
    n = len(pupils.person)
    renumbered = np.flatnonzero((rng.random(n) < 0.015) & (pupils.entered < AS_AT - 900))
    new = upns(SCHOOL_AUTHORITIES[pupils.ours[renumbered]] + 600, len(renumbered), rng)
    current, former = pupils.upn.to_pylist(), [""] * n
    for place, upn in zip(renumbered.tolist(), new.to_pylist(), strict=True):
        current[place], former[place] = upn, current[place]
    upn_now = strings(current)
    said = hear(world, pupils.person, np.full(n, AS_AT), HABITS, rng)
    door = doors(world, pupils.person, np.minimum(pupils.left, AS_AT), 0.015, rng)
    line, postcode = lines(world, door, rng, 0.04), postcodes(world, door, rng, 0.02)
    order = rng.permutation(len(places.pupil))
    of, school = places.pupil[order], places.school[order]
    write_csv(
        folder / "pupilonroll.csv",
        {
            "upn": pick(upn_now, of),
            "formerupn": pick(former, of),
            "uniquelearnernumber": same("", len(of)),
            "surname": pick(said.family, of),
            "forename": pick(said.given, of),
            "dob": written(said.born[of]),
            "sex": pick(("M", "F"), said.female[of].astype(int)),
            "ethnicity": pick(SCHOOL_CODES, ethnic(world, pupils.person[of])),
            "laestab": numbers(SCHOOL_AUTHORITIES[pupils.ours[of]] * 10_000 + school),
            "schooltype": pick(("mainstream", "PRU", "AP"), places.type[order]),
            "entrydate": written(places.entered[order]),
            "leavingdate": written(places.left[order]),
            "address1": pick(line, of),
            "postcode": pick(postcode, of),
        },
    )
    return Roster(SOURCE, upn_now, pupils.person), upn_now


def _write_exclusions(
    world: World, pupils: Pupils, upn: Strings, folder: Path, rng: np.random.Generator
) -> None:
    """Write exclusions: planted ones within three terms, near misses and old ones beside them."""
    planted = world.needs.struggles[pupils.person]
    here = (pupils.left == NEVER) & (world.people.age[pupils.person] >= 7)
    recent_fixed = np.select(
        [planted == Schooling.EXCLUDED_OFTEN, planted > 0],
        [rng.integers(3, 7, len(planted)), rng.integers(0, 3, len(planted))],
        np.where(here & (rng.random(len(planted)) < 0.03), rng.integers(1, 3, len(planted)), 0),
    )
    older = here & (rng.random(len(planted)) < 0.03)
    old_fixed = np.where(older, rng.integers(1, 6, len(planted)), 0)
    gone = planted == Schooling.EXCLUDED_FOR_GOOD
    old_gone = older & (rng.random(len(planted)) < 0.04)
    pupil, on = _scattered(recent_fixed, LAST_THREE_TERMS, rng)
    old_pupil, old_on = _scattered(old_fixed, TERMS[1:-3], rng)
    gone_pupil, gone_on = _scattered(gone.astype(int), LAST_THREE_TERMS[:2], rng)
    past_pupil, past_on = _scattered(old_gone.astype(int), TERMS[1:-3], rng)
    lunch_pupil, lunch_on = _scattered((recent_fixed > 1).astype(int), LAST_THREE_TERMS, rng)
    whole = np.concatenate([pupil, old_pupil, gone_pupil, past_pupil, lunch_pupil])
    when_ = np.concatenate([on, old_on, gone_on, past_on, lunch_on])
    sizes = (len(pupil) + len(old_pupil), len(gone_pupil) + len(past_pupil), len(lunch_pupil))
    category = np.repeat([0, 1, 2], sizes)
    kept = when_ >= world.people.born[pupils.person[whole]] + 5 * YEAR
    order = np.flatnonzero(kept)[np.argsort(when_[kept], kind="stable")]
    sessions = np.where(
        category == 0, rng.integers(2, 11, len(whole)), np.where(category == 1, 0, 1)
    )
    write_csv(
        folder / "termlyexclusions.csv",
        {
            "upn": pick(upn, whole[order]),
            "startdate": written(when_[order]),
            "category": pick(("FIXD", "PERM", "LNCH"), category[order]),
            "reason1": pick(REASONS, rng.integers(0, len(REASONS), len(order))),
            "sessions": numbers(sessions[order]),
        },
    )


def _scattered(
    count: np.ndarray, terms: tuple[tuple[int, int], ...], rng: np.random.Generator
) -> tuple[np.ndarray, Days]:
    """Spread each pupil's events over the terms, no two on one day."""
    pupil = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(pupil)) - (np.cumsum(count) - count)[pupil]
    term = np.array(terms)[(rng.integers(0, 100, len(count))[pupil] + nth) % len(terms)]
    share = (nth // len(terms) + rng.random(len(pupil)) * 0.9) / 3
    on = term[:, 0] + ((term[:, 1] - term[:, 0]) * share).astype(np.int32)
    return pupil, on.astype(np.int32)


def _write_sessions(
    world: World, pupils: Pupils, upn: Strings, folder: Path, rng: np.random.Generator
) -> None:
    """Write what each pupil missed each term; the planted miss well over 15% without leave."""
    pupil, first, last, possible = _terms_attended(pupils)
    absent = (world.needs.struggles[pupils.person] == Schooling.ABSENT)[pupil]
    recent = first >= LAST_THREE_TERMS[0][0]
    near_miss = (rng.random(len(pupils.person)) < 0.04)[pupil]
    usual = rng.beta(1.1, 60, len(pupil))
    share = np.where(near_miss, rng.uniform(0.09, 0.125, len(pupil)), np.minimum(usual, 0.11))
    planted = rng.uniform(0.18, 0.42, len(pupil))
    share = np.where(absent & (recent | (rng.random(len(pupil)) < 0.4)), planted, share)
    unauthorised = np.floor(share * possible).astype(np.int64)
    authorised = (rng.beta(1.6, 32, len(pupil)) * (possible - unauthorised)).astype(np.int64)
    write_csv(
        folder / "termlysessiondetails.csv",
        {
            "upn": pick(upn, pupil),
            "termstart": written(first),
            "termend": written(last),
            "sessionspossible": numbers(possible),
            "sessionsauthorised": numbers(authorised),
            "sessionsunauthorised": numbers(unauthorised),
        },
    )


def _terms_attended(pupils: Pupils) -> tuple[np.ndarray, Days, Days, np.ndarray]:
    """List pupil and term, term by term, for every whole term on the roll."""
    rows = []
    for (first, last), possible in zip(TERMS, SESSIONS_IN_TERM, strict=True):
        there = np.flatnonzero((pupils.entered <= first) & (pupils.left >= last))
        rows.append((there, *(np.full(len(there), fact) for fact in (first, last, possible))))
    pupil, first, last, possible = (np.concatenate(column) for column in zip(*rows, strict=True))
    return pupil, first, last, possible
