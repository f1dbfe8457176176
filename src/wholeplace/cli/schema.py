"""``wholeplace schema``: JSON Schema of the definition files."""

import json
from pathlib import Path
from typing import Annotated

import typer

from .common import AsJson, print_json
from .errors import WRONG_USE, Stop


def command(
    name: Annotated[str | None, typer.Argument(help="place, partner, source, programme …")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write one schema file for each kind of file here.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print the JSON Schema of the definition files, so that an editor can check and complete them.

    Without a name it is one schema that any definition file of a place satisfies.

    \b
    Example:
      wholeplace schema programme
      wholeplace schema --out schemas/
    """
    from wholeplace.place.schema import json_schema, schema_names

    if name is not None and name not in schema_names():
        raise Stop(
            f"'{name}' is no kind of file; use one of: {', '.join(schema_names())}", WRONG_USE
        )
    if out is None:
        print_json(json_schema(name))
        return
    written = _write_all(out, [name] if name else schema_names())
    if as_json:
        print_json({"files": [str(path) for path in written]})
    else:
        typer.echo("\n".join(f"Wrote {path}" for path in written))


def _write_all(out: Path, names: list[str]) -> list[Path]:
    from wholeplace.place.schema import json_schema

    out.mkdir(parents=True, exist_ok=True)
    written = [out / f"{name}.schema.json" for name in names]
    for name, path in zip(names, written, strict=True):
        path.write_text(json.dumps(json_schema(name), indent=1) + "\n", encoding="utf-8")
    return written
