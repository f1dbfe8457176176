"""Reads of programmes and the cohorts they are for."""

from typing import Any

from ..results import Results

Json = dict[str, Any]


def programmes(results: Results) -> list[Json]:
    """Every programme the last run appraised."""
    return results.many("programmes")


def programme(results: Results, id: str) -> Json | None:
    """One programme."""
    return next((p for p in programmes(results) if p["programme"] == id), None)


def cohort_of(results: Results, programme: Json) -> Json | None:
    """Whom the programme is for; None when it states a number of its own."""
    cohort = programme.get("cohort")
    return next((c for c in results.many("cohorts") if c["id"] == cohort), None)
