"""A handful of people and what happened to them, as frames for rules and facts for checking."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from wholeplace.cohorts import CohortResult, Frames, evaluate
from wholeplace.cohorts.frames import COLUMNS
from wholeplace.cohorts.reference import Facts
from wholeplace.place import Cohort, Concentration, Overlap, load_vocabulary

AS_AT = date(2014, 3, 31)
WESTMINSTER, KENSINGTON = "E09000033", "E09000020"
VOCABULARY = load_vocabulary()
SHIPPED = Path(__file__).parents[3] / "examples" / "triborough" / "cohorts"
_ARROW = {
    "text": pa.string(),
    "code": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "flag": pa.bool_(),
}


class Town:
    """People, households, activities and coverage, added one line at a time."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
        self.details: dict[str, list[dict[str, Any]]] = {}

    def person(
        self,
        name: str,
        born: date | None = date(1980, 1, 1),
        household: str | None = None,
        borough: str | None = WESTMINSTER,
        died: date | None = None,
    ) -> "Town":
        row = {"person": name, "birth_date": born, "died": died, "borough": borough}
        self.rows["person"].append(row)
        return self.lives(name, household) if household else self

    def lives(
        self, name: str, household: str, start: date | None = None, end: date | None = None
    ) -> "Town":
        row = {"household": household, "person": name, "start": start, "end": end}
        self.rows["household_member"].append(row)
        return self

    def did(
        self,
        person: str | None,
        kind: str,
        start: date | None,
        end: date | None = None,
        *,
        quantity: float | None = 1.0,
        pence: int | None = None,
        source: str = "a-source",
        **attributes: Any,
    ) -> "Town":
        number = len(self.rows["activity"])
        self.rows["activity"].append(
            {
                "activity": number,
                "person": person,
                "kind": kind,
                "start": start,
                "end": end,
                "quantity": quantity,
                "pence": pence,
                "source": source,
            }
        )
        if VOCABULARY.kinds[kind].attributes:
            self.details.setdefault(kind, []).append({"activity": number, **attributes})
        return self

    def covers(
        self,
        *kinds: str,
        area: str = WESTMINSTER,
        ages: tuple[int, int] = (0, 130),
        start: date = date(2011, 4, 1),
        end: date = date(2014, 4, 1),
        source: str = "a-source",
    ) -> "Town":
        for kind in kinds:
            self.rows["coverage"].append(
                {
                    "source": source,
                    "kind": kind,
                    "area": area,
                    "age_from": ages[0],
                    "age_to": ages[1],
                    "start": start,
                    "end": end,
                }
            )
        return self

    def residents(self, number: int, area: str = "E05000644", borough: str = WESTMINSTER) -> "Town":
        row = {"area": area, "borough": borough, "residents": number}
        self.rows["population"].append(row)
        return self

    def arrow(self) -> dict[str, pa.Table]:
        tables = {
            name: pa.Table.from_pylist(rows, schema=pa.schema(list(COLUMNS[name].items())))
            for name, rows in self.rows.items()
        }
        for kind, rows in self.details.items():
            tables[f"detail_{kind}"] = pa.Table.from_pylist(rows, schema=_detail(kind))
        return tables

    def frames(self) -> Frames:
        return Frames.from_arrow(self.arrow(), VOCABULARY)

    def facts(self) -> Facts:
        detail = {row["activity"]: row for rows in self.details.values() for row in rows}
        return Facts(
            persons=self.rows["person"],
            members=self.rows["household_member"],
            activities=[
                {**row, "detail": detail.get(row["activity"], {})} for row in self.rows["activity"]
            ],
            coverage=self.rows["coverage"],
            lasting={name for name, kind in VOCABULARY.kinds.items() if kind.lasting},
        )


def _detail(kind: str) -> pa.Schema:
    attributes = VOCABULARY.kinds[kind].attributes.items()
    return pa.schema([("activity", pa.int64()), *((n, _ARROW[a.type]) for n, a in attributes)])


def asked(cohort: Cohort, town: Town, as_at: date = AS_AT) -> CohortResult:
    """The answer for a made-up town."""
    return evaluate(cohort, town.frames(), as_at)


def units(result: CohortResult) -> list[str]:
    """Who is in."""
    ids: list[str] = result.members["unit"].to_pylist()
    return ids


def rule(*tests: dict[str, Any], unit: str = "person", member: str | None = None) -> Cohort:
    """A cohort of one criterion that any of the tests meets."""
    member = member or ("self" if unit == "person" else "any")
    return cohort({"any": tests, "member": member}, unit=unit)


def cohort(
    *criteria: dict[str, Any], unit: str = "person", at_least: int | None = None, **more: Any
) -> Cohort:
    """A cohort of criteria called a, b, c …, of which at least so many must be met."""
    named = [
        {"id": "abcdefgh"[n], "title": f"Criterion {n}", **criterion}
        for n, criterion in enumerate(criteria)
    ]
    select: dict[str, Any] = {"of": [c["id"] for c in named]}
    if at_least is not None:
        select["at_least"] = stated(at_least)
    head = {"id": "made-up", "title": "Made up", "unit": unit, "purpose": "planning"}
    whole = {**head, "citation": ["a test"], "criterion": named, "select": select}
    return Cohort.model_validate({**whole, **more})


def stated(value: Any) -> dict[str, Any]:
    """A number with a source."""
    return {"value": value, "unit": "criteria", "source": "made up for a test", "grade": 6}


def shipped(name: str) -> Cohort:
    """A cohort of the example place."""
    return Cohort.model_validate(_read(name, "cohort"))


def shipped_overlap(name: str) -> Overlap:
    """An overlap of the example place."""
    return Overlap.model_validate(_read(name, "overlap"))


def shipped_concentration(name: str) -> Concentration:
    """A concentration of the example place."""
    return Concentration.model_validate(_read(name, "concentration"))


def _read(name: str, kind: str) -> dict[str, Any]:
    data = tomllib.loads((SHIPPED / f"{name}.toml").read_text("utf-8"), parse_float=Decimal)
    head = data.pop(kind)
    return {**data, **head}
