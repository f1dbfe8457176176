"""Doubts about who is who, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from wholeplace.loop import Said
from wholeplace.pooling.decisions import LinkDecision
from wholeplace.reporting import Results
from wholeplace.reporting.formats import count, day, listed, percent, plural

from ...design.parts import Cell, Column, Stat, Table
from ..queries import Json

LISTED = 100
REASONS = {
    "mixed evidence": "The evidence is mixed",
    "kept apart": "Alike, but other records contradict",
    "identifiers differ": "Alike, but identifiers differ",
    "many records": "A person of very many records",
}
LEVELS = {
    "exact": "the same",
    "short form": "a short form",
    "typing error": "a typing error apart",
    "swapped": "given and family name swapped",
    "one of two": "one of two names the same",
    "one digit": "one digit apart",
    "two parts": "two of three parts the same",
    "only the year": "only the year the same",
    "elsewhere": "different",
}
"""Levels of agreement as people say them; the others are said as they stand."""
STRENGTHS = (
    (4.0, "green", "speaks strongly for one person"),
    (1.0, "green", "speaks for one person"),
    (-1.0, "grey", "says little"),
    (-4.0, "orange", "speaks against"),
    (float("-inf"), "red", "speaks strongly against"),
)
"""From how many bits on, the colour, and what the evidence does."""
UNSAID = Cell("cannot be compared", quiet=True)


def queue_stats(
    review: Json, waiting: Sequence[Json], decided: Sequence[LinkDecision]
) -> list[Stat]:
    """The queue in three figures."""
    moves = sum(one.get("load", 0) for one in waiting)
    contradicted = sum("decision" in one for one in waiting)
    again = plural(contradicted, "decision", "decisions") + " contradicted by new data"
    return [
        Stat(count(len(waiting)), "to look at", again if contradicted else ""),
        Stat(count(moves), "records and activities", "may belong to another person"),
        Stat(count(len(decided)), "decisions in force", "obeyed by every run"),
    ]


def doubt_table(waiting: Sequence[Json]) -> Table:
    """What to look at, most consequential first, without names."""
    columns = [
        Column("Doubt"),
        Column("In the last run"),
        Column("Chance of one person", numeric=True),
        Column("Would move", numeric=True),
    ]
    rows = [_doubt(number, one) for number, one in enumerate(waiting[:LISTED], start=1)]
    none = "Nothing is in doubt that nobody has decided."
    return Table("Most consequential first", columns, rows, empty=none, stacks=True)


def _doubt(number: int, one: Json) -> list[Cell]:
    href = reverse("doubt", args=[one["id"]])
    if "decision" in one:
        why = f"Decision {one['decision']} stands, but {one['against']}"
        return [Cell(why, href=href, header=True), Cell("decided"), _chance(one), Cell("")]
    now = "joined" if one["joined"] else "kept apart"
    return [
        Cell(f"{number}. {REASONS[one['reason']]}", href=href, header=True),
        Cell(now),
        _chance(one),
        Cell(count(one["load"])),
    ]


def _chance(one: Json) -> Cell:
    return Cell(chance(one["probability"]))


def chance(probability: float) -> str:
    """A chance in whole per cent, never rounded to certainty."""
    if probability > 0.99:
        return "over 99%"
    return "under 1%" if probability < 0.01 else percent(probability, 0)


@dataclass(frozen=True)
class Decision:
    """A decision in force as a page tells it."""

    number: int
    text: str
    why: str
    waiting: bool


def decision(one: LinkDecision) -> Decision:
    """Who decided what, when."""
    verdict = "one person" if one.what == "same" else "two people"
    text = f"Decision {one.number}: {verdict}, by {one.by} on {day(one.at.date())}"
    against = one.evidence.get("one_person") != (one.what == "same")
    return Decision(one.number, text, one.why, against)


def kept(what: str, number: int) -> str:
    """What to say once a decision is kept."""
    verdict = "one person" if what == "same" else "two people"
    return f"Kept as decision {number}: {verdict}. The next run obeys it."


def verdict(found: Json) -> str:
    """What the last run made of the two, in a sentence."""
    if "decision" in found:
        return f"Decision {found['decision']} stands, but {found['against']}."
    now = "joined them" if found["joined"] else "kept them apart"
    why = REASONS[found["reason"]].lower()
    moves = plural(found["load"], "record or activity", "records and activities")
    return (
        f"The last run {now}: {why}. Taken alone, the two are one person with a chance of"
        f" {chance(found['probability'])}. Decided otherwise, {moves} would go to another person."
    )


def sides(found: Json, records: Sequence[Said], results: Results) -> list[tuple[str, str]]:
    """Each record's person and how much is known of it."""
    told = zip(records, found["people"], found["activities"], strict=True)
    return [
        (
            results.source_title(one.source),
            f"record {one.local_id}, person {person}, {plural(many, 'activity', 'activities')}",
        )
        for one, person, many in told
    ]


def place_in_queue(waiting: Sequence[Json], doubt: str) -> str:
    """'3 of 39'; '' for one that is decided."""
    ids = [one["id"] for one in waiting]
    return f"{ids.index(doubt) + 1} of {len(ids)}" if doubt in ids else ""


def comparison_table(found: Json, records: Sequence[Said], results: Results) -> Table:
    """Field by field: what each agency says, how far they agree, and what that is worth."""
    compared = {one["field"]: one for one in found["comparisons"]}
    titles = [results.source_title(one.source) for one in records]
    columns = [Column("Field"), *(Column(title) for title in titles), Column("Agreement")]
    if titles[0] == titles[1]:
        columns[1:3] = [Column(f"{titles[0]}, {one.local_id}") for one in records]
    rows = [
        [Cell(name, header=True), *(Cell(text or "–") for text in texts), _agreement(compared, *by)]
        for name, texts, by in _rows(records)
    ]
    return Table("What the two records say", columns, rows, stacks=True, quiet_caption=True)


def _rows(records: Sequence[Said]) -> list[tuple[str, list[str | None], list[str]]]:
    """Name of a row, both values, and the comparisons that judged them."""
    rows: list[tuple[str, list[str | None], list[str]]] = [
        ("Given name", [one.given for one in records], ["given"]),
        ("Family name", [one.family for one in records], ["family"]),
        ("Other names", [one.aliases for one in records], []),
        ("Birth date", [_born(one) for one in records], ["birth_date", "birth_part"]),
        ("Sex", [_known(one.sex) for one in records], ["sex"]),
        ("Addresses", ["; ".join(one.addresses) for one in records], ["address", "postcode"]),
    ]
    schemes = sorted({scheme for one in records for scheme, _ in one.identifiers})
    for scheme in schemes:
        rows.append(
            (f"Identifier {scheme}", [_ids(one, scheme) for one in records], [f"id:{scheme}"])
        )
    return [row for row in rows if any(row[1])]


def _born(one: Said) -> str | None:
    born: date | None = one.birth_date
    if born is None:
        return None
    return {"year": f"{born:%Y}", "month": f"{born:%B %Y}"}.get(
        one.birth_precision or "", day(born)
    )


def _known(text: str | None) -> str | None:
    return None if text == "unknown" else text


def _ids(one: Said, scheme: str) -> str:
    return listed([value for name, value in one.identifiers if name == scheme])


def _agreement(compared: dict[str, Json], *fields: str) -> Cell:
    one = next((compared[field] for field in fields if field in compared), None)
    if one is None:
        return UNSAID
    bits = min(one["stranger"], one["household"])
    colour, strength = next((c, words) for least, c, words in STRENGTHS if bits >= least)
    if strength == "says little" and one["stranger"] >= 1:
        strength = "says little: members of a household share it"
    return Cell(LEVELS.get(one["level"], one["level"]), tag=colour, note=strength)
