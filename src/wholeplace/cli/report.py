"""``wholeplace report``: one file that shows it all."""

from pathlib import Path
from typing import Annotated

import typer

from .common import AsJson, Folder, open_place, print_json
from .errors import WRONG_USE, Stop


def command(
    place: Folder,
    out: Annotated[Path, typer.Option("--out", help="report.html or report.pdf")],
    as_json: AsJson = False,
) -> None:
    """Write the figures of the last run as one self-contained file, with charts and tables.

    \b
    Example:
      wholeplace report demo/place --out report.html
    """
    if out.suffix not in (".html", ".pdf"):
        raise Stop(f"{out}: the report is written as .html or .pdf; name it so", WRONG_USE)
    if not out.parent.is_dir():
        raise Stop(f"{out.parent}: there is no such folder; make it first", WRONG_USE)
    from wholeplace.loop import results
    from wholeplace.reporting import render_pdf, render_report

    opened = open_place(place)
    html = render_report(opened, results(opened))
    out.write_bytes(render_pdf(html) if out.suffix == ".pdf" else html.encode())
    if as_json:
        print_json({"report": str(out), "bytes": out.stat().st_size})
    else:
        typer.echo(f"Wrote {out} ({out.stat().st_size // 1024:,} kB)")
