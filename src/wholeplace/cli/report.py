"""``wholeplace report``: one file that shows it all."""

from pathlib import Path
from typing import Annotated

import typer

from .common import AsJson, Folder, audit, defined, open_place, print_json
from .errors import WRONG_USE, Stop


def command(
    place: Folder,
    out: Annotated[Path, typer.Option("--out", help="report.html or report.pdf")],
    to: Annotated[
        str | None, typer.Option(help="A partner it is for: leaves out what it may not be given.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the figures of the last run as one self-contained file, with charts and tables.

    The figures are exact, for the parties of the agreements they rest on. For anyone else, publish.

    \b
    Example:
      wholeplace report demo/place --out report.html
      wholeplace report demo/place --out police.html --to met-police
    """
    if out.suffix not in (".html", ".pdf"):
        raise Stop(f"{out}: the report is written as .html or .pdf; name it so", WRONG_USE)
    if not out.parent.is_dir():
        raise Stop(f"{out.parent}: there is no such folder; make it first", WRONG_USE)
    from wholeplace.loop import kept_from, results
    from wholeplace.reporting import render_pdf, render_report

    opened = open_place(place)
    if to:
        defined(opened, "partner", to, opened.partners)
    left_out = kept_from(opened, to) if to else {}
    audit(opened, "report", f"place {opened.about.id}", "planning", to=to)
    html = render_report(opened, results(opened), left_out)
    out.write_bytes(render_pdf(html) if out.suffix == ".pdf" else html.encode())
    if as_json:
        print_json({"report": str(out), "bytes": out.stat().st_size, "left_out": left_out})
        return
    for name, why in left_out.items():
        typer.echo(f"Left out: {name}: {why}")
    typer.echo(f"Wrote {out} ({out.stat().st_size // 1024:,} kB)")
