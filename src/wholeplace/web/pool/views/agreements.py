"""Agreements: how every source stands for every purpose, one agreement, and why not one use."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wholeplace.place import Place
from wholeplace.trust import answer, fingerprint, sections

from ...access.pages import page
from ...access.roles import Permission
from ...design.nothing import needs_results
from ...places import this_place
from ...results import Pinned, current_results
from ..forms import UseForm
from ..presenters import agreement as one
from ..presenters import agreements as presenters
from ..presenters.answers import answered


@page(Permission.SEE_AGREEMENTS, object="agreements", purpose="oversight")
@needs_results
def agreements(request: HttpRequest, results: Pinned) -> HttpResponse:
    """Show who may use which data, for what and until when; and what was refused."""
    said = results.said
    shown = {
        "stats": presenters.standing_stats(said),
        "matrix": presenters.matrix_table(said),
        "legend": presenters.LEGEND,
        "awaited": presenters.awaited_table(said),
        "agreements": presenters.agreement_table(said),
        "bars": presenters.bar_table(said.agreements["bars"]),
        "objections": presenters.objection_table(said),
        "cautions": presenters.caution_table(said.agreements["cautions"]),
        "refusals": presenters.refusal_table(said),
    }
    return render(request, "pool/agreements.html", shown)


@page(Permission.SEE_AGREEMENTS, object="agreement/{agreement}", purpose="oversight")
def agreement(request: HttpRequest, agreement: str) -> HttpResponse:
    """Show one agreement as its signatories read it, with its hash."""
    place = _place()
    found = place.agreements.get(agreement)
    if found is None:
        raise Http404
    sha256 = fingerprint(found, place)
    shown = {
        "agreement": found,
        "rows": one.agreement_rows(found, place, sha256),
        "sections": sections(found, place, place.as_at),
        "changed": one.changed_notice(found.id, sha256, current_results(settings.CACHE)),
    }
    return render(request, "pool/agreement.html", shown)


@page(Permission.SEE_AGREEMENTS, object="uses", purpose="oversight")
def why(request: HttpRequest) -> HttpResponse:
    """Answer whether one use is open, and if not what is missing: whose signature, or which law."""
    place = _place()
    asked = "what" in request.GET
    form = UseForm(place, request.GET if asked else None)
    found = answer(place, form.request(), place.as_at) if asked and form.is_valid() else None
    shown = {"form": form, "answer": answered(found, place) if found else None}
    return render(request, "pool/why.html", shown)


def _place() -> Place:
    place = this_place()
    if place is None:
        raise Http404
    return place
