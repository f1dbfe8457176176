"""What several verbs share: arguments, opening a place, JSON, the audit log."""

import getpass
import json
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from wholeplace.place import Place, PlaceError, Problem, load_place
from wholeplace.place.loading import FOLDERS

Folder = Annotated[Path, typer.Argument(help="The folder of the place.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]


def open_place(folder: Path) -> Place:
    """Load a place whose definitions hold, or raise with every problem in it."""
    return load_place(folder)


def defined(place: Place, what: str, name: str, known: dict[str, Any]) -> Any:
    """A definition by id, or an error that lists the ids there are."""
    if name in known:
        return known[name]
    folder = next((name for name, kinds in FOLDERS.items() if what in kinds), f"{what}s")
    listed = ", ".join(sorted(known)) or f"none: add a file to {folder}/"
    raise PlaceError(
        [Problem(str(place.root), what, f"'{name}' is not defined here; there is: {listed}")]
    )


def print_json(content: Any) -> None:
    """Print JSON as programs and people both read it."""
    typer.echo(json.dumps(content, indent=1, ensure_ascii=False, default=str))


def payback(years: float | None) -> str:
    """When a programme has paid for itself."""
    from wholeplace.reporting.formats import years as written

    if years is None:
        return "does not pay back within the years appraised"
    return f"pays back in {written(years)}" if years else "pays back within its first year"


def audit(
    place: Place,
    action: str,
    object: str,
    purpose: str,
    *,
    outcome: str = "permitted",
    organisation: str | None = None,
    **details: Any,
) -> None:
    """Record that somebody used people's data at the command line, before they see it."""
    from wholeplace.trust.audit import AuditLog

    AuditLog(place.register / "audit.sqlite3").record(
        actor=user(),
        role="command line",
        action=action,
        object=object,
        purpose=purpose,
        outcome=outcome,
        organisation=organisation,
        details=details,
    )


def user() -> str:
    """Who is at the command line."""
    with suppress(KeyError, OSError):
        return getpass.getuser()
    return "unknown"
