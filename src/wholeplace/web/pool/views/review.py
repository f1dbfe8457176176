"""Doubts about who is who: the queue, two records side by side, deciding, taking back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from wholeplace.loop import ReasonMissing
from wholeplace.pooling.decisions import DecisionsError, NothingToUndo
from wholeplace.pooling.decisions.links import What

from ...access.pages import page
from ...access.roles import Permission
from ...design.nothing import needs_results
from ...results import Pinned
from .. import actions, queries
from ..presenters import review as presenters

MATCHING = "matching"
REASON = "why"


@page(Permission.REVIEW_LINKS, object="doubts", purpose=MATCHING)
@needs_results
def queue(request: HttpRequest, results: Pinned) -> HttpResponse:
    """List what is in doubt and what was decided; nobody is named here."""
    waiting = queries.open_doubts(results)
    shown = {
        "stats": presenters.queue_stats(results.said.review, waiting, queries.decisions()),
        "first": waiting[0]["id"] if waiting else None,
        "doubts": presenters.doubt_table(waiting),
        "decisions": [presenters.decision(one) for one in queries.decisions()],
    }
    return render(request, "pool/review.html", shown)


@page(Permission.REVIEW_LINKS, object="doubt/{doubt}", action="read names", purpose=MATCHING)
@needs_results
def doubt(request: HttpRequest, results: Pinned, doubt: str) -> HttpResponse:
    """Show two records side by side, and ask."""
    return _asked(request, results, doubt)


def _asked(
    request: HttpRequest, results: Pinned, doubt: str, problem: str = "", why: str = ""
) -> HttpResponse:
    found = _found(results, doubt)
    try:
        records = queries.two_records(results, found)
    except queries.SnapshotGone:
        messages.info(request, "A new run has ended meanwhile: these are its doubts.")
        return redirect("review")
    done = queries.decided().get(doubt)
    shown = {
        "doubt": found,
        "verdict": presenters.verdict(found),
        "sides": presenters.sides(found, records, results.said),
        "table": presenters.comparison_table(found, records, results.said),
        "withheld": [reason for one in records for reason in one.withheld],
        "decided": presenters.decision(done) if done else None,
        "contradicted": found.get("against"),
        "place_in_queue": presenters.place_in_queue(queries.open_doubts(results), doubt),
        "next": _next(results, doubt),
        "problem": problem,
        "why": why,
    }
    return render(request, "pool/doubt.html", shown, status=400 if problem else 200)


@require_POST
@page(Permission.REVIEW_LINKS, object="doubt/{doubt}", action="decide same", purpose=MATCHING)
@needs_results
def same(request: HttpRequest, results: Pinned, doubt: str) -> HttpResponse:
    """Decide that both records are one person."""
    return _decide(request, results, doubt, "same")


@require_POST
@page(Permission.REVIEW_LINKS, object="doubt/{doubt}", action="decide different", purpose=MATCHING)
@needs_results
def different(request: HttpRequest, results: Pinned, doubt: str) -> HttpResponse:
    """Decide that the records are two people."""
    return _decide(request, results, doubt, "different")


def _decide(request: HttpRequest, results: Pinned, doubt: str, what: What) -> HttpResponse:
    found, why = _found(results, doubt), request.POST.get(REASON, "").strip()
    following = _next(results, doubt)
    try:
        number = actions.decide_doubt(results, found, what, by=request.user, why=why)
    except (ReasonMissing, DecisionsError) as problem:
        return _asked(request, results, doubt, str(problem), why)
    except queries.SnapshotGone:
        messages.info(request, "A new run has ended meanwhile: these are its doubts.")
        return redirect("review")
    messages.success(request, presenters.kept(what, number))
    return redirect(reverse("doubt", args=[following]) if following else "review")


@require_POST
@page(
    Permission.REVIEW_LINKS,
    object="decision/{number}",
    action="undo link decision",
    purpose=MATCHING,
)
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a decision back."""
    try:
        actions.undo_decision(number, by=request.user)
        messages.success(request, f"Decision {number} is taken back; the next run forgets it.")
    except (NothingToUndo, DecisionsError) as problem:
        messages.warning(request, str(problem))
    return redirect("review")


def _found(results: Pinned, doubt: str) -> queries.Json:
    found = queries.find_doubt(results, doubt)
    if found is None:
        raise Http404
    return found


def _next(results: Pinned, doubt: str) -> str | None:
    """The doubt after this one, from the front again at the end; None when no other is open."""
    ids = [one["id"] for one in queries.open_doubts(results)]
    place = ids.index(doubt) if doubt in ids else -1
    others = [*ids[place + 1 :], *ids[: max(place, 0)]]
    return others[0] if others else None
