"""What is said when a page cannot be shown: what happened, and what to do."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ..access.roles import PERMISSION_WORDS, roles_with


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say which roles may open the page."""
    permission = getattr(exception, "permission", None)
    told = {
        "permission": PERMISSION_WORDS.get(permission, ""),
        "roles": [role.name for role in roles_with(permission)] if permission else [],
    }
    return render(request, "design/403.html", told, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing has this address."""
    return render(request, "design/404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request made no sense."""
    return HttpResponse(render_to_string("design/400.html"), status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was open too long, or cookies are off."""
    return render(request, "design/stale_form.html", status=403)


def not_recorded(request: HttpRequest, problem: Exception) -> HttpResponse:
    """Say that nothing was shown, since it could not be recorded."""
    logging.getLogger(__name__).error("%s", problem)
    return render(request, "design/not_recorded.html", status=503)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault; needs no database and no place."""
    return HttpResponse(render_to_string("design/500.html"), status=500)
