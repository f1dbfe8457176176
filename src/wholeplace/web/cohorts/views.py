"""Programmes: the list, and one with its people and its money."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wholeplace.reporting.charts import criteria_chart

from ..access.pages import page
from ..access.roles import Permission
from ..design.nothing import needs_results
from ..money.presenters import business_case
from ..pictures import picture
from ..results import Results
from . import presenters, queries


@page(Permission.SEE_PROGRAMMES, object="programmes")
@needs_results
def programmes(request: HttpRequest, results: Results) -> HttpResponse:
    """List every programme."""
    found = [(p, queries.cohort_of(results, p)) for p in queries.programmes(results)]
    with_money = request.user.has_perm(Permission.SEE_MONEY)
    shown = {"table": presenters.programme_table(found, with_money)}
    return render(request, "cohorts/programmes.html", shown)


@page(Permission.SEE_PROGRAMMES, object="programme/{programme}")
@needs_results
def programme(request: HttpRequest, results: Results, programme: str) -> HttpResponse:
    """Show whom a programme is for and, to those who may see money, its business case."""
    found = queries.programme(results, programme)
    if found is None:
        raise Http404
    may_see_money = request.user.has_perm(Permission.SEE_MONEY)
    shown = {
        "programme": found,
        "cohort": _cohort(results, queries.cohort_of(results, found)),
        "case": business_case(results, found) if may_see_money else None,
    }
    return render(request, "cohorts/programme.html", shown)


def _cohort(results: Results, cohort: dict[str, Any] | None) -> dict[str, Any] | None:
    if cohort is None:
        return None
    prefix = f"criteria-{cohort['id']}"
    return {
        "title": cohort["title"],
        "text": cohort["text"],
        "citation": cohort["citation"],
        "stats": presenters.cohort_stats(cohort),
        "picture": picture(results, prefix, criteria_chart, cohort, prefix),
        "criteria": presenters.criteria_table(cohort),
        "met": presenters.met_table(cohort),
        "boroughs": presenters.borough_table(cohort),
    }
