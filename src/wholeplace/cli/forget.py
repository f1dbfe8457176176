"""``wholeplace forget``: delete what is to be forgotten, wherever it is held, and prove it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .acting import By, Reason, needed, now
from .common import AsJson, Folder, audit, open_place, print_json
from .errors import FAILED, WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.loop.forgetting import Asker, Plan
    from wholeplace.place import Place
    from wholeplace.trust.forgetting import Act

PURPOSE = "data-protection"
WORDS = {
    "reading": "what a source was read into",
    "linking": "linkage and households",
    "snapshot": "snapshots",
    "result": "figures",
    "id": "durable ids of records",
    "decision": "reviews, consents and objections",
    "key": "pseudonym keys",
    "backup": "copies of the register, in which the same goes",
}
"""Things of ours, in the order they are told."""


def command(
    place: Folder,
    person: Annotated[
        str | None, typer.Option(help="Erase somebody: P…, SOURCE:LOCAL_ID or SCHEME:VALUE.")
    ] = None,
    record: Annotated[
        str | None, typer.Option(help="Erase one record alone: SOURCE:LOCAL_ID.")
    ] = None,
    rectify: Annotated[
        str | None, typer.Option(help="Drop what is wrong about somebody, to be delivered anew.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="A source its partner takes back.")] = None,
    agreement: Annotated[str | None, typer.Option(help="An agreement that has ended.")] = None,
    key: Annotated[str | None, typer.Option(help="A pseudonym key to destroy.")] = None,
    readmit: Annotated[str | None, typer.Option(help="Read a withdrawn source again.")] = None,
    replay: Annotated[
        bool, typer.Option("--replay", help="Do every disposal again, as after a restore.")
    ] = False,
    do: Annotated[
        bool, typer.Option("--do", help="Do it; without, only say what would go.")
    ] = False,
    rows: Annotated[
        Path | None, typer.Option(help="CSV for the partners: rows to delete at source.")
    ] = None,
    law: Annotated[str | None, typer.Option(help="What it rests on, if not the usual.")] = None,
    by: By = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Say what is due to be forgotten; or what forgetting something would delete; or do it.

    Readings, linkage, snapshots, figures and durable ids are deleted here, keys destroyed, and who
    was erased is kept out of later deliveries. Extracts, exports and backups are listed: they are
    for others to delete. A legal hold stops it and says why. Each act is proved by a line in the
    disposal log, which names nobody.

    \b
    Example:
      wholeplace forget demo/place
      wholeplace forget demo/place --person nhs:9990000018
      wholeplace forget demo/place --person nhs:9990000018 --do --by "data protection officer"
        --reason "request 12 of 2014"
    """
    opened = open_place(place)
    asked = {"person": person, "record": record, "rectify": rectify, "source": source}
    asked |= {"agreement": agreement, "key": key}
    chosen = {name: value for name, value in asked.items() if value}
    if len(chosen) > 1:
        raise Stop(f"say one of {', '.join('--' + n for n in chosen)}; nothing was done", WRONG_USE)
    if replay:
        _replay(opened)
    elif readmit:
        _readmit(opened, readmit, by, reason)
    elif chosen:
        office, why = needed(by=by, reason=reason) if do else (by or "dry run", reason or "dry run")
        act = _act(opened, *chosen.popitem(), _asker(office, why, law))
        _forget(opened, act, do, rows, as_json)
    else:
        _due(opened, as_json)


def _asker(by: str, reason: str, law: str | None) -> Asker:
    from wholeplace.loop.forgetting import Asker

    return Asker(by, reason, law)


def _act(place: Place, what: str, value: str, asker: Asker) -> Act:
    from wholeplace.loop import forgetting

    audit(place, "look for what to forget", what, PURPOSE, by=asker.by)
    if what == "person":
        return forgetting.erasure(place, value, asker)
    if what == "record":
        return forgetting.erasure(place, value, asker, alone=True)
    if what == "rectify":
        return forgetting.rectification(place, value, asker)
    if what == "source":
        return forgetting.withdrawal(place, value, asker)
    if what == "agreement":
        return forgetting.expiry(place, value, place.as_at, asker)
    return forgetting.loss_of_key(place, value, asker)


def _forget(place: Place, act: Act, do: bool, rows: Path | None, as_json: bool) -> None:
    from wholeplace.loop.forgetting import forget, plan

    planned = plan(place, act)
    if do:
        outcome = "denied" if planned.stopped else "permitted"
        details = {"by": act.by, "reason": act.reason, "law": act.law}
        audit(place, f"forget ({act.why})", _object(act), PURPOSE, outcome=outcome, **details)
        planned = forget(place, act, now())
    if rows:
        _write_rows(planned, rows)
    if as_json:
        print_json(_json(planned, do))
    else:
        _print(place, planned, do)
    if planned.stopped:
        raise typer.Exit(FAILED)


def _object(act: Act) -> str:
    return act.agreement or act.key or ", ".join(act.sources) or f"{len(act.subjects)} tokens"


def _write_rows(planned: Plan, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("source", "file", "row"))
        for source, found in planned.at_source:
            out.writerows((source, found.file, row) for row in found.rows or ("all",))


def _json(planned: Plan, done: bool) -> dict[str, Any]:
    return {
        "done": done,
        "why": planned.act.why,
        "law": planned.act.law,
        "stopped": planned.stopped and planned.stopped.id,
        "go": [{"what": i.what, "name": i.name, "count": i.count} for i in planned.go if i.ours],
        "ask": [
            {"what": i.what, "name": i.name, "count": i.count} for i in planned.go if not i.ours
        ],
        "kept": [
            {"what": k.item.what, "name": k.item.name, "hold": k.hold.id, "reason": k.hold.reason}
            for k in planned.kept
        ],
        "rows": [{"source": s, "file": r.file, "rows": list(r.rows)} for s, r in planned.at_source],
    }


def _print(place: Place, planned: Plan, done: bool) -> None:
    typer.echo(f"{planned.act.law}")
    typer.echo("Deleted here:" if done else "Would be deleted here:")
    ours = [item for item in planned.go if item.ours]
    for what, words in WORDS.items():
        each = what in ("id", "decision")
        many = [item.count if each else 1 for item in ours if item.what == what]
        if many:
            typer.echo(f"  {sum(many)} {words}")
    if not ours:
        typer.echo("  nothing")
    for kept in planned.kept:
        hold = kept.hold
        typer.echo(f"Kept by hold {hold.id} of {hold.by} ({hold.reason}): {kept.item.what}")
    _print_others(planned)
    if done:
        typer.echo(f"Figures are served again after the next run: wholeplace run {place.root}")
    else:
        typer.echo("Nothing was changed. To do it, add --do with --by and --reason.")


def _print_others(planned: Plan) -> None:
    """What is not ours to delete."""
    for source, found in planned.at_source:
        first = ", ".join(map(str, found.rows[:5])) + (" …" if len(found.rows) > 5 else "")
        which = f"rows {first} of " if found.rows else ""
        typer.echo(f"For the partner to delete: {which}{found.file} ({source})")
    for item in planned.go:
        if item.what == "export":
            typer.echo(f"Ask for it back: export {item.name}, {item.count} people")
        if item.what == "backup" and not item.ours:
            typer.echo(f"Still holds it until it is destroyed: backup {item.name}")


def _replay(place: Place) -> None:
    from wholeplace.loop.forgetting import replay

    audit(place, "forget again", f"place {place.about.id}", PURPOSE)
    typer.echo(f"{len(replay(place, now()))} disposals were done again.")


def _readmit(place: Place, source: str, by: str | None, reason: str | None) -> None:
    from wholeplace.pooling.decisions.suppressed import Suppressed, readmit

    office, why = needed(by=by, reason=reason)
    if source not in Suppressed.of(place.register).sources:
        raise Stop(f"{source}: was not withdrawn; nothing was done", WRONG_USE)
    audit(place, "readmit source", source, PURPOSE, by=office, reason=why)
    readmit(place.register, source)
    typer.echo(f"The next run reads {source} again.")


def _due(place: Place, as_json: bool) -> None:
    """The retention clock, and what is not finished."""
    from wholeplace.loop.forgetting import Standing

    said = Standing.of(place)
    if as_json:
        print_json(said.to_json())
    else:
        typer.echo("\n".join(said.lines()))
    if said.broken:
        raise typer.Exit(FAILED)
