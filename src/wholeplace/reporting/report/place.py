"""The place: who takes part, who was pooled, where, and how cost is concentrated."""

from typing import Any

from wholeplace.place import Place

from ..figures import concentration_figure, map_figure
from ..formats import count, day, listed, percent, pounds_short
from ..markup import Markup, tag
from ..results import Results
from ..tables import Table, columns
from .citations import Citations
from .pieces import section, shown


def place_section(place: Place, results: Results, cited: Citations) -> Markup:
    """Boroughs, maps, concentration, partners."""
    return section(
        "place",
        "The place",
        _residents(place, results, cited),
        boroughs(results).html(),
        [
            shown(map_figure(place, results.map, measure["id"], f"map-{n}"), beside=True)
            for n, measure in enumerate(_mapped(results))
        ],
        [
            shown(concentration_figure(found, f"curve-{n}"), beside=True)
            for n, found in enumerate(results.concentrations.values())
        ],
        partners(results).html(),
    )


def _residents(place: Place, results: Results, cited: Citations) -> Markup:
    """Where the numbers of residents come from; an invented place has its own."""
    sources = cited.cite_all(dict.fromkeys(b.residents.source for b in place.areas.boroughs))
    if results.summary["synthetic"]:
        return tag("p", "Residents are the invented ones, shared over boroughs as in life", sources)
    return tag("p", "Residents of each borough are as published", sources, ".")


def _mapped(results: Results) -> list[dict[str, Any]]:
    """The first measure, costs, and cohorts of households: one map for each question asked."""
    families = [id for id, c in results.cohorts.items() if c["unit"] == "household"]
    measures: list[dict[str, Any]] = results.map["measures"]
    asked = {measures[0]["id"], *results.concentrations, *families} if measures else set()
    return [m for m in measures if m["id"] in asked]


def boroughs(results: Results) -> Table:
    """Residents, people pooled, and people several partners know."""
    rows = [
        (
            b["name"],
            count(b["residents"]),
            count(b["people"]),
            count(b["sharing"]),
            percent(b["sharing"] / b["people"] if b["people"] else None),
        )
        for b in results.summary["boroughs"]
    ]
    heads = columns("Borough", "#Residents", "#People pooled", "#Known to 2 or more", "#Share")
    return Table("Boroughs: residents, people pooled, people two partners know", heads, tuple(rows))


def partners(results: Results) -> Table:
    """What each partner pays for, and the money seen here."""
    rows = [
        (
            p["name"],
            _when(p),
            listed(p["funds"]),
            pounds_short(p["activity_pence"] or 0),
            pounds_short(p["spend_pence"] or 0),
        )
        for p in results.summary["partners"]
    ]
    heads = columns("Partner", "When", "What it pays for", "#Activity", "#Published spend")
    return Table("Partners, what they fund, and the money seen here", heads, tuple(rows))


def _when(partner: dict[str, Any]) -> str:
    if partner["to"]:
        return f"until {day(partner['to'])}"
    return f"since {day(partner['from'])}"
