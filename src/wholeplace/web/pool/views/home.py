"""The start page: what this is, and where you may go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ...access.roles import Permission
from ...jobs.queries import last_run
from ..presenters import home as presenters
from ..queries import summary


def home(request: HttpRequest) -> HttpResponse:
    """Welcome; figures only for those who may see the place."""
    pooled = summary(request.results)
    may_start = request.user.has_perm(Permission.START_RUNS)
    sees_place = request.user.has_perm(Permission.SEE_PLACE)
    sees_runs = request.user.has_perm(Permission.SEE_RUNS)
    shown = {
        "nothing": None if pooled else presenters.nothing_pooled(may_start),
        "stats": presenters.headline_stats(pooled) if pooled and sees_place else None,
        "last_run": presenters.last_run_link(last_run()) if sees_runs else None,
        "may_start": may_start and not pooled,
    }
    return render(request, "pool/home.html", shown)
