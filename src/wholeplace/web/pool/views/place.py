"""The place as a whole."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wholeplace.reporting import concentration_figure, map_figure

from ...access.pages import page
from ...access.roles import Permission
from ...design.figures import Shown, shown
from ...design.nothing import needs_results
from ...places import this_place
from ...results import Pinned
from ..presenters import home
from ..presenters import place as presenters


@page(Permission.SEE_PLACE, object="place")
@needs_results
def place(request: HttpRequest, results: Pinned) -> HttpResponse:
    """Show the map, cost concentration, overlaps and partners."""
    said = results.said
    content = {
        "stats": home.headline_stats(said),
        "boroughs": presenters.borough_table(said.summary["boroughs"]),
        "partners": presenters.partner_table(said.summary["partners"]),
        "overlaps": [presenters.overlap_stat(o) for o in said.overlaps.values()],
        "concentrations": [_concentration(results, id) for id in said.concentrations],
        **_map(results, request.GET.get("measure")),
    }
    return render(request, "pool/place.html", content)


def _map(results: Pinned, asked: str | None) -> dict[str, Any]:
    counted = results.said.map
    measure = presenters.chosen_measure(counted["measures"], asked)
    if measure is None:
        return {}
    figure = results.figure(
        f"map-{measure['id']}", map_figure, this_place(), counted, measure["id"]
    )
    return {
        "measures": presenters.measure_links(counted["measures"], measure, reverse("place")),
        "map": shown(figure, notes=presenters.merged_notes(counted["areas"])),
    }


def _concentration(results: Pinned, id: str) -> Shown:
    figure = results.figure(
        f"concentration-{id}", concentration_figure, results.said.concentrations[id], id
    )
    return shown(figure, quiet=True)
