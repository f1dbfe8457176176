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
    from wholeplace.reporting import render_report

    opened = open_place(place)
    html = render_report(opened, results(opened))
    if out.suffix == ".pdf":
        _pdf(html, out)
    else:
        out.write_text(html, encoding="utf-8")
    if as_json:
        print_json({"report": str(out), "bytes": out.stat().st_size})
    else:
        typer.echo(f"Wrote {out} ({out.stat().st_size // 1024:,} kB)")


def _pdf(html: str, out: Path) -> None:
    try:
        from weasyprint import HTML
    except ImportError:
        raise Stop(
            "A PDF needs the 'pdf' extra: pip install 'wholeplace[pdf]'. Or write .html instead."
        ) from None
    except OSError:
        raise Stop(
            "A PDF needs the Pango library: on Debian and Ubuntu, apt-get install libpango-1.0-0"
            " libpangoft2-1.0-0 libharfbuzz-subset0. Or write .html instead."
        ) from None
    HTML(string=html).write_pdf(out, pdf_variant="pdf/ua-1")
