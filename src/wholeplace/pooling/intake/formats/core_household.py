"""What the slots of a letting say about a household, in which nobody is named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from ..codes import code_list
from ..values import plain
from .core_labels import as_code

ADULT = 16
"""Age from which CORE asks for a working situation."""
CHILD, NOT_SAID = "9", "10"
"""Codes of the working situation."""
ANSWERS = ("relat", "age", "sex", "sexrab", "ecstat")
SLOTS = range(2, 9)
RELATIONS = {"P": "partner", "C": "child", "X": "other"}
SEXES = {"male": "M", "female": "F", "nonbinary": "X", "m": "M", "f": "F", "x": "X"}


Slot = tuple[str, ...]
"""What is said of one person, or the columns that say it."""


@dataclass(frozen=True)
class Member:
    """One person of a household: relation, age, sex and work, each where it is given."""

    relation: str
    age: int | None
    sex: str
    work: str

    @cached_property
    def adult(self) -> bool | None:
        """None when neither the age nor the work tells."""
        if self.age is not None:
            return self.age >= ADULT
        if self.work == CHILD:
            return False
        return True if self.work.isdigit() and self.work != NOT_SAID else None

    @cached_property
    def text(self) -> str:
        """'partner 32 F 6'; '?' for what is not given."""
        said = [RELATIONS.get(self.relation, "other"), str(self.age or "?"), self.sex or "?"]
        return " ".join([*said, self.work or "?"])


@dataclass(frozen=True)
class Household:
    """The lead tenant and the others. What the answers do not settle is blank.

    ``told`` is how many people there are said to be; there may be no word about some of them.
    """

    lead: Member
    others: tuple[Member, ...]
    told: str = ""

    @classmethod
    def of(cls, answers: Sequence[Slot], told: str = "") -> Household:
        """From the answers of one letting about each person, in the order of ``ANSWERS``."""
        others = [_member(*given) for given in answers[1:] if any(given)]
        return cls(_member(*answers[0]), tuple(others), told)

    @property
    def size(self) -> str:
        """As it is told; else the lead tenant and every slot with an answer in it."""
        return self.told or str(1 + len(self.others))

    @property
    def children(self) -> str:
        """How many are known to be under 16; blank when somebody's age cannot be told."""
        grown = [member.adult for member in self.others]
        return "" if None in grown or self._is_part else str(grown.count(False))

    @property
    def workless(self) -> str:
        """Whether no adult is in paid work; blank when that hangs on somebody who did not say."""
        adults = [m.work for m in (self.lead, *self.others) if m.adult is not False]
        if any(work in _paid() for work in adults):
            return "no"
        unsaid = any(work in ("", NOT_SAID) or not work.isdigit() for work in adults)
        return "" if unsaid or self._is_part else "yes"

    @property
    def members(self) -> str:
        """The others: 'partner 32 F 6; child 4 M 9', '?' for what is not given."""
        return "; ".join(member.text for member in self.others)

    @property
    def _is_part(self) -> bool:
        told = plain.integer(self.told)
        return told is not None and told > 1 + len(self.others)


def slots_among(columns: Collection[str]) -> list[Slot]:
    """The slot of the lead tenant, and every other of which a file has columns."""
    slots = [tuple(what + str(slot) for what in ANSWERS) for slot in (1, *SLOTS)]
    return [slots[0], *(names for names in slots[1:] if any(n in columns for n in names))]


@lru_cache(65_536)
def _member(relation: str, age: str, sex: str, sex_at_birth: str, work: str) -> Member:
    years = plain.integer(age)
    return Member(
        as_code(relation, "relation").upper(),
        years if years is not None and years > 0 else None,
        SEXES.get((sex_at_birth or sex).casefold().replace("-", ""), ""),
        as_code(work, "work"),
    )


@cache
def _paid() -> frozenset[str]:
    return code_list("core.paid").known(None)
