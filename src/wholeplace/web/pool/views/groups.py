"""Quality by group: is anybody linked less well than the rest?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wholeplace.reporting import groups_figure

from ...access.pages import page
from ...access.roles import Permission
from ...design.figures import shown
from ...design.nothing import needs_results
from ...results import Pinned
from ..presenters import groups as presenters


@page(Permission.SEE_SOURCES, object="quality by group", purpose="data quality")
@needs_results
def groups(request: HttpRequest, results: Pinned) -> HttpResponse:
    """Show the share of pairs found in each group, with its interval."""
    said = results.said.groups
    figures = [
        results.figure(f"groups-{kind['id']}", groups_figure, said, kind, f"groups-{kind['id']}")
        for kind in presenters.measured_kinds(said)
    ]
    content = {
        "measured": presenters.how_measured(said),
        "behind": presenters.falling_behind(said),
        "rule": presenters.rule(said),
        "caution": presenters.caution(said),
        "kinds": [
            shown(figure, marks=presenters.MARKS, quiet=True, stacks=True) for figure in figures
        ],
    }
    return render(request, "pool/groups.html", content)
