"""Say what became of deliveries: late, awaited, replaced, withdrawn, not whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..findings import Findings, Severity
from .arrivals import UNDECLARED, Arrival
from .outcome import Arrived
from .timeliness import Timeliness

_SAID: dict[str, tuple[str, Severity, str]] = {
    "missing": ("no-file", "error", "the delivery was received {received}, but no file is there"),
    "overdue": (
        "overdue",
        "warning",
        "the delivery was due {due} and has not come; nothing is known from it",
    ),
    "replaced": (
        "replaced",
        "note",
        "the later full delivery '{by}' takes its place; it was not read",
    ),
    "withdrawn": ("withdrawn", "note", "withdrawn by '{by}'; none of its rows is loaded"),
    "withdrawal": (
        "silence-withdrawn",
        "note",
        "withdrawn {received}; silence about its days no longer means no",
    ),
    "set aside": (
        "not-whole",
        "error",
        "the full delivery did not come whole, so what came before it stays in use and none of its"
        " rows is loaded",
    ),
}


def tell(outcomes: Sequence[Arrived], arrivals: Sequence[Arrival], findings: Findings) -> None:
    """Findings about deliveries as such, apart from those about their rows."""
    places = {one.id: one.where for one in arrivals}
    for one in outcomes:
        _tell_state(one, places[one.id], findings)
        _tell_day(one, places[one.id], findings)
    _tell_undeclared(outcomes, findings)
    _tell_counting_again(outcomes, arrivals, findings)
    _tell_no_silence(outcomes, places, findings)


def _tell_state(one: Arrived, where: str, findings: Findings) -> None:
    if one.id == UNDECLARED and one.state == "missing":
        message = f"no file {where} was delivered under extracts/; nothing is known from it"
        findings.add(where, None, "no-file", "error", message)
    elif one.state in _SAID:
        rule, severity, message = _SAID[one.state]
        said = message.format(received=one.received, due=one.due, by=one.by)
        findings.add(where, None, rule, severity, said)


def _tell_day(one: Arrived, where: str, findings: Findings) -> None:
    if one.received and one.days_late:
        message = f"the delivery came {one.received}, {_days(one.days_late)} after it was due"
        findings.add(where, None, "late", "warning", message)
    elif one.due and one.files and not one.received:
        message = "the delivery has come; say on which day, so that it can be told late or in time"
        findings.add(where, None, "no-day-received", "warning", message)


def tell_rhythm(in_time: Timeliness, where: str, findings: Findings) -> None:
    """What the rhythm of a source says about when its deliveries came."""
    if not in_time.judged:
        message = "deliveries have due days, but no delivery says on which day it was received"
        findings.add(where, None, "no-day-received", "warning", message)
    elif in_time.overdue:
        message = f"a delivery is awaited, {_days(in_time.overdue)} after it was due"
        findings.add(where, None, "overdue", "warning", message)
    elif in_time.days_late:
        message = f"the last delivery came {_days(in_time.days_late)} after it was due"
        findings.add(where, None, "late", "warning", message)


def _tell_undeclared(outcomes: Sequence[Arrived], findings: Findings) -> None:
    if len(outcomes) == 1:
        return
    message = "no delivery names the file; it counts as the first to have come"
    for file in (f for one in outcomes if one.id == UNDECLARED for f in one.files):
        findings.add(file, None, "undeclared", "note", message)


def _tell_counting_again(
    outcomes: Sequence[Arrived], arrivals: Sequence[Arrival], findings: Findings
) -> None:
    used = {one.id for one in outcomes if one.state in ("used", "incomplete")}
    for place, gone in enumerate(arrivals):
        if not gone.withdrawn_by or gone.files:
            continue
        for back in (e for e in arrivals[:place] if e.id in used and gone.stands_for(e)):
            message = f"'{gone.id}', which stood for it, was withdrawn; so it counts again"
            findings.add(back.where, None, "counts-again", "warning", message)


def _tell_no_silence(
    outcomes: Sequence[Arrived], places: dict[str, str], findings: Findings
) -> None:
    deltas = [one for one in outcomes if one.state == "used" and one.mode == "delta"]
    if deltas and not _any_tells(outcomes):
        message = (
            "no delivery says which days it covers, so silence is nowhere taken for no; say"
            " covers = { from = …, to = … }"
        )
        findings.add(places[deltas[0].id], None, "covers-nothing", "warning", message)


def _any_tells(outcomes: Iterable[Arrived]) -> bool:
    return any(one.tells for one in outcomes)


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
