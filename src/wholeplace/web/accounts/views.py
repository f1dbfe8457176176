"""Your own account, and what each role can do."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import presenters


@login_required
def yours(request: HttpRequest) -> HttpResponse:
    """Show what you may do here, and the ways to keep your account safe."""
    access = presenters.your_access(request.user)
    return render(request, "account/yours.html", {"access": access})


@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """Show every role and what it may open: the rule is no secret."""
    return render(request, "account/roles.html", {"table": presenters.roles_table()})
