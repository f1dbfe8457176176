"""Places where people live who are no household: a declared list beside what addresses tell."""

import csv
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import ValidationError, model_validator

from .base import Definition
from .problems import Problem, located

CommunalKind = Literal[
    "refuge",
    "hostel",
    "temporary-accommodation",
    "childrens-home",
    "prison",
    "hospital",
    "care-home",
    "approved-premises",
    "student-hall",
    "barracks",
    "other",
]
COLUMNS = ("kind", "name", "uprn", "line", "postcode", "from", "to", "source")


class CommunalPlace(Definition):
    """One row of the list. Without a line or UPRN the whole postcode is meant."""

    kind: CommunalKind
    name: str = ""
    uprn: str = ""
    line: str = ""
    postcode: str = ""
    start: date | None = None
    end: date | None = None
    source: str

    @model_validator(mode="after")
    def _is_somewhere(self) -> "CommunalPlace":
        if not (self.uprn or self.postcode):
            raise ValueError("give a UPRN or a postcode, or nobody can be found to live there")
        if not self.source:
            raise ValueError("say in 'source' where this comes from")
        return self

    def stands(self, at: date) -> bool:
        """Whether it is such a place on a day."""
        return (self.start is None or self.start <= at) and (self.end is None or at < self.end)


def read_communal(path: Path, name: str) -> tuple[list[CommunalPlace], list[Problem]]:
    """The list in a CSV file; ``name`` is what problems call it."""
    found, problems = [], []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = csv.DictReader(handle)
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            return [], [Problem(name, "", f"lacks the columns {', '.join(missing)}")]
        for number, row in enumerate(rows, start=2):
            try:
                found.append(CommunalPlace.model_validate(_typed(row)))
            except ValidationError as error:
                problems += located(f"{name} row {number}", error, CommunalPlace)
            except ValueError:
                problems.append(Problem(f"{name} row {number}", "from, to", "write 2014-03-31"))
    return found, problems


def _typed(row: dict[str, str]) -> dict[str, Any]:
    """A row as a definition has it. What a problem says must not repeat an address."""
    said: dict[str, Any] = {c: (row[c] or "").strip() for c in COLUMNS if c not in ("from", "to")}
    if said["kind"] not in get_args(CommunalKind):
        said["kind"] = said["kind"][:30]
    days = {"start": (row["from"] or "").strip(), "end": (row["to"] or "").strip()}
    return {**said, **{n: date.fromisoformat(d) if d else None for n, d in days.items()}}
