"""Programmes: the list, and one with its people and its money."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wholeplace.reporting import criteria_figure, left_out, rule_in_words
from wholeplace.reporting.figures import met_by_number_table

from ..access.pages import page
from ..access.roles import Permission
from ..design.figures import as_table, shown
from ..design.nothing import needs_results
from ..money.presenters import business_case
from ..results import Pinned
from . import presenters


@page(Permission.SEE_PROGRAMMES, object="programmes")
@needs_results
def programmes(request: HttpRequest, results: Pinned) -> HttpResponse:
    """List every programme."""
    said = results.said
    found = [(p, said.cohorts.get(p["cohort"] or "")) for p in said.programmes.values()]
    with_money = request.user.has_perm(Permission.SEE_MONEY)
    content = {"table": presenters.programme_table(found, with_money)}
    return render(request, "cohorts/programmes.html", content)


@page(Permission.SEE_PROGRAMMES, object="programme/{programme}")
@needs_results
def programme(request: HttpRequest, results: Pinned, programme: str) -> HttpResponse:
    """Show whom a programme is for and, to those who may see money, its business case."""
    found = results.said.programmes.get(programme)
    if found is None:
        raise Http404
    may_see_money = request.user.has_perm(Permission.SEE_MONEY)
    content = {
        "programme": found,
        "cohort": _cohort(results, found["cohort"]),
        "case": business_case(results, found) if may_see_money else None,
    }
    return render(request, "cohorts/programme.html", content)


def _cohort(results: Pinned, id: str | None) -> dict[str, Any] | None:
    cohort = results.said.cohorts.get(id or "")
    if cohort is None:
        return None
    figure = results.figure(f"criteria-{id}", criteria_figure, cohort, f"criteria-{id}")
    return {
        "title": cohort["title"],
        "rule": rule_in_words(cohort["text"]),
        "citation": cohort["citation"],
        "stats": presenters.cohort_stats(cohort),
        "left_out": left_out(cohort),
        "criteria": shown(figure),
        "met": as_table(met_by_number_table(cohort)),
        "boroughs": presenters.borough_table(cohort),
    }
