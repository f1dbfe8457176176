"""Files of other kinds in a table's place: archives, bombs, workbooks taken apart."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq

from .samples import Made, Sample

UNPACKED = 200 << 20
"""Bytes that the bombs unfold to."""
MAGIC = {
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000,
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 300,
    "a photograph": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4,
    "a program": b"\x7fELF\x02\x01\x01" + b"\x00" * 500,
    "a program of Windows": b"MZ\x90\x00" + bytes(range(256)) * 4,
    "a database": b"SQLite format 3\x00" + b"\x10\x00" * 500,
    "a 7z archive": b"7z\xbc\xaf\x27\x1c" + bytes(range(256)) * 2,
    "a zstd file": b"\x28\xb5\x2f\xfd" + bytes(range(256)) * 2,
    "a letter": b"{\\rtf1\\ansi Dear colleague}",
    "an e-mail": b"From: a@example.org\r\nSubject: extract\r\n\r\nattached",
    "a broken zip": b"PK\x03\x04" + bytes(range(256)) * 8,
    "a zip's end alone": b"PK\x05\x06" + b"\x00" * 18,
    "a broken gzip": b"\x1f\x8b\x08\x00" + bytes(range(256)) * 2,
    "a broken Parquet": b"PAR1" + bytes(range(256)) * 4 + b"PAR1",
    "a Parquet's start": b"PAR1" + b"\x00" * 100,
    "an Arrow file": b"ARROW1\x00\x00" + bytes(range(256)),
}


def archives(sample: Sample) -> Made:
    """Each way to pack the sample, and what only looks like a packed file."""
    for name, data in MAGIC.items():
        yield name, data, None
    yield "gzip", gzip.compress(sample.data, mtime=0), None
    yield "bzip2", bz2.compress(sample.data), None
    yield "xz", lzma.compress(sample.data), None
    yield "tar", _tar(sample.data), None
    yield "zip", zipped({"a.csv": sample.data}), None
    yield "zip that climbs out", zipped({"../../evil.csv": sample.data}), None
    yield "zip with a full path", zipped({"/tmp/wholeplace-evil.csv": sample.data}), None
    yield "zip in zip in zip", _nested(sample.data, 6), None
    yield "zip with many files", lambda: zipped({f"{n}.csv": b"x" for n in range(2_000)}), None
    yield "zip with a workbook's name in it", zipped({"xl/workbook.xml": b"<x/>"}), None
    yield "Parquet", _parquet(), None
    if sample.mapping and sample.is_csv:
        yield "gzip bomb", lambda: gzip.compress(b"\x00" * UNPACKED, 9, mtime=0), None
        yield "zip bomb", lambda: zipped({"a.csv": b"\x00" * UNPACKED}), None
    if sample.data.startswith(b"PK"):
        yield from _workbooks(sample.data)


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2014, 1, 1, 0, 0, 0))
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _tar(data: bytes) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        info = tarfile.TarInfo("../evil.csv")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def _nested(data: bytes, depth: int) -> bytes:
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def _parquet() -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.table({"ID": ["1", "2"]}), held)
    return held.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def _workbooks(data: bytes) -> Made:
    """A workbook with each part gone, empty, or made to unfold."""
    parts = parts_of(data)
    for name in parts:
        yield (
            f"workbook without {name}",
            zipped({n: d for n, d in parts.items() if n != name}),
            None,
        )
        for kind, content in (("empty", b""), ("no XML", b"<<<"), ("cut", parts[name][:60])):
            yield f"workbook with {kind} {name}", zipped({**parts, name: content}), None
    for name, change in _SHEETS.items():
        yield f"workbook: {name}", zipped({**parts, SHEET: change(parts[SHEET])}), None
    yield "workbook bomb", lambda: zipped({**parts, SHEET: _unfolding(parts[SHEET])}), None
    yield (
        "workbook with a bomb beside",
        lambda: zipped({**parts, "xl/media/a.bin": b"\x00" * UNPACKED}),
        None,
    )
    yield "workbook with a file that climbs out", zipped({**parts, "../../evil.txt": b"x"}), None
    yield "workbook with trailing bytes", data + b"\x00" * 1_000, None
    yield "workbook with leading bytes", b"\x00" * 100 + data, None


def _unfolding(sheet: bytes) -> bytes:
    row = b'<row r="9"><c r="A9" t="inlineStr"><is><t>x</t></is></c></row>'
    return sheet.replace(b"</sheetData>", row * (UNPACKED // len(row)) + b"</sheetData>")


def _cell(text: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData><row r='1'>" + text + b"</row>")


_SHEETS: dict[str, Callable[[bytes], bytes]] = {
    "a formula without a value": _cell(b'<c r="A1"><f>1+1</f></c>'),
    "a formula that calls out": _cell(
        b'<c r="A1" t="str"><f>WEBSERVICE("http://x")</f><v>1</v></c>'
    ),
    "a string that is not there": _cell(b'<c r="A1" t="s"><v>999999</v></c>'),
    "a style that is not there": _cell(b'<c r="A1" s="999999"><v>1</v></c>'),
    "a cell without a place": _cell(b"<c><v>1</v></c>"),
    "a cell beyond the sheet": _cell(b'<c r="ZZZZ99999999"><v>1</v></c>'),
    "a row beyond the sheet": lambda s: s.replace(b'r="2"', b'r="99999999"'),
    "rows out of order": lambda s: s.replace(b'r="2"', b'r="7"', 1),
    "an error for a value": _cell(b'<c r="A1" t="e"><v>#REF!</v></c>'),
    "a day beyond all days": _cell(b'<c r="A1" s="1" t="d"><v>99999-99-99</v></c>'),
    "entities": lambda s: b'<!DOCTYPE a [<!ENTITY b "c">]>' + s.replace(b"<v>", b"<v>&b;"),
    "deep": lambda s: s.replace(b"<sheetData>", b"<sheetData>" + b"<a>" * 20_000),
}
