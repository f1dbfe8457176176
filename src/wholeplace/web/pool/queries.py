"""Reads of what a run wrote about the place."""

from typing import Any

from ..results import Results

Json = dict[str, Any]


def summary(results: Results | None) -> Json | None:
    """The place in figures; None before the first run."""
    return results.one("summary") if results else None


def area_map(results: Results) -> Json:
    """Areas with their measures."""
    return results.one("map") or {"measures": [], "areas": []}


def concentrations(results: Results) -> list[Json]:
    """How cost falls on residents."""
    return results.many("concentrations")


def overlaps(results: Results) -> list[Json]:
    """What share of one cohort is in another."""
    return results.many("overlaps")


def sources(results: Results) -> list[Json]:
    """What each partner delivered and what was found in it."""
    return (results.one("sources") or {}).get("sources", [])


def source(results: Results, id: str) -> Json | None:
    """One source."""
    return next((s for s in sources(results) if s["id"] == id), None)


def agreements(results: Results) -> Json:
    """Agreements, and what was refused for want of one."""
    return results.one("agreements") or {"agreements": [], "refusals": []}


def linkage(results: Results) -> Json | None:
    """How records became people."""
    return results.one("linkage")
