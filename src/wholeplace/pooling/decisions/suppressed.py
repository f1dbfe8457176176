"""What may not come back: erased people, by token, and sources that were withdrawn."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from wholeplace.place import Place
from wholeplace.trust.keys import Keys

from .deliveries import Who
from .lines import append, read
from .subjects import IDENTIFIER, RECORD, Subject, plain

SORT = "suppressed"


@dataclass(frozen=True)
class Suppressed:
    """Tokens of records and identifiers, and ids of sources, that a run does not read."""

    subjects: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()

    @classmethod
    def of(cls, register: Path) -> "Suppressed":
        """What stands in a register."""
        subjects: set[str] = set()
        sources: set[str] = set()
        for entry in read(register, SORT):
            subjects.update(entry.get("subjects", ()))
            sources.update(entry.get("sources", ()))
            sources.difference_update(entry.get("readmitted", ()))
        return cls(frozenset(subjects), frozenset(sources))

    def about(self, people: str) -> list[str]:
        """Tokens that can match in a source, by whose list of people it uses."""
        meant = f"{RECORD}:{people}"
        return sorted(
            one
            for one in self.subjects
            if one.startswith(IDENTIFIER) or one.rpartition(":")[0] == meant
        )


def erased(place: Place) -> Callable[[Who], bool]:
    """A quick way to ask whether a delivery of people's choices names somebody who was erased."""
    subjects = Suppressed.of(place.register).subjects
    if not subjects:
        return lambda who: False
    key = Keys(place.register).own(needed=True)

    def is_erased(who: Who) -> bool:
        if who.scheme:
            named = Subject(IDENTIFIER, who.scheme, plain(who.value))
        else:
            source = str(who.source)
            named = Subject(RECORD, place.sources[source].same_people_as or source, who.value)
        return named.hidden(key) in subjects

    return is_erased


def suppress(register: Path, subjects: Collection[str], sources: Collection[str] = ()) -> None:
    """Keep these out from now on; what is kept out already is not written again."""
    known = Suppressed.of(register)
    said = {
        "subjects": sorted(set(subjects) - known.subjects),
        "sources": sorted(set(sources) - known.sources),
    }
    if any(said.values()):
        append(register, SORT, {name: more for name, more in said.items() if more})


def readmit(register: Path, source: str) -> None:
    """Read a withdrawn source again."""
    append(register, SORT, {"readmitted": [source]})
