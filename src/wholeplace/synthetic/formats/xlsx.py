"""XLSX whose bytes do not depend on the clock."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

FIXED = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def write_xlsx(path: Path, sheet: str, rows: Iterable[Sequence[object]]) -> None:
    """Write one sheet of rows."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    held = io.BytesIO()
    book.save(held)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_without_clock(held.getvalue()))


def _without_clock(packed: bytes) -> bytes:
    """Pack again with fixed dates, inside and out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = STAMP.sub(rb"\g<1>2014-03-31T00:00:00Z\g<2>", old.read(name))
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
