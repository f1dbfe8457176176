"""What is new since the last run, in words: for the page an analyst opens on a Monday."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .formats import MINUS, count, day, listed, percent, plural

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
    "in time": "timeliness",
    "newest": "newest",
}
"""Measures of a source: the word over the column, and the field of ``sources.json``."""

QUALITY_WORDS = {
    "complete": "fields of people that are filled, on average",
    "valid": "rows in which nothing wrong was found",
    "linked": "records whose person has another record as well",
    "covers": "days of the place's time, up to the day asked about, that deliveries cover",
    "in time": "due days, up to the day asked about, by which a delivery had come",
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
    if name == "in time":
        return _in_time(value)
    return str(value) if name == "newest" else percent(value)


def when_it_came(source: Json) -> str:
    """When a source was due against when it came, in words; none is late without a due day."""
    said = source.get("timeliness") or {}
    if not said.get("judged"):
        came = said.get("last_received")
        return f"no due day is agreed{f'; last came {day(came)}' if came else ''}"
    if said["overdue"]:
        return f"{plural(said['overdue'], 'day', 'days')} overdue"
    if said["days_late"]:
        return f"came {plural(said['days_late'], 'day', 'days')} late{_next(said)}"
    return f"{'came in time' if said['due'] else 'nothing was due yet'}{_next(said)}"


def awaited(sources: Iterable[Json]) -> list[Json]:
    """Sources whose last due day has gone by, or was met late."""
    told = ((one, one.get("timeliness") or {}) for one in sources)
    return [one for one, said in told if said.get("overdue") or said.get("days_late")]


def without_due_days(sources: Iterable[Json]) -> str:
    """How many of the others came in time, and of how many nobody can say."""
    pooled = [one for one in sources if one["permitted"]]
    judged = [one for one in pooled if (one.get("timeliness") or {}).get("judged")]
    in_time, rest = len(judged) - len(awaited(judged)), len(pooled) - len(judged)
    said = f"{plural(in_time, 'source', 'sources')} in time"
    silent = f"{plural(rest, 'source has', 'sources have')} no due day: say a rhythm in it"
    return f"{said}; {silent}" if rest else said


def _next(said: Json) -> str:
    return f"; next due {day(said['next_due'])}" if said["next_due"] else ""


def _in_time(said: Json) -> str:
    return f"{said['in_time']} of {said['due']}" if said["judged"] and said["due"] else "–"


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
