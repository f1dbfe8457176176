"""Write every output of a run into one folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from wholeplace.cohorts import CohortRefused, CohortResult, closed_sources, people_gone
from wholeplace.place import Place

from ..asking import Asked, Refusal, overlapping
from ..reviewing import review_queue
from .agreements import agreements
from .area_map import area_map
from .groups import groups
from .measures import measures
from .quality import quality
from .sources import linkage, sources
from .summary import summary
from .tables import Tables

if TYPE_CHECKING:
    from wholeplace.pooling.decisions import Choices
    from wholeplace.pooling.store import Snapshot

Tell = Callable[[str], None]


def write_outputs(
    place: Place,
    snapshot: Snapshot,
    reports: list[dict[str, Any]],
    linked: dict[str, Any],
    out: Path,
    tell: Tell,
) -> None:
    """Everything pages, the report and commands show, computed once."""
    asked = Asked.of(place, snapshot)
    tables = _planning(place, snapshot, asked.choices)
    tell("Counts")
    _json(out / "summary.json", summary(place, tables))
    shares = tables.linked_share()
    _json(out / "sources.json", sources(reports, shares, quality(place, tables)))
    _json(out / "linkage.json", linkage(_rows(snapshot), linked, shares))
    tell("Quality by group")
    _json(out / "groups.json", groups(place, snapshot))
    tell("Doubts to look at")
    _json(out / "review.json", review_queue(place, snapshot))
    results = _cohorts(place, asked, out, tell)
    _overlaps(place, results, out)
    costs = _concentrations(place, asked, out, tell)
    _programmes(place, results, out, tell)
    tell("Map")
    residents = tables.residents()
    found = measures(tables, place.vocabulary, residents, list(results.values()), costs)
    _json(out / "map.json", area_map(place, found, residents))
    refused = [*_not_read(reports), *asked.refusals]
    _json(out / "agreements.json", agreements(place, refused, asked.choices))


def _planning(place: Place, snapshot: Snapshot, choices: Choices) -> Tables:
    day = place.as_at
    gone = people_gone(place, "planning", choices, day)
    return Tables(snapshot, day, gone, closed_sources(place, "planning", choices, day))


def _rows(snapshot: Snapshot) -> dict[str, int]:
    return {name: said["rows"] for name, said in snapshot.manifest["tables"].items()}


def _cohorts(place: Place, asked: Asked, out: Path, tell: Tell) -> dict[str, CohortResult]:
    """Every cohort that agreements let us ask; those refused are among the refusals."""
    names = {borough.code: borough.name for borough in place.areas.boroughs}
    results = {}
    for id, cohort in place.cohorts.items():
        tell(cohort.title)
        with suppress(CohortRefused):
            results[id] = asked.cohort(cohort)
            _json(out / "rules" / f"{id}.json", asked.rule(cohort))
            _json(out / "cohorts" / f"{id}.json", results[id].to_json(names))
            pq.write_table(results[id].members, out / "cohorts" / f"{id}.parquet")
    return results


def _overlaps(place: Place, results: Mapping[str, CohortResult], out: Path) -> None:
    for id, definition in place.overlaps.items():
        if definition.a in results and definition.b in results:
            found = overlapping(definition, results[definition.a], results[definition.b])
            _json(out / "overlaps" / f"{id}.json", found)


def _concentrations(place: Place, asked: Asked, out: Path, tell: Tell) -> list[Any]:
    costs = []
    for id, definition in place.concentrations.items():
        tell(definition.title)
        with suppress(CohortRefused):
            found, pence = asked.concentration(definition)
            _json(out / "concentrations" / f"{id}.json", found)
            costs.append((definition, pence))
    return costs


def _programmes(place: Place, results: Mapping[str, CohortResult], out: Path, tell: Tell) -> None:
    from wholeplace.finance import appraise

    counts = {id: result.count for id, result in results.items()}
    for id, programme in place.programmes.items():
        if programme.reach.cohort and programme.reach.cohort not in counts:
            continue  # its cohort was refused, and the refusal is written down
        tell(programme.name)
        cohort = results.get(programme.cohort or "")
        said = {
            **appraise(programme, place, counts).to_json(),
            "theme": programme.theme,
            "cohort": programme.cohort,
            "text": cohort.text if cohort else "",
        }
        _json(out / "programmes" / f"{id}.json", said)


def _not_read(reports: list[dict[str, Any]]) -> list[Refusal]:
    return [Refusal(r["id"], "pooling", r["reason"]) for r in reports if not r["permitted"]]


def _json(path: Path, content: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    path.write_text(text + "\n", encoding="utf-8")
