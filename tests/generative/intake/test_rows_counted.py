"""Whatever bytes a partner sends, every record counted is loaded or set aside."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from support.intake import TinyPlace
from wholeplace.place import Place, load_place
from wholeplace.pooling.intake import SourceReport, read_source

HEADER = b"ID,Forename,Surname,DOB,NHS,Date\n"
PIECES = [b",", b'"', b"\n", b"\r", b"\r\n", b"\x00", b"a", b"1", b" ", b"\xe9", b"\xc3\xa9", b";"]
CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00"))
MESSY = st.lists(st.sampled_from([*PIECES, b",,,,,\n", b'"x",'])).map(b"".join)


def _place() -> Place:
    tiny = TinyPlace(Path(tempfile.mkdtemp(prefix="wholeplace-test-")))
    tiny.write({"a.csv": HEADER})
    return load_place(tiny.root)


PLACE = _place()


def read(content: bytes) -> SourceReport:
    (PLACE.extracts / "one" / "a.csv").write_bytes(content)
    return read_source(PLACE, PLACE.sources["one"], PLACE.root / "out")


def accounted(report: SourceReport) -> bool:
    said = sum(f.count for f in report.findings if f.severity == "error")
    set_aside_is_explained = report.quarantined == 0 or said > 0
    return report.rows == report.loaded + report.quarantined and set_aside_is_explained


@given(MESSY)
@settings(max_examples=250, deadline=None)
def test_messy_bytes_under_a_header(body: bytes) -> None:
    assert accounted(read(HEADER + body))


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_bytes_at_all(content: bytes) -> None:
    assert accounted(read(content))


@given(st.lists(st.lists(CELL, min_size=6, max_size=6), max_size=8))
@settings(max_examples=150, deadline=None)
def test_what_a_csv_writer_writes_is_counted_as_it_was_written(rows: list[list[str]]) -> None:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(rows)
    report = read(HEADER + held.getvalue().encode())

    assert report.rows == len(rows)
    keyed = sum(bool(row[0].strip()) for row in rows)
    assert accounted(report)
    assert report.loaded == keyed
