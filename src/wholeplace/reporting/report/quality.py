"""Data quality: what came, what was wrong with it, what was linked, and what was refused."""

from collections.abc import Iterator
from typing import Any

from ..formats import count, day, listed, percent, plural
from ..groups import caution, falling_behind, how_measured, kind_table, measured_kinds, rule
from ..markup import Child, Markup, tag
from ..results import Results
from ..tables import Table, columns
from .pieces import bullets, paragraph, section, warning

_ORDER = {"error": 0, "warning": 1}
_MOST = 40


def quality_section(results: Results) -> Markup:
    """Sources, findings and linkage."""
    return section(
        "quality",
        "Data quality",
        paragraph(_linked(results)),
        sources(results).html(),
        _groups(results.groups),
        _findings(results),
    )


def agreements_section(results: Results) -> Markup:
    """What the partners have agreed, and what nobody may see for want of it."""
    refused = results.agreements["refusals"]
    return section(
        "agreements",
        "Agreements",
        paragraph(
            "Nothing is read without a live agreement that grants it for the purpose. This report "
            "says what stands within recorded agreements; it does not say what is lawful."
        ),
        agreements(results).html(),
        tag("h3", "Refused"),
        bullets([_refusal(results, r) for r in refused])
        or paragraph("Nothing that was asked for was refused."),
    )


def _linked(results: Results) -> str:
    said = results.linkage
    threshold = said.get("threshold")
    at = (
        f" Two records are one person from a probability of {percent(threshold)}."
        if threshold
        else ""
    )
    return (
        f"{plural(said['records'], 'record', 'records')} were linked into "
        f"{plural(said['people'], 'person', 'people')}.{at} "
        "'Linked' is the share of a source's records whose person has another record as well."
    )


def _groups(groups: dict[str, Any]) -> Child:
    """Recall by group: who falls behind, then a table for each kind."""
    behind = falling_behind(groups)
    return [
        tag("h3", "Quality by group"),
        paragraph(how_measured(groups)),
        warning("Linked less well than the rest.", bullets(behind)) if behind else None,
        paragraph(caution(groups), " ", rule(groups)),
        *(kind_table(kind).html() for kind in measured_kinds(groups)),
    ]


def sources(results: Results) -> Table:
    """One row a source."""
    rows = [
        (
            results.source_title(s["id"]),
            results.partner_name(s.get("partner", "")),
            count(s["rows"]),
            count(s["loaded"]),
            count(s["quarantined"]),
            percent(s.get("linked_share")),
            "read" if s.get("permitted", True) else f"refused: {s.get('reason', '')}",
        )
        for s in results.sources
    ]
    heads = columns("Source", "Partner", "#Rows", "#Loaded", "#Set aside", "#Linked", "Agreement")
    return Table("What each source delivered", heads, tuple(rows))


def _findings(results: Results) -> Child:
    found = sorted(
        _all_findings(results), key=lambda f: (_ORDER.get(f[1]["severity"], 2), -f[1]["count"])
    )
    if not found:
        return paragraph("No source had anything to find fault with.")
    rows = [
        (f"{title}: {f['column'] or 'whole file'}", f["severity"], count(f["count"]), f["message"])
        for title, f in found[:_MOST]
    ]
    left = len(found) - len(rows)
    more = f" {plural(left, 'more is', 'more are')} on the data quality page." if left else ""
    return [
        tag("h3", "Findings"),
        paragraph(f"Rows set aside are kept, with the file, row and column of each.{more}"),
        Table(
            "What was found in them", columns("Where", "Severity", "#Rows", "What"), tuple(rows)
        ).html(),
    ]


def _all_findings(results: Results) -> Iterator[tuple[str, dict[str, Any]]]:
    for source in results.sources:
        for finding in source["findings"]:
            yield results.source_title(source["id"]), finding


def agreements(results: Results) -> Table:
    """One row an agreement."""
    rows = [
        (
            a["title"],
            listed([results.partner_name(p) for p in a["parties"]]),
            listed(a["purposes"]),
            f"{day(a['from'])} to {day(a['to'])}",
            _state(results, a),
        )
        for a in results.agreements["agreements"]
    ]
    heads = columns("Agreement", "Parties", "Purposes", "Period", "State")
    return Table("What the partners have agreed", heads, tuple(rows))


def _state(results: Results, agreement: dict[str, Any]) -> str:
    missing = [results.partner_name(p) for p in agreement["missing"]]
    return (
        f"{agreement['state']}; not signed by {listed(missing)}" if missing else agreement["state"]
    )


def _refusal(results: Results, refusal: dict[str, Any]) -> str:
    title = results.source_title(refusal["source"])
    return f"{title}, for {refusal['purpose']}: {refusal['reason']}"
