"""The place as a whole."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wholeplace.reporting import ward_map
from wholeplace.reporting.charts import concentration_chart

from ...access.pages import page
from ...access.roles import Permission
from ...design.nothing import needs_results
from ...pictures import picture
from ...places import this_place
from ...results import Results
from .. import queries
from ..presenters import home
from ..presenters import place as presenters


@page(Permission.SEE_PLACE, object="place")
@needs_results
def place(request: HttpRequest, results: Results) -> HttpResponse:
    """Show the map, cost concentration, overlaps and partners."""
    pooled = queries.summary(results) or {}
    shown = {
        "stats": home.headline_stats(pooled),
        "boroughs": presenters.borough_table(pooled["boroughs"]),
        "partners": presenters.partner_table(pooled["partners"]),
        "overlaps": [presenters.overlap_stat(o) for o in queries.overlaps(results)],
        "concentrations": [_concentration(results, c) for c in queries.concentrations(results)],
        **_map(request, results, {b["code"]: b["name"] for b in pooled["boroughs"]}),
    }
    return render(request, "pool/place.html", shown)


def _map(request: HttpRequest, results: Results, boroughs: dict[str, str]) -> dict[str, Any]:
    counted = queries.area_map(results)
    measure = presenters.chosen_measure(counted["measures"], request.GET.get("measure"))
    if measure is None:
        return {}
    areas = counted["areas"]
    drawn = picture(results, f"map-{measure['id']}", ward_map, this_place(), areas, measure)
    return {
        "measure": measure,
        "measures": presenters.measure_links(counted["measures"], measure, reverse("place")),
        "map": drawn,
        "areas": presenters.area_table(areas, measure, boroughs),
    }


def _concentration(results: Results, concentration: dict[str, Any]) -> dict[str, Any]:
    prefix = f"concentration-{concentration['id']}"
    return {
        "title": concentration["title"],
        "stats": presenters.concentration_stats(concentration),
        "picture": picture(results, prefix, concentration_chart, concentration, prefix),
        "table": presenters.concentration_table(concentration),
    }
