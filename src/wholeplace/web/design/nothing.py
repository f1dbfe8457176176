"""What a page shows before the first run has ended."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..access.roles import Permission


def needs_results(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the results pinned for this request; without any, say what to do."""

    @wraps(view)
    def with_results(request: HttpRequest, **named: Any) -> HttpResponse:
        results = request.results()
        if results is None:
            may_start = request.user.has_perm(Permission.START_RUNS)
            return render(request, "design/nothing.html", {"may_start": may_start})
        return view(request, results=results, **named)

    return with_results
