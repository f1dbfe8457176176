"""The start page: what this is, and where you may go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wholeplace.reporting import in_short

from ...access.roles import Permission
from ...jobs.queries import last_run
from ..presenters import home as presenters

IN_SHORT = {Permission.SEE_PLACE, Permission.SEE_PROGRAMMES, Permission.SEE_MONEY}


def home(request: HttpRequest) -> HttpResponse:
    """Welcome; figures only for those who may see the place."""
    held = request.user.permissions if request.user.is_authenticated else set()
    results = request.results()
    said = results.said if results else None
    shown = {
        "nothing": said is None,
        "stats": presenters.headline_stats(said) if said and Permission.SEE_PLACE in held else None,
        "in_short": in_short(said) if said and held >= IN_SHORT else None,
        "last_run": presenters.last_run_link(last_run()) if Permission.SEE_RUNS in held else None,
        "may_start": Permission.START_RUNS in held,
    }
    return render(request, "pool/home.html", shown)
