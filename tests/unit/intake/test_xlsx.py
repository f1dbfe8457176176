"""Workbooks: what cells say, every row counted apart from its reading, and no bombs."""

import struct
from datetime import date, datetime, time

import pytest

from support.intake.workbooks import SHEET, rewritten, workbook
from wholeplace.pooling.intake.files import xlsx_scan
from wholeplace.pooling.intake.files.header import Columns
from wholeplace.pooling.intake.files.sheet import Unreadable
from wholeplace.pooling.intake.files.xlsx_file import Workbook, read_xlsx
from wholeplace.pooling.intake.findings import Findings

ROWS = [["ID", "Name", "Seen"], ["1", "Ann", date(2014, 1, 2)], ["2", "Bob", None]]
BOOK = workbook({"One": ROWS})


def read(book, *wanted, **columns):
    findings = Findings()
    sheet = read_xlsx(book, "a.xlsx", Columns(wanted, **columns), findings)
    return sheet, sheet.table.to_pylist(), list(findings)


def refused(book, *wanted):
    with pytest.raises(Unreadable) as no:
        read(book, *wanted)
    return no.value


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (date(2014, 1, 2), "2014-01-02"),
        (datetime(2014, 1, 2, 23, 59), "2014-01-02"),
        (44629, "44629"),
        (7.0, "7"),
        (2.5, "2.5"),
        (time(9, 30), "09:30:00"),
        ("  as given ", "  as given "),
        ("0123", "0123"),
        (True, "True"),
    ],
)
def test_cells_become_text(cell, said):
    _, rows, _ = read(workbook({"One": [["A"], [cell]]}), "A")

    assert rows == [{"A": said}]


def test_rows_keep_the_numbers_a_spreadsheet_shows():
    book = workbook({"One": [["titles"], [], [None, "A", "B"], [None, 1], [], [None, 2, 3]]})
    sheet, rows, _ = read(book, "A", "B", header_row=3)

    assert sheet.row.tolist() == [4, 6]
    assert rows == [{"A": "1", "B": ""}, {"A": "2", "B": "3"}]


def test_a_table_may_stand_away_from_the_corner():
    book = workbook({"One": [[], [], [None, None, None, "A"], [None, None, None, "x"]]})

    assert read(book, "A", header_row=3)[1] == [{"A": "x"}]


def test_columns_nobody_asked_for_are_not_read():
    sheet, _, _ = read(BOOK, "Name")

    assert sheet.table.column_names == ["Name"]


def test_a_sheet_is_found_by_name_and_others_are_named():
    book = workbook({"Cover": [["hello"]], "Data": ROWS})

    assert read(book, "Name", sheet="Data")[1][0] == {"Name": "Ann"}
    with pytest.raises(Unreadable, match="has 'Cover', 'Data'"):
        read(book, "Name", sheet="Dota")


def test_a_header_below_the_last_row_is_said():
    with pytest.raises(Unreadable, match="3 rows; its header should be on row 9"):
        read(BOOK, "ID", header_row=9)


def failed_formula(xml):
    return xml.replace(b"</row></sheetData>", b'<c r="D3" t="e"><v>#N/A</v></c></row></sheetData>')


def test_a_formula_that_failed_is_told():
    _, rows, findings = read(rewritten(BOOK, failed_formula), "ID")

    assert [r["ID"] for r in rows] == ["1", "2"]
    assert [(f.rule, f.rows) for f in findings] == [("formula-without-value", [3])]


def test_a_row_of_failed_formulas_alone_is_no_row():
    extra = b'<row r="9"><c r="A9" t="e"><v>#N/A</v></c></row></sheetData>'
    book = rewritten(BOOK, lambda xml: xml.replace(b"</sheetData>", extra))

    assert read(book, "ID")[0].row.tolist() == [2, 3]


def test_prefixed_xml_is_counted_too():
    def prefixed(xml):
        spaced = xml.replace(b'xmlns="', b'xmlns:x="').replace(b"</", b"</x:")
        out = b""
        for place, piece in enumerate(spaced.split(b"<")):
            plain = not place or piece[:1] in b"/?!" or piece.startswith(b"x:")
            out += piece if not place else b"<" + (piece if plain else b"x:" + piece)
        return out

    assert read(rewritten(BOOK, prefixed), "Name")[0].row.tolist() == [2, 3]


def test_rows_without_numbers_follow_each_other():
    import re

    bare = rewritten(BOOK, lambda xml: re.sub(rb' r="[A-Z]*\d+"', b"", xml))

    assert read(bare, "Name")[0].row.tolist() == [2, 3]


def test_a_row_the_parser_loses_refuses_the_file(monkeypatch):
    kept = xlsx_scan.Package.scan

    def one_more(self, sheet):
        found = kept(self, sheet)
        found.filled.append(4)
        return found

    monkeypatch.setattr(xlsx_scan.Package, "scan", one_more)
    monkeypatch.setattr(xlsx_scan.Package, "blank", lambda *_: False)

    no = refused(BOOK, "ID")
    assert (no.rule, no.rows) == ("record-count", 3)
    assert "3 rows were counted" in no.message


def test_cells_far_away_are_refused_before_they_take_memory():
    far = rewritten(
        BOOK, lambda xml: xml.replace(b'r="3"', b'r="1048576"').replace(b'"B3"', b'"XFD1048576"')
    )

    no = refused(far, "ID")
    assert no.rule == "too-large"
    assert "delete what stands far below or beside the table" in no.message


def test_a_bomb_is_refused_by_what_comes_out(monkeypatch):
    monkeypatch.setattr(xlsx_scan, "UNPACKED_LIMIT", 1 << 20)
    bomb = rewritten(BOOK, lambda xml: xml + b"<!--" + b" " * (2 << 20) + b"-->")

    assert refused(bomb, "ID").rule == "too-large"


def test_sizes_a_workbook_states_of_itself_are_not_believed(monkeypatch):
    monkeypatch.setattr(xlsx_scan, "UNPACKED_LIMIT", 1 << 20)
    bomb = bytearray(rewritten(BOOK, lambda xml: xml + b"<!--" + b" " * (2 << 20) + b"-->"))
    entry = bomb.rindex(b"PK\x01\x02", 0, bomb.rindex(SHEET.encode()))
    bomb[entry + 24 : entry + 28] = struct.pack("<I", 1000)

    assert refused(bytes(bomb), "ID").rule in ("too-large", "not-xlsx")


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_workbook_cut_short_is_refused(keep):
    assert refused(BOOK[: int(len(BOOK) * keep)], "ID").rule == "not-xlsx"


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b'<!DOCTYPE w [<!ENTITY a "b">]>' + xml.replace(b">Ann<", b">&a;<"),
        lambda xml: xml.replace(b"<v>", b"<v>x"),
    ],
)
def test_broken_sheets_are_refused(change):
    book = workbook({"One": [["ID", "N"], ["a", 1], ["Ann", 2]]})

    assert refused(rewritten(book, change), "ID").rule == "not-xlsx"


def test_a_dtd_in_the_list_of_sheets_is_refused():
    dtd = rewritten(
        BOOK, lambda xml: b"<!DOCTYPE workbook [<!ENTITY a 'b'>]>" + xml, "xl/workbook.xml"
    )

    assert refused(dtd, "ID").rule in ("xml-dtd", "xml-broken")


def test_the_first_rows_show_where_the_header_is():
    book = Workbook(workbook({"One": [["title"], [], ["A", "B"], [1, 2]]}))

    assert book.sheet("One").head(3) == [(1, ["title", ""]), (2, ["", ""]), (3, ["A", "B"])]
