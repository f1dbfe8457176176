"""The sections of the site, each shown to those who may open it."""

from django.http import HttpRequest
from django.urls import reverse

from ..access.roles import Permission
from .parts import Link

SECTIONS = (
    ("The place", "place", Permission.SEE_PLACE, "Map, cost concentration and partners"),
    (
        "Programmes",
        "programmes",
        Permission.SEE_PROGRAMMES,
        "Who each is for, and who pays and gains",
    ),
    (
        "Data quality",
        "sources",
        Permission.SEE_SOURCES,
        "What partners delivered and what was found",
    ),
    ("Review", "review", Permission.REVIEW_LINKS, "Decide whether two records are one person"),
    ("Agreements", "agreements", Permission.SEE_AGREEMENTS, "Who may use which data, for what"),
    ("Runs", "runs", Permission.SEE_RUNS, "Pool again and watch it happen"),
    ("Audit", "audit", Permission.SEE_AUDIT, "Who looked at what, and what was refused"),
)


def navigation(request: HttpRequest) -> list[Link]:
    """Return the sections the reader may open; the one they are in is current."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return [
        Link(text, reverse(name), _is_in(request.path, reverse(name)), note)
        for text, name, permission, note in SECTIONS
        if user.has_perm(permission)
    ]


def _is_in(path: str, section: str) -> bool:
    return path.startswith(section)
