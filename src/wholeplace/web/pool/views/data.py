"""Data quality: sources, what was found in each, and the agreements that open them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ...access.pages import page
from ...access.roles import Permission
from ...design.nothing import needs_results
from ...results import Results
from .. import queries
from ..presenters import data as presenters


@page(Permission.SEE_SOURCES, object="sources", purpose="data quality")
@needs_results
def sources(request: HttpRequest, results: Results) -> HttpResponse:
    """List what partners delivered."""
    delivered = queries.sources(results)
    shown = {
        "stats": presenters.pool_stats(delivered, queries.linkage(results)),
        "table": presenters.source_table(delivered),
    }
    return render(request, "pool/sources.html", shown)


@page(Permission.SEE_SOURCES, object="source/{source}", purpose="data quality")
@needs_results
def source(request: HttpRequest, results: Results, source: str) -> HttpResponse:
    """Show one source and everything found in it."""
    found = queries.source(results, source)
    if found is None:
        raise Http404
    shown = {
        "source": found,
        "rows": presenters.source_rows(found),
        "findings": presenters.findings_table(found["findings"]),
    }
    return render(request, "pool/source.html", shown)


@page(Permission.SEE_AGREEMENTS, object="agreements", purpose="oversight")
@needs_results
def agreements(request: HttpRequest, results: Results) -> HttpResponse:
    """Show who may use which data, for what and until when; and what was refused."""
    recorded = queries.agreements(results)
    shown = {
        "agreements": presenters.agreement_table(recorded["agreements"]),
        "refusals": presenters.refusal_table(recorded["refusals"]),
    }
    return render(request, "pool/agreements.html", shown)
