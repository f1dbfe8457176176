"""The closest of all crossings of two records' names or addresses, as SQL.

A record may hold several names or addresses. As in ``comparing``, the closest crossing of them
decides: one expression keeps the best crossing as one integer, ``rank | place | level | slot``.
The rank says how close it is, the place which of equals came first, the level what the field
reached there, and the slot where the value it agrees on stands (``values``; 0 where it agrees
without sharing a value).
"""

from ..names_alike import (
    FAMILY_DIFFERENT,
    FAMILY_RANK,
    GIVEN_RANK,
    SOMEWHAT,
    SOMEWHAT_ALIKE,
    SWAPPED,
    TYPING_ERROR,
)
from ..places import STREET_TYPING_ERROR
from ..places_alike import ELSEWHERE, SAME_DOOR, SAME_POSTCODE, SAME_SECTOR

SLOTS = 1_000  # numbers of slots end below
ENTRIES = 10_000  # … and of a record's names or addresses
_LEVEL, _PLACE, _RANK = SLOTS, SLOTS * 10, SLOTS * 10 * ENTRIES**2


def reached(field: str) -> str:
    """What the best crossing of a field reached: ``at(level)`` plus the slot, 0 where missing."""
    return f"coalesce({_BEST[field]}, 0) % {_PLACE}"


def at(level: int) -> int:
    """The number of a level, as the best crossing says it; a level of -1 is missing."""
    return (level + 1) * _LEVEL


def _best(lists: str, facts: dict[str, str], code: str) -> str:
    """The least code of all crossings: ``facts`` of entries x and y, ``code`` of those facts c."""
    said = ", ".join(f"'{name}': {sql}" for name, sql in facts.items())
    of_one = f"list_transform({lists}_r, lambda y: {{{said}}})"
    of_all = f"flatten(list_transform({lists}_l, lambda x: {of_one}))"
    return f"list_min(list_transform({of_all}, lambda c: {code}))"


def _code(rank: str, level: str, slot: str) -> str:
    """``bigint`` first, so that no engine multiplies small integers."""
    return f"cast({rank} as bigint) * {_RANK} + c.place + ({level} + 1) * {_LEVEL} + {slot}"


def _alike(a: str, b: str, least: float) -> str:
    """Single precision, as ours is, so that a name just at the limit falls on one side."""
    return f"cast(jaro_winkler_similarity({a}, {b}) as float) >= cast({least} as float)"


def _short(a: str, b: str) -> str:
    """A form of a given name, or its initial; initials have no forms."""
    initial = f"least(length({a}), length({b})) = 1 and left({a}, 1) = left({b}, 1)"
    return f"({initial} or list_has_any({a}_forms, {b}_forms))"


def _one_given(a: str, b: str) -> str:
    """Two names that may be one given name, with one first letter."""
    alike = f"{_short(a, b)} or {_alike(a, b, TYPING_ERROR)}"
    return f"left({a}, 1) = left({b}, 1) and ({a} = {b} or {alike})"


def _ranked(level: str, ranks: list[int]) -> str:
    whens = " ".join(f"when {at} then {rank}" for at, rank in enumerate(ranks[:-1]))
    return f"case {level} {whens} else {ranks[-1]} end"


_PLACE_OF = f"(x.n * {ENTRIES} + y.n) * {_PLACE}"

_GIVEN = f"""case when x.given = '' or y.given = '' then -1
  when x.given = y.given then 0
  when {_short("x.given", "y.given")} then 1
  when {_alike("x.given", "y.given", TYPING_ERROR)} then 2
  when {_alike("x.given", "y.given", SOMEWHAT_ALIKE)} then 4 else 5 end"""

_FAMILY = f"""case when x.family = '' or y.family = '' then -1
  when x.family = y.family then 0
  when list_has_any(x.family_words, y.family_words) then 2
  when {_alike("x.family", "y.family", TYPING_ERROR)} then 1 else 3 end"""

_CROSSWISE = f"""{_one_given("x.given", "y.family")} and
  {_one_given("x.family", "y.given")}"""
_SWAPPED = f"(c.crosswise and c.given >= {SOMEWHAT} and c.family = {FAMILY_DIFFERENT})"


def _best_name(field: str) -> str:
    facts = {"place": _PLACE_OF, "given": _GIVEN, "family": _FAMILY}
    facts["crosswise"] = _CROSSWISE
    facts["slot"] = f"case when x.{field} = y.{field} then x.{field}_slot else 0 end"
    levels = {
        "given": f"case when {_SWAPPED} then {SWAPPED} else c.given end",
        "family": f"case when {_SWAPPED} then -1 else c.family end",
    }
    ranks = (
        _ranked(levels["given"], GIVEN_RANK.tolist()),
        _ranked(levels["family"], FAMILY_RANK.tolist()),
    )
    slot = f"case when c.{field} = 0 then c.slot else 0 end"
    return _best("names", facts, _code(f"({' + '.join(ranks)})", levels[field], slot))


_SAME_POSTCODE = "(x.whole and x.postcode = y.postcode)"
_SAME_LINE = f"""(x.line <> '' and y.line <> '' and {_SAME_POSTCODE} and (x.line = y.line or
  x.numbers = y.numbers and {_alike("x.street", "y.street", STREET_TYPING_ERROR)}))"""
_CLOSENESS = f"""case when x.uprn > 0 and x.uprn = y.uprn or {_SAME_LINE} then {SAME_DOOR}
  when not (x.postcode <> '' and y.postcode <> '' or x.uprn > 0 and y.uprn > 0) then 9
  when {_SAME_POSTCODE} then {SAME_POSTCODE}
  when case when x.sector <> '' and y.sector <> '' then x.sector = y.sector
    else x.outward <> '' and x.outward = y.outward end then {SAME_SECTOR}
  else {ELSEWHERE} end"""
_DOOR_NAMED = "x.uprn > 0 and y.uprn > 0 or x.line <> '' and y.line <> ''"


def _best_place(field: str) -> str:
    """``address`` where the closest two both name a door, else ``postcode``."""
    facts = {"place": _PLACE_OF, "level": _CLOSENESS, "named": _DOOR_NAMED}
    facts["door"] = "case when x.door = y.door then x.door_slot else 0 end"
    facts["postcode"] = "case when x.postcode = y.postcode then x.postcode_slot else 0 end"
    here = "c.named" if field == "address" else "not c.named"
    level = "c.level" if field == "address" else "c.level - 1"
    slot = (
        f"case c.level when {SAME_DOOR} then c.door when {SAME_POSTCODE} then c.postcode else 0 end"
    )
    found = f"{here} and c.level <> 9"
    return _best(
        "places",
        facts,
        _code(
            "c.level",
            f"case when {found} then {level} else -1 end",
            f"case when {found} then {slot} else 0 end",
        ),
    )


_BEST = {field: _best_name(field) for field in ("given", "family")} | {
    field: _best_place(field) for field in ("address", "postcode")
}
