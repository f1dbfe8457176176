"""Whom of a cohort somebody may contact, after the stop-list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from wholeplace.place import Cohort, Place, Purpose
from wholeplace.place.purposes import naming_purposes, within
from wholeplace.pooling.decisions import choices_of
from wholeplace.pooling.store import reachability
from wholeplace.trust.stopping import Reachable, stopped

from .asking import Asked

if TYPE_CHECKING:
    from wholeplace.pooling.store import Snapshot


class NoContact(Exception):
    """A cohort asked for a purpose that ends with nobody being contacted."""


@dataclass(frozen=True)
class Contacts:
    """People, by their ids, who may be contacted; of the others how many, by reason."""

    may: tuple[str, ...]
    stopped: Mapping[str, int]


def contacts(place: Place, snapshot: Snapshot, cohort: Cohort) -> Contacts:
    """The people of a cohort, or living in its households, sorted by the stop-list.

    Raises NoContact for a purpose that helps nobody by name.
    """
    if cohort.purpose not in naming_purposes():
        raise NoContact(
            f"cohort '{cohort.id}' is for {cohort.purpose}: nobody is contacted for that; a cohort"
            f" that leads to contact is for {', '.join(naming_purposes())}"
        )
    found = Asked.of(place, snapshot).cohort(cohort)
    people = sorted(set(found.member_people["person"].to_pylist()))
    return sort_out(people, stop_list(place, snapshot, cohort.purpose), place.as_at)


def stop_list(place: Place, snapshot: Snapshot, purpose: Purpose) -> dict[str, Reachable]:
    """What bears on contacting each person in view, for a purpose, on the place's day."""
    objectors = _objectors(place, snapshot, purpose)
    return {
        row["person"]: Reachable(
            row["died"],
            row["left"],
            place.as_at if row["person"] in objectors else None,
            row["refuge"],
        )
        for row in reachability(snapshot, place.as_at).to_pylist()
    }


def _objectors(place: Place, snapshot: Snapshot, purpose: Purpose) -> set[str]:
    """People whose objection in force names this purpose: whatever is still known of them by
    sources it does not reach, nobody writes to them about it."""
    choices = choices_of(place, snapshot, place.as_at)
    named = (people for said, people in choices.objectors.items() if within(purpose, said.purposes))
    return set().union(*named)


def sort_out(people: Iterable[str], reach: Mapping[str, Reachable], at: date) -> Contacts:
    """Those whom nothing stops, and how many each reason stops."""
    why: dict[str, Collection[str]] = {one: stopped(reach.get(one), at) for one in people}
    counted = Counter(reason for reasons in why.values() for reason in reasons)
    return Contacts(tuple(one for one, reasons in why.items() if not reasons), dict(counted))
