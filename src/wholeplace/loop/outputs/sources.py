"""What each partner delivered, what was wrong with it, and how much of it was linked."""

from collections.abc import Mapping
from typing import Any

Linked = Mapping[str, tuple[int, float]]


def sources(
    reports: list[dict[str, Any]], linked: Linked, quality: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    """``sources.json``: the elements of ``check --json``, the share of records linked, quality."""
    return {
        "sources": [
            {
                **report,
                "linked_share": _share(report, linked),
                "validity": _validity(report),
                **quality[report["id"]],
            }
            for report in reports
        ]
    }


def _validity(report: dict[str, Any]) -> float | None:
    """The share of rows delivered that were loaded with nothing wrong found in them."""
    if not report["rows"]:
        return None
    faulty, rows = int(report["faulty"]), int(report["rows"])
    return 1 - faulty / max(faulty, rows)


def _share(report: dict[str, Any], linked: Linked) -> float | None:
    return linked[report["id"]][1] if report["id"] in linked else None


def linkage(rows: Mapping[str, int], said: dict[str, Any], linked: Linked) -> dict[str, Any]:
    """``linkage.json``: how records became people."""
    return {
        "records": rows["person_record"],
        "people": rows["person"],
        **said,
        "by_source": [
            {"source": source, "records": n, "linked_share": share}
            for source, (n, share) in sorted(linked.items())
        ],
    }
