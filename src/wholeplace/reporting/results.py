"""What a run left behind, read whole."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .errors import ReportingError

Json = dict[str, Any]


@dataclass(frozen=True)
class Results:
    """The JSON files of one run, by what they are about."""

    summary: Json
    map: Json
    sources: list[Json]
    linkage: Json
    groups: Json
    agreements: Json
    cohorts: dict[str, Json]
    overlaps: dict[str, Json]
    concentrations: dict[str, Json]
    programmes: dict[str, Json]
    review: Json

    def partner_name(self, partner: str) -> str:
        """A partner's name; its id where the place no longer knows it."""
        names: dict[str, str] = {p["id"]: p["name"] for p in self.summary["partners"]}
        return names.get(partner, partner)

    def source_title(self, source: str) -> str:
        """A source's title, or its id."""
        titles: dict[str, str] = {s["id"]: s["title"] for s in self.sources}
        return titles.get(source, source)

    def without(self, left_out: Collection[str]) -> "Results":
        """The same without these cohorts, costs, overlaps and programmes."""

        def kept(found: dict[str, Json]) -> dict[str, Json]:
            return {id: said for id, said in found.items() if id not in left_out}

        measures = [m for m in self.map["measures"] if m["id"] not in left_out]
        return replace(
            self,
            map={**self.map, "measures": measures},
            cohorts=kept(self.cohorts),
            overlaps=kept(self.overlaps),
            concentrations=kept(self.concentrations),
            programmes=kept(self.programmes),
        )


def read_results(folder: Path) -> Results:
    """Read a results folder; say which file is missing or torn."""
    return Results(
        summary=_one(folder / "summary.json"),
        map=_one(folder / "map.json"),
        sources=_one(folder / "sources.json")["sources"],
        linkage=_one(folder / "linkage.json"),
        groups=_one(folder / "groups.json"),
        agreements=_one(folder / "agreements.json"),
        cohorts=_many(folder / "cohorts"),
        overlaps=_many(folder / "overlaps"),
        concentrations=_many(folder / "concentrations"),
        programmes=_many(folder / "programmes"),
        review=_one(folder / "review.json"),
    )


def _one(path: Path) -> Json:
    try:
        content: Json = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ReportingError(f"{path}: is missing; 'wholeplace run PLACE' writes it") from error
    except ValueError as error:
        raise ReportingError(
            f"{path}: cannot be read ({error}); 'wholeplace run PLACE' writes it anew"
        ) from error
    return content


def _many(folder: Path) -> dict[str, Json]:
    return {path.stem: _one(path) for path in sorted(folder.glob("*.json"))}
