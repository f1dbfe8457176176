"""Agreements in words and tables: how they stand, what is missing, the law above them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst

from wholeplace.place.purposes import in_words
from wholeplace.reporting import Results
from wholeplace.reporting.formats import count, day, listed, plural
from wholeplace.trust.words import last_day

from ...design.parts import Cell, Column, Stat, Table

Json = Mapping[str, Any]

STATES = {"in force": "green", "ended": "red", "unsigned": "orange", "not yet": "blue"}
STANDINGS = {
    "open": ("Open", "green"),
    "partly open": ("Part open", "yellow"),
    "barred": ("Barred", "red"),
    "not yet": ("Not yet", "blue"),
    "ended": ("Ended", "red"),
}
LEGEND = [
    ("Open", "an agreement in force opens it for this purpose"),
    ("Part open", "it opens some of its fields, and not others"),
    ("6 of 7 signed", "it opens when the last has signed"),
    ("Barred", "the law stands in the way, whoever signs"),
    ("Not yet, ended", "the agreement begins later, or is over"),
    ("–", "no agreement speaks of it, so it is not used"),
]
PURPOSES = {
    "matching": "Matching",
    "individual-help": "Individual help",
    "safeguarding": "Safe\u00adguarding",
    "direct-care": "Direct care",
    "planning": "Planning",
    "payment-verification": "Verifying payment",
    "evaluation": "Evaluation",
    "statutory-return": "Statutory return",
}


def standing_stats(results: Results) -> list[Stat]:
    """How many agreements hold, and how many signatures are missing."""
    agreements = results.agreements["agreements"]
    held = [a for a in agreements if a["state"] == "in force"]
    waiting = [w for a in agreements for w in a["awaited"] if a["state"] != "ended"]
    open_ones = {a["id"] for a in agreements if a["state"] == "unsigned"}
    needed = sum(len(a["parties"]) for a in agreements if a["id"] in open_ones)
    laws = [bar for bar in results.agreements["bars"] if bar["in_force"]]
    return [
        Stat(f"{count(len(held))} of {count(len(agreements))}", "agreements in force"),
        Stat(
            f"{count(len(waiting))} of {count(needed)}" if needed else "0",
            "signatures missing",
            "of agreements that are not in force for want of them",
        ),
        Stat(count(len(laws)), "legal bars", "no signature cures one"),
    ]


def matrix_table(results: Results) -> Table:
    """Sources by partner; a column to every purpose that some agreement names."""
    said = results.agreements["matrix"]
    used = [
        n
        for n in range(len(said["purposes"]))
        if any(row["cells"][n]["standing"] != "none" for row in said["rows"])
    ]
    columns = [Column("Source")]
    columns += [Column(_purpose(said["purposes"][n])) for n in used]
    rows = [
        [
            Cell(
                results.source_title(row["source"]),
                header=True,
                note=results.partner_name(row["partner"]),
            ),
            *(_standing(row["source"], row["cells"][n], results) for n in used),
        ]
        for row in said["rows"]
    ]
    none = "No source is defined, so there is nothing to use."
    caption = "How every source stands"
    return Table(caption, columns, rows, empty=none, quiet_caption=True, stacks=True, sparse=True)


def _standing(source: str, cell: Json, results: Results) -> Cell:
    if cell["standing"] == "none":
        return Cell("–", quiet=True, spoken="no agreement speaks of it")
    if cell["standing"] == "unsigned":
        words, colour = f"{cell['signed']} of {cell['signatures']} signed", "orange"
    else:
        words, colour = STANDINGS[cell["standing"]]
    spoken = f": {results.source_title(source)}, {in_words(cell['purpose'])}"
    return Cell(words, href=_why(source, cell["purpose"]), tag=colour, spoken=spoken)


def _why(source: str, purpose: str) -> str:
    return f"{reverse('why')}?{urlencode({'what': source, 'purpose': purpose})}"


def _purpose(purpose: str) -> str:
    return PURPOSES.get(purpose, capfirst(_plain(purpose)))


def awaited_table(results: Results) -> Table:
    """Whose signature is missing, and for how long: the longest wait first."""
    columns = [
        Column("Whose"),
        Column("Agreement"),
        Column("Asked on"),
        Column("Waiting", numeric=True),
    ]
    waiting = [
        (agreement, signature)
        for agreement in results.agreements["agreements"]
        for signature in agreement["awaited"]
        if agreement["state"] != "ended"
    ]
    waiting.sort(key=lambda one: -(one[1]["days"] or 0))
    rows = [
        [
            Cell(results.partner_name(signature["party"]), header=True),
            Cell(agreement["title"], href=reverse("agreement", args=[agreement["id"]])),
            Cell(day(signature["asked"]) if signature["asked"] else "Not asked yet"),
            Cell(_days(signature["days"])),
        ]
        for agreement, signature in waiting
    ]
    return Table(
        "Signatures that are missing", columns, rows, empty="Every party has signed.", stacks=True
    )


def _days(waited: int | None) -> str:
    return "–" if waited is None else plural(waited, "day", "days")


def agreement_table(results: Results) -> Table:
    """One line an agreement, with who has not signed."""
    columns = [Column("Agreement"), Column("Purposes"), Column("Period"), Column("State")]
    rows = [_agreement(a, results) for a in results.agreements["agreements"]]
    none = "No agreement is recorded, so nothing is open."
    return Table("Agreements", columns, rows, empty=none, stacks=True)


def _agreement(agreement: Json, results: Results) -> list[Cell]:
    parties = listed([results.partner_name(party) for party in agreement["parties"]])
    purposes = capfirst(listed([_plain(purpose) for purpose in agreement["purposes"]]))
    sources = listed([results.source_title(source) for source in agreement["sources"]])
    address = reverse("agreement", args=[agreement["id"]])
    return [
        Cell(agreement["title"], href=address, header=True, note=f"Between {parties}"),
        Cell(purposes, note=f"{agreement['grain'].capitalize()}: {sources}"),
        Cell(f"{day(agreement['from'])} to {last_day(date.fromisoformat(agreement['to']))}"),
        _state(agreement, results),
    ]


def _state(agreement: Json, results: Results) -> Cell:
    missing = listed([results.partner_name(party) for party in agreement["missing"]])
    state = agreement["state"]
    note = f"Not signed by {missing}" if missing else None
    return Cell(_plain(state).capitalize(), tag=STATES.get(state, "grey"), note=note)


def bar_table(bars: list[Json]) -> Table:
    """What the law forbids whoever signs; those of another time say so."""
    columns = [Column("What the law says"), Column("Since"), Column("What can be done")]
    ordered = sorted(bars, key=lambda bar: (not bar["in_force"], bar["from"]))
    rows = [
        [
            Cell(capfirst(bar["rule"]), header=True, note=bar["citation"]),
            Cell(day(bar["from"]), note=_bar_note(bar)),
            Cell(capfirst(bar["instead"])),
        ]
        for bar in ordered
    ]
    return Table("Legal bars", columns, rows, empty="No bar is recorded.", stacks=True)


def _bar_note(bar: Json) -> str | None:
    notes = [] if bar["in_force"] else ["not the law on the day of these figures"]
    notes += [f"to be confirmed: {bar['recalled']}"] if bar["recalled"] else []
    return capfirst("; ".join(notes)) if notes else None


def objection_table(results: Results) -> Table:
    """Lists of opt-outs that were kept; small numbers are not told."""
    columns = [Column("Opt-out"), Column("From"), Column("People", numeric=True), Column("Version")]
    rows = [
        [
            Cell(one["title"], header=True, note=one["citation"]),
            Cell(day(one["effective"])),
            Cell(_people(one["entries"]), note=_unmatched(one["unmatched"])),
            Cell(one["version"][:12]),
        ]
        for one in results.agreements["objections"]
    ]
    none = "No list of people who have opted out was in force."
    return Table("Opt-outs that were kept", columns, rows, empty=none, stacks=True)


def _people(many: int | str) -> str:
    return many if isinstance(many, str) else count(many)


def _unmatched(many: int | str) -> str | None:
    return f"of whom {_people(many)} are not known here" if many else None


def caution_table(cautions: list[Json]) -> Table:
    """What to look at though nothing is wrong."""
    rows = [
        [Cell(c["file"], header=True, note=c["key"]), Cell(capfirst(c["message"]))]
        for c in cautions
    ]
    columns = [Column("Where"), Column("What")]
    return Table("To be looked at", columns, rows, empty="Nothing is overdue.", stacks=True)


def refusal_table(results: Results) -> Table:
    """What the last run was not allowed to use."""
    columns = [Column("Source"), Column("Purpose"), Column("Why it was refused")]
    rows = [
        [
            Cell(results.source_title(refusal["source"]), header=True),
            Cell(_plain(refusal["purpose"])),
            Cell(refusal["reason"]),
        ]
        for refusal in results.agreements["refusals"]
    ]
    return Table(
        "Refused in the last run", columns, rows, empty="Nothing was refused.", stacks=True
    )


def _plain(id: str) -> str:
    return id.replace("-", " ")
