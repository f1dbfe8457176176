"""The only writer of decisions about records in the web room."""

from typing import Any

from django.utils import timezone

from wholeplace.loop import decide
from wholeplace.pooling.decisions import undo_link
from wholeplace.pooling.decisions.links import What

from ..results import Pinned
from .queries import Json, opened, served, two_records


def decide_doubt(results: Pinned, found: Json, what: What, *, by: Any, why: str) -> int:
    """Keep that the two records of a doubt are one person or two; the next run obeys it.

    Raises ReasonMissing where that goes against the last run and no reason is given.
    """
    a, b = ((one.source, one.local_id) for one in two_records(results, found))
    with opened(results) as snapshot:
        now = timezone.now()
        return decide(served(), snapshot, what, a, b, by=_name(by), at=now, why=why)


def undo_decision(number: int, *, by: Any) -> None:
    """Take a decision back. Raises NothingToUndo when it is not in force."""
    why = "taken back on the review page"
    undo_link(served().register, number, by=_name(by), at=timezone.now(), why=why)


def _name(user: Any) -> str:
    return f"{user.name} ({user.email})"
