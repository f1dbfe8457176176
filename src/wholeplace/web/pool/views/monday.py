"""What is new since the run before: the page to open on a Monday."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ...access.pages import page
from ...access.roles import Permission
from ...design.nothing import needs_results
from ...results import Pinned
from ..presenters import monday as presenters


@page(Permission.SEE_SOURCES, object="what is new", purpose="data quality")
@needs_results
def monday(request: HttpRequest, results: Pinned) -> HttpResponse:
    """Show what arrived, what broke, how good each source is, and why counts moved."""
    shown = {
        "compared": presenters.compared(results.changes),
        "arrivals": presenters.arrivals_table(results.said, results.changes),
        "timeliness": presenters.timeliness_table(results.said),
        "quality": presenters.quality_table(results.said),
        "meanings": presenters.meanings(),
        "cohorts": presenters.cohort_table(results.changes),
    }
    return render(request, "pool/monday.html", shown)
