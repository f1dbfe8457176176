"""What is asked and what is answered."""

from dataclasses import dataclass

from wholeplace.place import Purpose
from wholeplace.place.agreements import Grain
from wholeplace.place.partners import PartnerKind


@dataclass(frozen=True)
class Request:
    """What someone wants to use: fields of one source, for one purpose.

    Fields are ``record``, ``identifier``, ``address``, ``spend``, an activity kind, or
    ``kind.attribute``. Grain says whether the answer names people. ``held_by`` is the kind of
    partner whose source it is; the law bars some kinds of partner from some powers.
    """

    purpose: Purpose
    source: str
    fields: tuple[str, ...]
    programme: str | None = None
    grain: Grain = "pseudonymised"
    organisation: str | None = None
    held_by: PartnerKind | None = None


@dataclass(frozen=True)
class Decision:
    """Permitted by ``agreement``, or refused for reasons that name what is missing."""

    permit: bool
    reasons: tuple[str, ...]
    agreement: str | None = None
