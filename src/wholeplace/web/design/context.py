"""What every page is given: the place, the snapshot it shows, where the reader may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from wholeplace.reporting.formats import day

from ..places import this_place
from .navigation import navigation


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Name the place and its snapshot, and list the sections this reader may open."""
    results = request.results()
    place = this_place()
    synthetic = place.synthetic if place else None
    return {
        "place_name": place.about.name if place else "wholeplace",
        "as_at": day(place.as_at) if place else "",
        "attribution": place.areas.attribution if place else "",
        "snapshot": results.snapshot[:12] if results else "",
        "synthetic_people": f"{synthetic.people:,}" if synthetic else "",
        "place_folder": settings.PLACE_FOLDER,
        "navigation": navigation(request),
    }
