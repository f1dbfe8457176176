"""How well each group of people is linked, in words and tables: page, report and command alike."""

from collections.abc import Mapping
from typing import Any

from .formats import MINUS, count, interval, percent, plural
from .tables import Table, columns

Json = Mapping[str, Any]

CAUTION = (
    "A low share says as much of lists as of people: records without a name or an address can only"
    " be joined by a number, and every number was hidden here."
)
REVIEW_CAUTION = (
    "Reviewers saw the doubtful pairs, so these shares are lower than those of all pairs."
)
HEADS = ("Group", "#Pairs", "#Found", "95% interval", "Against the rest")


def how_measured(groups: Json) -> str:
    """On which pairs, and how many of them were found in all."""
    pairs = plural(groups["pairs"], "pair", "pairs")
    if groups["pairs"] < groups["too_few"]:
        return (
            f"Only {pairs} of records of two agencies share an identifier, too few to measure by."
            " Pairs judged in review can be used instead."
        )
    between = interval(groups["low"], groups["high"], percent)
    found = f"{percent(groups['recall'])} (95% interval {between})"
    if groups["basis"] == "review":
        return (
            f"Measured on {pairs} that reviewers judged to be one person: {found} would be joined."
        )
    return (
        f"Measured on {pairs} of records of two agencies that share a valid identifier. With every"
        f" identifier hidden, {found} would still be joined."
    )


def caution(groups: Json) -> str:
    """How not to read it."""
    return REVIEW_CAUTION if groups["basis"] == "review" else CAUTION


def measured_kinds(groups: Json) -> list[Json]:
    """Kinds of group with anything to show."""
    return [kind for kind in groups["kinds"] if kind["groups"]]


def rule(groups: Json) -> str:
    """When a group is said to fall behind."""
    return (
        "A group falls behind if the share of its pairs that is found is"
        f" {_points(groups['gap'])} or more below that of the rest, and the 95% interval of that"
        f" difference leaves out zero. A group of fewer than {groups['too_few']} pairs is too small"
        " to say. A pair counts in the groups of both its records."
    )


def falling_behind(groups: Json) -> list[str]:
    """A sentence for each group that falls behind, the farthest first."""
    behind = [(k, g) for k in groups["kinds"] for g in k["groups"] if g["behind"]]
    return [
        f"{kind['title']}, {group['name']}: {percent(group['recall'])} found,"
        f" {_points(abs(group['difference']))} fewer than of the rest"
        for kind, group in sorted(behind, key=lambda pair: pair[1]["difference"])
    ]


def kind_table(kind: Json) -> Table:
    """One row a group; a group of too few pairs shows only that."""
    rows = tuple(_row(group) for group in kind["groups"])
    return Table(f"Found, by {kind['title'].lower()}", columns(*HEADS), rows)


def _row(group: Json) -> tuple[str, ...]:
    if group["too_few"]:
        return (group["name"], "too few", "–", "–", "–")
    against = "–"
    if group["difference"] is not None:
        against = f"{'behind by ' if group['behind'] else ''}{_difference(group)}"
    between = f"{percent(group['low'], 0).removesuffix('%')}–{percent(group['high'], 0)}"
    return (group["name"], count(group["pairs"]), percent(group["recall"]), between, against)


def _difference(group: Json) -> str:
    size = _points(abs(group["difference"]))
    if group["behind"]:
        return size
    return f"{'+' if group['difference'] >= 0 else MINUS}{size}"


def _points(share: float) -> str:
    return f"{share * 100:.1f} points"
