"""What a file is, by its first bytes."""

from __future__ import annotations

import codecs
import io
import struct
import zipfile
import zlib

UNREADABLE = {
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls); save it as .xlsx or CSV",
    b"\x1f\x8b": "gzip-compressed; deliver it unpacked",
    b"PAR1": "Parquet; deliver CSV, XLSX or XML",
    b"%PDF": "a PDF; deliver CSV, XLSX or XML",
}
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, EOFError, OSError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What unpacking says of an archive that is damaged, encrypted, or packed in a way not known."""
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def kind_of(data: bytes) -> str:
    """'empty', 'csv', 'xlsx', 'xml', 'json', or what else it is and what to do about it."""
    scores = {
        "xlsx": sniff_xlsx(data),
        "xml": sniff_xml(data),
        "json": sniff_json(data),
        "csv": sniff_csv(data),
    }
    best = max(scores, key=lambda kind: scores[kind])
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return "empty"
    if scores[best] > 0:
        return best
    if data.startswith(b"PK"):
        return "a zip archive; deliver the files in it unpacked"
    return next((say for magic, say in UNREADABLE.items() if data.startswith(magic)), "not text")


def sniff_xlsx(data: bytes) -> float:
    """Certain when it is a zip with a workbook in it."""
    if not data.startswith(b"PK"):
        return 0.0
    try:
        return float("xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist())
    except BROKEN_ZIP:
        return 0.0


def sniff_xml(data: bytes) -> float:
    """Likely when it opens with a tag."""
    head = _plain(data[:2000]).lstrip()
    if head.startswith("<?xml"):
        return 1.0
    return 0.8 if head.startswith("<") and ">" in head else 0.0


def sniff_json(data: bytes) -> float:
    """Likely when it opens and closes as an object or a list."""
    opens, closes = _plain(data[:64]).lstrip()[:1], data[-64:].replace(b"\x00", b"").rstrip()[-1:]
    return 0.8 if (opens, closes) in (("{", b"}"), ("[", b"]")) else 0.0


def sniff_csv(data: bytes) -> float:
    """Text that is nothing else."""
    head = data[:4096]
    if any(data.startswith(magic) for magic in UNREADABLE) or head.startswith(b"PK\x03\x04"):
        return 0.0
    controls = sum(byte < 9 or 13 < byte < 32 for byte in _plain(head).encode("utf-8", "replace"))
    return 0.5 if controls <= len(head) * 0.3 else 0.0


def _plain(head: bytes) -> str:
    if head.startswith(_BOMS[1:]) or head[1:2] == b"\x00" or head[:1] == b"\x00":
        return head.decode("utf-16", "replace").lstrip("\ufeff")
    return head.decode("utf-8-sig", "replace")
