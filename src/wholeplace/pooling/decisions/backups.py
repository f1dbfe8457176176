"""Known copies of the register, so that a disposal can say which still hold what it took."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .lines import append, read

SORT = "backups"


@dataclass(frozen=True)
class Backup:
    """One copy of the register: where, when, and the last disposal it knows of.

    ``cleaned``: later ones that were carried out on the copy itself.
    """

    id: str
    where: str
    at: datetime
    disposal: int
    cleaned: frozenset[int] = frozenset()

    def knows(self, disposal: int) -> bool:
        """Whether what a disposal deleted is not in it."""
        return disposal <= self.disposal or disposal in self.cleaned


class Backups:
    """Copies made, and copies known to be destroyed."""

    def __init__(self, register: Path):
        self._register = register

    def add(self, where: str, disposal: int, at: datetime) -> Backup:
        """Record a copy."""
        id = f"B{sum('made' in entry for entry in read(self._register, SORT)) + 1}"
        made = Backup(id, where, at, disposal)
        said = {"id": id, "where": where, "at": at.isoformat(timespec="seconds")}
        append(self._register, SORT, {"made": {**said, "disposal": disposal}})
        return made

    def destroyed(self, id: str, at: datetime) -> None:
        """Record that a copy is no more."""
        said = {"destroyed": id, "at": at.isoformat(timespec="seconds")}
        append(self._register, SORT, said)

    def cleaned(self, id: str, disposal: int, at: datetime) -> None:
        """Record that a disposal was carried out on a copy."""
        said = {"cleaned": id, "disposal": disposal, "at": at.isoformat(timespec="seconds")}
        append(self._register, SORT, said)

    def known(self) -> list[Backup]:
        """Copies that may still exist, oldest first."""
        entries = read(self._register, SORT)
        gone = {entry["destroyed"] for entry in entries if "destroyed" in entry}
        made = [entry["made"] for entry in entries if "made" in entry]
        return [
            Backup(
                one["id"],
                one["where"],
                datetime.fromisoformat(one["at"]),
                one["disposal"],
                frozenset(e["disposal"] for e in entries if e.get("cleaned") == one["id"]),
            )
            for one in made
            if one["id"] not in gone
        ]
