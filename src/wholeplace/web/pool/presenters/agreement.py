"""One agreement: its head, and whether the last run went by other terms."""

from django.utils.text import capfirst

from wholeplace.place import Agreement, Place
from wholeplace.reporting.formats import day
from wholeplace.trust.validity import state
from wholeplace.trust.words import last_day

from ...design.parts import Notice
from ...results import Pinned


def agreement_rows(agreement: Agreement, place: Place, sha256: str) -> list[tuple[str, str]]:
    """The head of an agreement's own page."""
    return [
        ("State", capfirst(state(agreement, place.as_at))),
        ("Holds", f"{day(agreement.start)} to {last_day(agreement.end)}"),
        ("Review", f"by {day(agreement.review)}"),
        ("SHA-256", sha256),
    ]


def changed_notice(id: str, sha256: str, results: Pinned | None) -> Notice | None:
    """A warning when the last run went by other terms than those on the page."""
    ran = [a for a in results.said.agreements["agreements"] if a["id"] == id] if results else []
    if not ran or ran[0].get("sha256") in (None, sha256):
        return None
    return Notice(
        "The terms have changed since the last run",
        f"Its figures went by {ran[0]['sha256'][:12]}; run again for them to go by these.",
        "warning",
    )
