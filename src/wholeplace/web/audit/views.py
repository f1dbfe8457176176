"""The audit log, for those who look after it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..access.pages import page
from ..access.roles import Permission
from ..accounts.queries import names_of
from . import presenters, queries

ROWS_ON_A_PAGE = 50


@page(Permission.SEE_AUDIT, object="audit", purpose="oversight")
def log(request: HttpRequest) -> HttpResponse:
    """Show who asked for what, newest first."""
    outcome = "denied" if request.GET.get("outcome") == "denied" else None
    rows = Paginator(queries.newest_rows(outcome), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    accounts = {a for row in rows if (a := presenters.account_of(row["actor"])) is not None}
    shown = {
        "rows": rows,
        "table": presenters.log_table(list(rows), names_of(accounts)),
        "filters": presenters.filters(outcome, reverse("audit")),
        "query": f"&outcome={outcome}" if outcome else "",
        "broken": presenters.broken_seal(queries.seals_hold()),
    }
    return render(request, "audit/log.html", shown)
