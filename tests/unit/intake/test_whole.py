"""Whole files as columns of text: CSV, XLSX and Parquet alike, each behind the fence."""

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from wholeplace.pooling.intake.files.sheet import Unreadable
from wholeplace.pooling.intake.whole import CannotRead, read_file, rows_of
from wholeplace.pooling.intake.whole.parsing import parse_file


def workbook(file: Path, *rows: list) -> Path:
    book = Workbook()
    book.active.title = "Cover"
    sheet = book.create_sheet("Clients")
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file


def test_every_form_is_read_as_the_same_text(tmp_path: Path) -> None:
    csv, parquet = tmp_path / "a.csv", tmp_path / "b.parquet"
    csv.write_text("n;born;name\n1;1990-01-02; Ann \n;;N/A\n3;;Bo\n", encoding="utf-8")
    columns = {"n": [1.0, None, 3], "born": [date(1990, 1, 2), None, None]}
    pq.write_table(pa.table({**columns, "name": ["Ann", "", "Bo"]}), parquet)
    xlsx = workbook(
        tmp_path / "c.xlsx",
        ["Clients, in confidence"],
        ["n", "born", "name"],
        [1, datetime(1990, 1, 2), " Ann "],
        [None, None, "N/A"],
        [3, None, "Bo"],
    )

    read = [parse_file(file)[0] for file in (csv, parquet, xlsx)]

    wanted = {
        "n": ["1", None, "3"],
        "born": ["1990-01-02", None, None],
        "name": ["Ann", None, "Bo"],
    }
    assert [table.to_pydict() for table in read] == [wanted] * 3
    assert [rows_of(table).tolist() for table in read] == [[2, 3, 4], [2, 3, 4], [3, 4, 5]]


def test_a_row_set_aside_is_said_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    file, heard = tmp_path / "r.csv", list[str]()
    file.write_text("a,b\n1,2\n1\n3,4\n")

    read = read_file(file, heard.append)

    assert rows_of(read).tolist() == [2, 4]
    assert heard == ["r.csv: rows 3: the row has not the 2 columns of the header; it was set aside"]


def test_columns_that_hold_no_plain_values_are_said(tmp_path: Path) -> None:
    file, heard = tmp_path / "n.parquet", list[str]()
    pq.write_table(pa.table({"tags": [["a"], []], "n": [1, 2], "raw": [b"x", b"y"]}), file)

    assert read_file(file, heard.append).column_names == ["n"]
    assert [line.partition(": ")[2].split(" holds")[0] for line in heard] == [
        "the column 'tags'",
        "the column 'raw'",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a,b\n", "holds no records"),
        (b"PAR1 and no more", "damaged Parquet"),
        (b"PK\x03\x04 sheet", "a zip archive"),
        (b"<?xml version='1.0'?><a/>", "is xml"),
        (b'a,b\n"1,2\n', "never closed"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)

    with pytest.raises(Unreadable, match=said):
        parse_file(file)


def test_a_workbook_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no records in any sheet"):
        parse_file(workbook(tmp_path / "e.xlsx", ["a", "b"]))


def test_a_refusal_comes_through_the_fence_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(b"%PDF-1.7")

    with pytest.raises(CannotRead) as error:
        read_file(file)
    with pytest.raises(CannotRead, match="there is no such file"):
        read_file(tmp_path / "y.csv")

    assert str(error.value).startswith(f"{file}: is a PDF")
    assert "\n" not in str(error.value)


def test_a_header_is_found_at_the_head_of_a_long_file(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("naïve;born\n" + "Zoë;1990-01-02\n" * 20_000, encoding="utf-8")

    read, _ = parse_file(file)

    assert (read.num_rows, read.column_names) == (20_000, ["naïve", "born"])
