"""Children's services: looked-after episodes (SSDA903) and the Children in Need census."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..days import AS_AT, NEVER, SLASHED, START, YEAR, Days, written
from ..ethnicity import SCHOOL_CODES, ethnic
from ..formats import CinChild, write_cin_census, write_csv
from ..ground import BOROUGHS
from ..households import Kind, Role
from ..identifiers import distinct
from ..proceedings import Proceedings
from ..records import Roster
from ..text import Strings, glue, numbers, pick, same, when
from ..world import World

IN_NEED_SHARE = 0.035
SOURCES = ("1A", "1B", "2A", "3A", "4", "5A", "5B", "6", "8", "10")
NEEDS = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8")
CLOSURES = ("RC1", "RC2", "RC3", "RC7", "RC8")
ABUSE = ("NEG", "PHY", "SAB", "EMO", "MUL")


@dataclass(frozen=True)
class Episodes:
    """Spells in care; a change of legal status or placement starts another."""

    child: np.ndarray
    began: Days
    ended: Days
    reason_new: np.ndarray  # 0 started, 1 legal status changed
    status: np.ndarray  # place in STATUSES


STATUSES = ("V2", "C1", "C2", "E1")


def child_ids(world: World) -> Strings:
    """Give every child the number its council would use, no two alike across the three."""
    drawn = distinct(1_000_000, len(world.people), world.rng("child-ids"))
    return glue(numbers(world.people.borough + 1), numbers(drawn, 6))


def deliver(world: World, extracts: Path, cases: Proceedings, ids: Strings) -> list[Roster]:
    """Write both returns of each council; one number serves both."""
    rng = world.rng("children")
    episodes = _episodes(world, cases, rng)
    in_need = _in_need(world, cases, episodes, rng)
    rosters = []
    for borough, (code, council, _) in enumerate(BOROUGHS):
        folder = extracts / council
        ours = episodes.child[world.people.borough[episodes.child] == borough]
        looked_after = np.unique(ours)
        _write_903(world, episodes, looked_after, ids, folder / "ssda903", rng)
        needy = in_need[world.people.borough[in_need] == borough]
        _write_census(world, needy, ids, code, folder / "cin" / "cin_census.xml", rng)
        person = np.union1d(looked_after, needy)
        rosters.append(Roster(f"cla-{council}", ids.take(person), person))
    return rosters


def _episodes(world: World, cases: Proceedings, rng: np.random.Generator) -> Episodes:
    """Take children in proceedings into care on interim orders, and others by agreement."""
    people = world.people
    of = cases.child_set
    interim_end = np.where(cases.ended == NEVER, NEVER, cases.ended)[of]
    stays = cases.in_care[of]
    concluded = np.flatnonzero(stays & (interim_end < NEVER))
    status_after = np.where(cases.order[of] == 1, 3, 2)
    foster = (world.units.kind[people.unit] == Kind.FOSTER_HOME) & (people.role == Role.CHILD)
    foster[cases.child] = False
    agreed = np.flatnonzero(foster)
    moved = world.units.moved[people.unit[agreed]]
    began = np.maximum(moved, people.born[agreed] + 1)
    short = _short_stays(world, cases, rng)
    short_began = rng.integers(START, AS_AT - 200, len(short))
    short_began = np.maximum(short_began, people.born[short] + 1)
    lasts = rng.integers(10, 180, len(short))
    columns = (
        (cases.child, cases.submitted[of] + 5, interim_end, 0, 1),
        (cases.child[concluded], interim_end[concluded], NEVER, 1, status_after[concluded]),
        (agreed, began, NEVER, 0, rng.integers(0, 3, len(agreed)) // 2 * 2),
        (
            short,
            short_began,
            np.where(short_began + lasts < AS_AT, short_began + lasts, NEVER),
            0,
            0,
        ),
    )
    return Episodes(*(_stacked(columns, place) for place in range(5)))


def _stacked(columns: tuple[tuple[np.ndarray, ...], ...], place: int) -> np.ndarray:
    return np.concatenate([np.broadcast_to(part[place], np.shape(part[0])) for part in columns])


def _short_stays(world: World, cases: Proceedings, rng: np.random.Generator) -> np.ndarray:
    people = world.people
    able = (people.role == Role.CHILD) & world.needs.known & ~people.communal
    able &= (people.born < AS_AT - YEAR) & (people.age < 17)
    able[cases.child] = False
    chance = 0.003 * np.exp(world.needs.hardship[people.unit])
    return np.flatnonzero(able & (rng.random(len(people)) < chance))


def _in_need(
    world: World, cases: Proceedings, episodes: Episodes, rng: np.random.Generator
) -> np.ndarray:
    """List children referred: all in proceedings or care, and others by hardship."""
    people = world.people
    able = (people.role == Role.CHILD) & world.needs.known
    chance = IN_NEED_SHARE * np.exp(world.needs.hardship[people.unit])
    chance *= 1 + 4 * world.needs.troubled[people.unit]
    drawn = np.flatnonzero(able & (rng.random(len(people)) < chance))
    return np.unique(np.concatenate([drawn, cases.child, episodes.child]))


def _write_903(
    world: World,
    episodes: Episodes,
    children: np.ndarray,
    ids: Strings,
    folder: Path,
    rng: np.random.Generator,
) -> None:
    rows = np.flatnonzero(np.isin(episodes.child, children))
    rows = rows[np.lexsort((episodes.began[rows], episodes.child[rows]))]
    _write_header(world, children, ids, folder / "header.csv", rng)
    _write_episodes(world, episodes, rows, ids, folder / "episodes.csv", rng)
    _write_missing(episodes, rows, ids, folder / "missing.csv", rng)


def _write_header(
    world: World, children: np.ndarray, ids: Strings, path: Path, rng: np.random.Generator
) -> None:
    people = world.people
    blank = same("", len(children))
    write_csv(
        path,
        {
            "CHILD": ids.take(children),
            "SEX": pick(("1", "2"), people.female[children].astype(int)),
            "DOB": written(people.born[children], SLASHED),
            "ETHNIC": pick(SCHOOL_CODES, ethnic(world, children)),
            "UPN": _upns(world, children, rng),
            "MOTHER": blank,
            "MC_DOB": blank,
        },
    )


def _upns(world: World, children: np.ndarray, rng: np.random.Generator) -> Strings:
    """Give the pupil number of those old enough to have one, or say UN1: not yet at school."""
    old = world.people.born[children] < AS_AT - 3.6 * YEAR
    has = old & (rng.random(len(children)) < 0.97)
    return when(has, pick(world.identifiers.upn, children), when(old, "UN2", "UN1"))


def _write_episodes(
    world: World,
    episodes: Episodes,
    rows: np.ndarray,
    ids: Strings,
    path: Path,
    rng: np.random.Generator,
) -> None:
    child, ended = episodes.child[rows], episodes.ended[rows]
    unit, open_ = world.people.unit[child], episodes.ended[rows] == NEVER
    in_foster_home = world.units.kind[unit] == Kind.FOSTER_HOME
    home = np.where(in_foster_home, world.units.previous[unit], unit)
    placed = np.where(in_foster_home, unit, rng.integers(0, len(world.units), len(rows)))
    postcode = world.units.addresses.postcode
    goes_on = np.concatenate([episodes.reason_new[rows][1:] == 1, [False]])[: len(rows)]
    blank = same("", len(rows))
    write_csv(
        path,
        {
            "CHILD": ids.take(child),
            "DECOM": written(episodes.began[rows], SLASHED),
            "RNE": pick(("S", "L"), episodes.reason_new[rows]),
            "LS": pick(STATUSES, episodes.status[rows]),
            "CIN": pick(NEEDS, child % 3),
            "PLACE": pick(("U6", "U1", "K2"), child % 8 // 3),
            "PLACE_PROVIDER": pick(("PR1", "PR4"), child % 5 // 3),
            "DEC": written(ended, SLASHED),
            "REC": when(open_, "", when(goes_on, "X1", "E4A")),
            "REASON_PLACE_CHANGE": blank,
            "HOME_POST": pick(world.ground.postcode, postcode[home]),
            "PL_POST": pick(world.ground.postcode, postcode[placed]),
            "URN": blank,
        },
    )


def _write_missing(
    episodes: Episodes, rows: np.ndarray, ids: Strings, path: Path, rng: np.random.Generator
) -> None:
    gone = rows[rng.random(len(rows)) < 0.06]
    began = np.minimum(episodes.began[gone] + rng.integers(1, 60, len(gone)), AS_AT - 10)
    back = began + rng.integers(1, 6, len(gone))
    write_csv(
        path,
        {
            "CHILD": ids.take(episodes.child[gone]),
            "MISSING": pick(("M", "A"), rng.integers(0, 2, len(gone))),
            "MIS_START": written(began, SLASHED),
            "MIS_END": written(back, SLASHED),
        },
    )


def _write_census(
    world: World,
    children: np.ndarray,
    ids: Strings,
    code: str,
    path: Path,
    rng: np.random.Generator,
) -> None:
    """Write each child's referral, assessment and, for some, a child protection plan."""
    people, n = world.people, len(children)
    referred = rng.integers(START, AS_AT - 20, n)
    referred = np.maximum(referred, people.born[children] + 2)
    closed = referred + 30 + rng.exponential(150, n).astype(int)
    closed = np.where((rng.random(n) < 0.2) | (closed >= AS_AT), NEVER, closed)
    plan = (rng.random(n) < 0.12) & (referred + 40 < np.minimum(closed, AS_AT))
    plan_ended = referred + 45 + rng.integers(90, 400, n)
    plan_ended = np.minimum(plan_ended, closed)
    columns = {
        "child_id": ids.take(children),
        "upn": _upns(world, children, rng),
        "born": written(people.born[children]),
        "sex": pick(("1", "2"), people.female[children].astype(int)),
        "ethnicity": pick(SCHOOL_CODES, ethnic(world, children)),
        "disability": when(rng.random(n) < 0.1, "LD", "NONE"),
        "referred": written(referred),
        "referred_by": pick(SOURCES, rng.integers(0, len(SOURCES), n)),
        "need": pick(
            NEEDS, rng.choice(len(NEEDS), n, p=(0.5, 0.06, 0.06, 0.1, 0.16, 0.06, 0.02, 0.04))
        ),
        "closed": written(closed),
        "closed_why": when(closed < NEVER, pick(CLOSURES, rng.integers(0, len(CLOSURES), n)), ""),
        "assessed": written(np.minimum(referred + rng.integers(10, 45, n), AS_AT - 1)),
        "plan_began": written(np.where(plan, referred + 40, NEVER)),
        "plan_ended": written(np.where(plan & (plan_ended < AS_AT), plan_ended, NEVER)),
        "abuse": pick(ABUSE, rng.integers(0, len(ABUSE), n)),
    }
    cells = zip(*(column.to_pylist() for column in columns.values()), strict=True)
    write_cin_census(path, code, [CinChild(*row) for row in cells])
