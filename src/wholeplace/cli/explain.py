"""``wholeplace explain``: why two records are one person, or are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, Folder, audit, open_place, print_json

if TYPE_CHECKING:
    from wholeplace.place import Place

Source = Annotated[str, typer.Argument(help="The source of a record.")]
LocalId = Annotated[str, typer.Argument(help="The id that source gives the person.")]


def command(
    place: Folder,
    source: Source,
    local_id: LocalId,
    other_source: Source,
    other_local_id: LocalId,
    as_json: AsJson = False,
) -> None:
    """Why two records of the last run were joined to one person, or were not.

    Each field the two records share is compared, and counts in bits: ten bits make one person a
    thousand times likelier, minus ten a thousand times less likely. It must be likelier than two
    strangers, and than two members of one household, who share an address and often a name.

    \b
    Example:
      wholeplace explain demo/place school-roll SC0000012 police-offences PO0000345
    """
    from wholeplace.loop import explain_pair

    opened = open_place(place)
    one, other = (source, local_id), (other_source, other_local_id)
    audit(opened, "explain", ", ".join(_tokens(opened, one, other)), "evaluation")
    found = explain_pair(opened, one, other)
    if as_json:
        print_json(found)
    else:
        _print(found)


def _tokens(place: Place, *records: tuple[str, str]) -> list[str]:
    """Records as the audit log may name them: it outlives what is known of a person."""
    from wholeplace.pooling.decisions.subjects import RECORD, Subject
    from wholeplace.trust.keys import Keys

    key = Keys(place.register).own()
    return [Subject(RECORD, *record).hidden(key) for record in records]


def _print(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "Agreement", "Strangers", "Household", box=None, pad_edge=False)
    table.add_row("Before looking", "", *_bits(found["prior"], found["household_prior"]))
    for one in found["comparisons"]:
        table.add_row(one["title"], one["level"], *_bits(one["stranger"], one["household"]))
    table.add_row("Together", "", *_bits(found["stranger"], found["household"]))
    for column in table.columns[2:]:
        column.justify = "right"
    typer.echo("Bits for one person, against two strangers and against two of one household:")
    Console().print(table)
    typer.echo("\n".join(_verdict(found)))


def _bits(*bits: float) -> list[str]:
    return [f"{value:+.1f}" for value in bits]


def _chance(probability: float) -> str:
    """A chance in per cent; never rounded to certainty."""
    if 0.0001 <= probability <= 0.9999:
        return f"a chance of {probability:.2%}"
    return "a chance above 99.99%" if probability > 0.5 else "a chance below 0.01%"


def _verdict(found: dict[str, Any]) -> list[str]:
    """What it comes to, and whether the groups of records the two are in agree with it."""
    slope = found["slope"]
    counted = "" if slope == 1 else f", of which each counts {slope:.2f} as calibrated"
    lines = [
        f"Against both: {found['total'] / slope:+.1f} bits{counted}, so"
        f" {_chance(found['probability'])}; records are joined from {found['threshold']:.0%}"
    ]
    if found["contradiction"]:
        lines.append(f"Never joined by itself, because of {found['contradiction']}")
    first, second = (record["person"] for record in found["records"])
    if found["one_person"]:
        lines.append(f"They are one person, {first}")
        joined = [] if found["reaches"] else ["Other records of that person joined the two"]
        return lines + (_decided(found) or joined)
    lines.append(f"They are two people, {first} and {second}")
    apart = "Other records of the two contradict one another, so they were kept apart"
    return lines + (_decided(found) or ([apart] if found["reaches"] else []))


def _decided(found: dict[str, Any]) -> list[str]:
    """Who decided about the two, and what happens next where the last run did not know of it."""
    one = found["decided"]
    if one is None:
        return []
    verdict = "are one person" if one["what"] == "same" else "are two people"
    because = f": {one['why']}" if one["why"] else ""
    lines = [f"{one['by']} decided on {one['on']} that they {verdict}{because}"]
    if found["one_person"] != (one["what"] == "same"):
        lines.append("That is not in these figures yet; the next run obeys it")
    return lines
