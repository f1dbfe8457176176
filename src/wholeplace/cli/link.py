"""``wholeplace link``: which records of any files are one person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AsJson, print_json
from .errors import WRONG_USE, Stop
from .models import As, Form, keep, splink_text

if TYPE_CHECKING:
    import pyarrow as pa

    from wholeplace.pooling.linkage import Model
    from wholeplace.pooling.linkage.files import LinkedFiles, Mapping

Tables = dict[str, "pa.Table"]

MAPPING, PERSONS = "mapping.toml", "persons.parquet"
PREPARED = "splink"  # the folder of records prepared for Splink


def command(
    files: Annotated[list[Path], typer.Argument(help="CSV, XLSX or Parquet files with a header.")],
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    mapping: Annotated[
        Path | None, typer.Option(help="Which column is what; without it, it is proposed.")
    ] = None,
    truth: Annotated[
        str | None, typer.Option(help="The column with the true person, to score against.")
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="A saved model, ours or Splink's, instead of learning one.")
    ] = None,
    save_model: Annotated[Path | None, typer.Option(help="Where to keep the model.")] = None,
    form: As = Form.WHOLEPLACE,
    as_json: AsJson = False,
) -> None:
    """Link the records of any files: names, birth dates, addresses, identifiers of any kind.

    Several files are linked with one another and within; one file is freed of its duplicates. It
    writes persons.parquet (source, record, person, probability) and mapping.toml, which says what
    each column was taken for: change it and pass it back as --mapping. With --save-model, the model
    is kept for later files; --as splink writes it for Splink 5, with the prepared records beside.

    \b
    Example:
      wholeplace link clients.csv tenants.xlsx --out linked --save-model model.json
      wholeplace link new.csv --out later --model model.json --truth person
    """
    from datetime import date

    from wholeplace.pooling.intake.whole import read_file
    from wholeplace.pooling.linkage.files import link_files, remarks, source_names

    if form is Form.SPLINK and save_model is None:
        raise Stop("--as: says how a model is kept; add --save-model FILE", WRONG_USE)
    tables = {name: read_file(file, _say) for name, file in source_names(files).items()}
    true = None if truth is None else _truth(tables, truth)
    today = date.today()
    meant = _proposed(tables, today, truth) if mapping is None else _given(mapping)
    given_model = None if model is None else _read_model(model)
    left_out = remarks(tables, meant, today)
    out.mkdir(parents=True, exist_ok=True)
    (out / MAPPING).write_text(meant.to_toml(), encoding="utf-8")
    if mapping is None and not as_json:
        typer.echo(meant.to_toml())
    linked = link_files(tables, meant, today, model=given_model)
    _write(linked.persons, out / PERSONS)
    kept = [] if save_model is None else _keep_model(linked, save_model, form, out)
    said = {
        "records": linked.persons.num_rows,
        "people": linked.people,
        "threshold": linked.linked.model.threshold,
        "trained_on": linked.linked.model.trained_on,
        "remarks": left_out,
        "files": [str(out / PERSONS), str(out / MAPPING), *kept],
        **({} if true is None else {"linkage": linked.score(true)}),
    }
    if as_json:
        print_json(said)
    else:
        _print(said)


def _read_model(file: Path) -> Model:
    from wholeplace.pooling.linkage.in_splink import read_model

    return read_model(file)


def _keep_model(linked: LinkedFiles, file: Path, form: Form, out: Path) -> list[str]:
    """Write the model; for Splink with the records it was learned from. Says what was written."""
    from wholeplace.pooling.linkage.in_splink import to_splink, write_for_splink

    if form is Form.WHOLEPLACE:
        keep(linked.linked.model.to_json(), file)
        return [str(file)]
    exported = to_splink(linked.linked.model, *linked.tables)
    keep(splink_text(exported), file)
    write_for_splink(exported, out / PREPARED)
    return [str(file), str(out / PREPARED)]


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _truth(tables: Tables, column: str) -> list[str | None]:
    """The true person of each record, file after file."""
    for source, table in tables.items():
        if column not in table.column_names:
            listed = ", ".join(table.column_names)
            raise Stop(f"{source}: has no column '{column}' to score against: {listed}", WRONG_USE)
    return [person for table in tables.values() for person in table[column].to_pylist()]


def _proposed(tables: Tables, today: Any, truth: str | None) -> Mapping:
    from wholeplace.pooling.linkage.files import Mapping, propose

    without = [] if truth is None else [truth]
    found = {name: propose(table, today, without) for name, table in tables.items()}
    for name, columns in found.items():
        if not columns.compares:
            raise Stop(
                f"{name}: no column looks like a name, birth date, address or identifier, so there"
                " is nothing to compare; say which column is what in a file for --mapping",
                WRONG_USE,
            )
    return Mapping(found)


def _given(file: Path) -> Mapping:
    from wholeplace.pooling.linkage.files import Mapping

    return Mapping.parse(file.read_text(encoding="utf-8"), str(file))


def _write(persons: pa.Table, file: Path) -> None:
    """Written beside and put in place whole, so that nobody reads half a file."""
    import pyarrow.parquet as pq

    draft = file.with_name(f".{file.name}.draft")
    pq.write_table(persons, draft)
    draft.replace(file)


def _print(said: dict[str, Any]) -> None:
    from wholeplace.reporting.formats import plural

    for line in said["remarks"]:
        typer.echo(line)
    records = plural(said["records"], "record", "records")
    typer.echo(f"{records}, {plural(said['people'], 'person', 'people')}")
    typer.echo("\n".join(f"Wrote {file}" for file in said["files"]))
    if "linkage" in said:
        from .score import print_scores

        print_scores(said["linkage"])
