"""What is asked and what is answered."""

from dataclasses import dataclass
from typing import Literal

from wholeplace.place import Place, Purpose
from wholeplace.place.agreements import Grain
from wholeplace.place.partners import PartnerKind
from wholeplace.place.sensitivity import Classes, field_classes

Stage = Literal["compile", "run", "release"]
"""When it is asked: as a question is made ready, as rows are read, as figures leave the parties."""


@dataclass(frozen=True)
class Request:
    """What someone wants to use: fields of one source, for one purpose.

    Fields are ``record``, ``identifier``, ``address``, ``spend``, an activity kind, or
    ``kind.attribute``. Grain says whether the answer names people. ``organisation`` and ``role``
    are who asks, or at release who receives (nobody named: the public); the pipeline itself, which
    shows nobody anything, has neither. ``areas`` that are empty mean the whole place. ``held_by``,
    ``holder`` and ``classes`` are facts about the source: use ``request_of`` to have them right.
    """

    purpose: Purpose
    source: str
    fields: tuple[str, ...]
    programme: str | None = None
    grain: Grain = "pseudonymised"
    organisation: str | None = None
    held_by: PartnerKind | None = None
    holder: str | None = None
    classes: Classes = frozenset()
    stage: Stage = "run"
    areas: tuple[str, ...] = ()
    role: str | None = None


def request_of(
    place: Place,
    purpose: Purpose,
    source: str,
    fields: tuple[str, ...],
    *,
    programme: str | None = None,
    grain: Grain = "pseudonymised",
    organisation: str | None = None,
    stage: Stage = "run",
) -> Request:
    """A request with the facts about its source: whose it is, and what the law calls its fields."""
    known = place.sources[source]
    classes = (field_classes(field, known, place.vocabulary) for field in fields)
    return Request(
        purpose,
        source,
        fields,
        programme,
        grain,
        organisation,
        held_by=place.partners[known.partner].kind,
        holder=known.partner,
        classes=frozenset().union(*classes),
        stage=stage,
    )


@dataclass(frozen=True)
class Ground:
    """An agreement that permits a request, and the conditions under which it does.

    ``consent``: only rows of people with a live consent. ``objections``: no rows of people on
    these lists. ``areas``: only people who live there (empty: anywhere). ``users``: shown only to
    these roles (empty: any). ``protect``: only as protected counts.
    """

    agreement: str
    consent: bool = False
    objections: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    protect: bool = False


@dataclass(frozen=True)
class Decision:
    """Permitted on one ground or several, any of which will do; or refused, for the reasons."""

    permit: bool
    reasons: tuple[str, ...]
    grounds: tuple[Ground, ...] = ()

    @property
    def agreement(self) -> str | None:
        """The first agreement that permits it."""
        return self.grounds[0].agreement if self.grounds else None
