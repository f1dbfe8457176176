"""What is new since the last run, in words: for the page an analyst opens on a Monday."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .formats import MINUS, count, listed, percent, plural

Json = Mapping[str, Any]

CAUSE_WORDS = {
    "definition": "the rule, or what agreements and people's choices open to it, changed",
    "link": "records were joined or parted",
    "data": "what partners sent about the past is different",
    "people": "something happened since",
}
"""Why a count moved, each in a few words."""

QUALITY = {
    "complete": "completeness",
    "valid": "validity",
    "linked": "linked_share",
    "covers": "coverage",
    "newest": "newest",
}
"""Measures of a source: the word over the column, and the field of ``sources.json``."""

QUALITY_WORDS = {
    "complete": "fields of people that are filled, on average",
    "valid": "rows in which nothing wrong was found",
    "linked": "records whose person has another record as well",
    "covers": "days of the place's time, up to the day asked about, that deliveries cover",
    "newest": "the latest day on which anything in it began",
}
"""What each measure means."""

UNITS = {"person": ("person", "people"), "household": ("household", "households")}


def arrived(source: Json) -> str:
    """What came of one source: '1 file new, 2 changed; 3,241 rows, 40 more'. Empty: nothing."""
    files = _files(source)
    return "; ".join(filter(None, (files, _rows(source)))) if files else ""


def broke(source: Json) -> str:
    """What is wrong now that was not wrong before. Empty: nothing."""
    before, after = source["before"], source["after"]
    if after is None:
        return "not defined any more" if before else ""
    if not after["permitted"]:
        return "" if before and not before["permitted"] else "no agreement opens it any more"
    more = after["errors"] - (before["errors"] if before and before["permitted"] else 0)
    return plural(more, "new error", "new errors") if more > 0 else ""


def moved(cohort: Json) -> str:
    """The count now and its change: '4,201 people, −109'."""
    now = plural(cohort["after"], *UNITS[cohort["unit"]])
    if cohort["before"] is None:
        return f"{now}; not asked before"
    change = cohort["after"] - cohort["before"]
    sign = "+" if change > 0 else MINUS
    return f"{now}, {sign}{count(abs(change))}" if change else f"{now}, as many as before"


def why_moved(cohort: Json) -> list[str]:
    """One line a cause: '12 entered and 3 left because records were joined or parted'."""
    return [
        f"{_both(cohort['entered'][cause], cohort['left'][cause])} because {words}"
        for cause, words in CAUSE_WORDS.items()
        if cohort["entered"][cause] or cohort["left"][cause]
    ]


def measure(source: Json, name: str) -> str:
    """A measure of a source as a table shows it."""
    value = source.get(QUALITY[name])
    if value is None:
        return "–"
    return str(value) if name == "newest" else percent(value)


def news(changes: Json | None) -> Iterator[tuple[Json, str]]:
    """Every source that brought or broke something, and what, in words."""
    for source in changes["sources"] if changes else ():
        said = "; ".join(filter(None, (arrived(source), broke(source))))
        if said:
            yield source, said


def unchanged(sources: Iterable[Json]) -> int:
    """How many sources brought nothing and broke nothing."""
    return sum(not arrived(source) and not broke(source) for source in sources)


def _files(source: Json) -> str:
    counted = [(len(source[how]), how) for how in ("new", "changed", "gone")]
    said = [(many, how) for many, how in counted if many]
    if not said:
        return ""
    (many, how), *others = said
    first = f"{plural(many, 'file', 'files')} {how}"
    return listed([first, *(f"{count(n)} {word}" for n, word in others)])


def _rows(source: Json) -> str:
    before, after = source["before"], source["after"]
    if after is None or not after["permitted"]:
        return ""
    now = plural(after["rows"], "row", "rows")
    change = after["rows"] - (before["rows"] if before else 0)
    if not before or not change:
        return now
    return f"{now}, {count(abs(change))} {'more' if change > 0 else 'fewer'}"


def _both(entered: int, left: int) -> str:
    said = [f"{count(entered)} entered"] * bool(entered) + [f"{count(left)} left"] * bool(left)
    return listed(said)
