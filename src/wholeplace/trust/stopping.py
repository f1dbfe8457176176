"""The stop-list: whom nobody is to contact, and why. It stands before any contact."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reachable:
    """What bears on contacting somebody in view. Days are those from which it holds.

    ``left``: every address they had has ended, or the latest is outside the place. ``objects``: the
    person has objected to being contacted. ``refuge``: a letter or visit could give away where.
    """

    died: date | None = None
    left: date | None = None
    objects: date | None = None
    refuge: bool = False


DEAD = "has died"
MOVED = "has moved away"
OBJECTS = "has objected to being contacted"
REFUGE = "lives in a refuge: only its own workers make contact"
KEPT_FROM_VIEW = "is not in view: ask the front door"


def stopped(person: Reachable | None, at: date) -> tuple[str, ...]:
    """Why somebody is not to be contacted on a day; empty when nothing stands against it.

    None is somebody who is sealed, restricted, erased or was never known: nothing tells which.
    """
    if person is None:
        return (KEPT_FROM_VIEW,)
    dated = ((DEAD, person.died), (MOVED, person.left), (OBJECTS, person.objects))
    reasons = tuple(reason for reason, day in dated if day is not None and day <= at)
    return (*reasons, REFUGE) if person.refuge else reasons
