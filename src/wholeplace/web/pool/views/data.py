"""Data quality: sources, and what was found in each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ...access.pages import page
from ...access.roles import Permission
from ...design.nothing import needs_results
from ...results import Pinned
from ..presenters import data as presenters


@page(Permission.SEE_SOURCES, object="sources", purpose="data quality")
@needs_results
def sources(request: HttpRequest, results: Pinned) -> HttpResponse:
    """List what partners delivered."""
    shown = {
        "stats": presenters.pool_stats(results.said),
        "table": presenters.source_table(results.said),
    }
    return render(request, "pool/sources.html", shown)


@page(Permission.SEE_SOURCES, object="source/{source}", purpose="data quality")
@needs_results
def source(request: HttpRequest, results: Pinned, source: str) -> HttpResponse:
    """Show one source and everything found in it."""
    found = next((s for s in results.said.sources if s["id"] == source), None)
    if found is None:
        raise Http404
    shown = {
        "source": found,
        "rows": presenters.source_rows(found, results.said),
        "findings": presenters.findings_table(found["findings"]),
    }
    return render(request, "pool/source.html", shown)
