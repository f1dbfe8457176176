"""Reads of the audit log."""

from typing import Any

from django.conf import settings

from wholeplace.trust.audit import AuditLog


def audit_log() -> AuditLog:
    """Return the place's one log, which commands and pages share."""
    return AuditLog(settings.REGISTER / "audit.sqlite3")


def newest_rows(outcome: str | None) -> list[dict[str, Any]]:
    """Return rows newest first, of one outcome or of all."""
    rows = [row for row in audit_log().rows() if outcome in (None, row["outcome"])]
    return rows[::-1]


def seals_hold() -> bool:
    """Whether no row was changed, taken out or put in since it was written."""
    return audit_log().verify().whole
