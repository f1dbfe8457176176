"""Reads of doubts about who is who: the queue of the last run, and two records by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wholeplace.loop import Said, pair_id, side_by_side
from wholeplace.place import Place
from wholeplace.pooling.decisions import LinkDecision, links_in_force
from wholeplace.pooling.store import Snapshot, folder_of

from ..places import this_place
from ..results import Pinned

Json = dict[str, Any]


class SnapshotGone(Exception):
    """The snapshot a page was pinned to has been retired: newer figures are being served."""


def served() -> Place:
    """The place whose results are shown."""
    place = this_place()
    assert place is not None, "results come from a place"
    return place


@contextmanager
def opened(results: Pinned) -> Iterator[Snapshot]:
    """The snapshot that pinned results were made from."""
    try:
        snapshot = Snapshot(folder_of(served(), results.snapshot))
    except FileNotFoundError as error:
        raise SnapshotGone from error
    with snapshot:
        yield snapshot


def decisions() -> list[LinkDecision]:
    """Decisions in force, the newest first."""
    return links_in_force(served().register)[::-1]


def decided() -> dict[str, LinkDecision]:
    """Decisions in force by the id of the pair they are about."""
    return {pair_id(one.a, one.b): one for one in decisions()}


def open_doubts(results: Pinned) -> list[Json]:
    """What nobody has decided yet: contradicted decisions, then doubts, the weightiest first."""
    done, said = decided(), results.said.review
    doubts = [one for one in said["items"] if one["id"] not in done]
    contradicted = [
        one
        for one in said["contradicted"]
        if one["id"] in done and done[one["id"]].number == one["decision"]
    ]
    return [*contradicted, *doubts]


def find_doubt(results: Pinned, doubt: str) -> Json | None:
    """A doubt of the last run by its id, decided or not."""
    said = results.said.review
    return next(
        (one for one in [*said["contradicted"], *said["items"]] if one["id"] == doubt), None
    )


def two_records(results: Pinned, found: Json) -> list[Said]:
    """Both records of a doubt as their agencies have them."""
    with opened(results) as snapshot:
        return side_by_side(served(), snapshot, found["records"])
