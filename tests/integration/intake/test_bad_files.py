"""What partners really send. Each bad file gives a clear finding, and no row is lost silently."""

import io

import openpyxl
import pytest

HEADER = "ID,Forename,Surname,DOB,NHS,Date\n"
ANN = "1,Ann,Ash,01/02/1980,,03/04/2013\n"
BOB = "2,Bob,Birch,11/12/1990,,05/06/2013\n"


def names(delivery):
    return {r["local_id"]: r["given"] for r in delivery.rows("record")}


def test_a_good_file_has_no_findings(place):
    delivery = place.deliver({"a.csv": HEADER + ANN + BOB})

    assert delivery.counts == (2, 2, 0)
    assert delivery.report.findings == ()
    assert names(delivery) == {"1": "Ann", "2": "Bob"}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file_says_so(place, content):
    delivery = place.deliver({"a.csv": content})

    assert delivery.counts == (0, 0, 0)
    assert delivery.finding("empty").severity == "error"


def test_a_header_without_rows_says_so(place):
    delivery = place.deliver({"a.csv": HEADER})

    assert delivery.counts == (0, 0, 0)
    assert delivery.finding("header-only").severity == "warning"


def test_no_file_at_all_says_so(place):
    delivery = place.deliver({})

    assert "one/*" in delivery.finding("no-file").message


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_other_encodings_are_read_and_said(place, codec, said):
    delivery = place.deliver({"a.csv": (HEADER + ANN.replace("Ann", "Zoë")).encode(codec)})

    assert said in delivery.finding("encoding").message
    assert names(delivery) == {"1": "Zoë"}


def test_a_mark_at_the_start_is_no_part_of_the_first_column(place):
    delivery = place.deliver({"a.csv": (HEADER + ANN).encode("utf-8-sig")})

    assert names(delivery) == {"1": "Ann"}
    assert delivery.report.findings == ()


def test_one_bad_byte_does_not_garble_the_rest(place):
    rows = "".join(f"{n},Zoë,Ash,01/02/1980,,03/04/2013\n" for n in range(50))
    delivery = place.deliver({"a.csv": (HEADER + rows).encode() + b"99,Zo\xff,Ash,,,\n"})

    assert names(delivery)["7"] == "Zoë"
    assert "1 byte" in delivery.finding("encoding").message


def test_a_workbook_named_csv_is_read_as_a_workbook(place):
    book = openpyxl.Workbook()
    for line in (HEADER + ANN + BOB).splitlines():
        book.active.append(line.split(","))
    held = io.BytesIO()
    book.save(held)

    delivery = place.deliver({"a.csv": held.getvalue()})

    assert delivery.counts == (2, 2, 0)
    assert names(delivery) == {"1": "Ann", "2": "Bob"}
    assert "Excel" in delivery.finding("name-and-content").message


def test_text_named_xlsx_is_read_as_text(place):
    delivery = place.deliver({"a.xlsx": HEADER + ANN})

    assert names(delivery) == {"1": "Ann"}
    assert delivery.finding("name-and-content")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, ".xls"),
        (b"\x1f\x8b" + b"\x08" * 600, "gzip"),
        (b"PK\x03\x04" + b"\x00" * 600, "zip"),
        (b"%PDF-1.4 \x01\x02", "PDF"),
        (b"<?xml version='1.0'?><a/>", "XML"),
    ],
)
def test_what_is_not_a_table_is_turned_away_by_name(place, content, said):
    delivery = place.deliver({"a.csv": content})

    assert said in delivery.finding("wrong-content").message


def test_ragged_rows_are_set_aside_and_located(place):
    delivery = place.deliver({"a.csv": HEADER + ANN + "3,Cy\n" + BOB + "4,Di,Elm,,,,,\n"})

    finding = delivery.finding("ragged-row")
    assert delivery.counts == (4, 2, 2)
    assert (finding.count, finding.rows) == (2, [3, 5])
    assert names(delivery) == {"1": "Ann", "2": "Bob"}
    assert {r["local_id"]: r["row"] for r in delivery.rows("record")} == {"1": 2, "2": 4}


def test_rows_with_nul_bytes_are_set_aside_and_located(place):
    delivery = place.deliver({"a.csv": HEADER + ANN + "3,C\x00y,Elm,,,\n" + BOB})

    assert delivery.counts == (3, 2, 1)
    assert delivery.finding("nul-byte").rows == [3]
    assert {r["local_id"]: r["row"] for r in delivery.rows("record")} == {"1": 2, "2": 4}


def test_blank_lines_are_no_rows_but_count_in_row_numbers(place):
    delivery = place.deliver({"a.csv": HEADER + "\n" + ANN + "\r\n\n" + BOB + "\n"})

    assert delivery.counts == (2, 2, 0)
    assert {r["local_id"]: r["row"] for r in delivery.rows("record")} == {"1": 3, "2": 6}


def test_lines_inside_quotes_are_not_rows(place):
    delivery = place.deliver({"a.csv": HEADER + '1,"Ann\nMary",Ash,01/02/1980,,\n' + BOB})

    assert delivery.counts == (2, 2, 0)
    assert names(delivery)["1"] == "Ann\nMary"


def test_a_quote_that_is_never_closed_refuses_the_whole_file(place):
    delivery = place.deliver({"a.csv": HEADER + ANN + '3,"Cy,Elm,,,\n' + BOB})

    finding = delivery.finding("open-quote")
    assert "row 3" in finding.message
    assert delivery.report.loaded == 0
    assert delivery.report.rows == delivery.report.quarantined > 0


def test_a_lone_quote_inside_a_field_is_only_a_letter(place):
    delivery = place.deliver({"a.csv": HEADER + '1,An"n,Ash,,,\n' + BOB})

    assert delivery.counts == (2, 2, 0)
    assert names(delivery)["1"] == 'An"n'


def test_a_column_that_stands_twice_with_two_meanings_refuses_the_file(place):
    head = HEADER.replace("NHS", "Surname")
    delivery = place.deliver({"a.csv": head + ANN.replace(",,", ",Other,")})

    finding = delivery.finding("duplicate-header")
    assert (finding.column, finding.severity) == ("Surname", "error")
    assert delivery.counts == (1, 0, 1)


def test_a_column_that_stands_twice_with_one_meaning_is_read(place):
    head = HEADER.replace("NHS", "Surname")
    delivery = place.deliver({"a.csv": head + ANN.replace(",,", ",Ash,")})

    assert delivery.finding("duplicate-header").severity == "warning"
    assert names(delivery) == {"1": "Ann"}


def test_a_double_column_that_is_not_used_is_only_noted(place):
    delivery = place.deliver({"a.csv": HEADER.strip() + ",x,x\n" + ANN.strip() + ",1,2\n"})

    assert delivery.finding("duplicate-header").severity == "note"
    assert delivery.counts == (1, 1, 0)


def test_a_missing_column_names_the_nearest(place):
    delivery = place.deliver({"a.csv": (HEADER + ANN).replace("Forename", "Forname")})

    finding = delivery.finding("missing-column")
    assert finding.column == "Forename"
    assert "did the file mean 'Forname'?" in finding.message
    assert delivery.counts == (1, 1, 0)


def test_a_file_without_ids_is_set_aside_whole(place):
    delivery = place.deliver({"a.csv": (HEADER + ANN + BOB).replace("ID", "Number")})

    assert delivery.finding("missing-column", "ID").severity == "error"
    assert delivery.counts == (2, 0, 2)


def test_another_separator_is_suggested(place):
    delivery = place.deliver({"a.csv": (HEADER + ANN).replace(",", ";")})

    assert "separated by ';'" in delivery.finding("missing-column", "ID").message


def test_column_names_match_without_case_and_punctuation(place):
    delivery = place.deliver({"a.csv": HEADER.replace("Forename", " FORE_NAME ") + ANN})

    assert names(delivery) == {"1": "Ann"}


def test_rows_without_an_id_are_set_aside(place):
    delivery = place.deliver({"a.csv": HEADER + ANN + BOB.replace("2,", " ,", 1)})

    assert delivery.counts == (2, 1, 1)
    assert delivery.finding("no-key").rows == [3]


def test_dates_that_cannot_be_read_leave_the_row(place):
    delivery = place.deliver({"a.csv": HEADER + ANN.replace("01/02/1980", "31/02/1980")})

    assert delivery.counts == (1, 1, 0)
    assert delivery.finding("unreadable-date", "DOB").rows == [2]
    assert delivery.rows("record")[0]["birth_date"] is None


def test_placeholder_and_future_dates_are_noted(place):
    rows = ANN.replace("01/02/1980", "01/01/1800") + BOB.replace("05/06/2013", "05/06/2015")
    delivery = place.deliver({"a.csv": HEADER + rows})

    assert delivery.finding("placeholder-date", "DOB").rows == [2]
    assert delivery.finding("date-ahead", "Date").rows == [3]


def test_good_files_are_read_beside_bad_ones(place):
    delivery = place.deliver({"a.csv": HEADER + ANN, "b.csv": "", "c.csv": HEADER + BOB})

    assert delivery.counts == (2, 2, 0)
    assert delivery.finding("empty").file == "one/b.csv"
    assert len(delivery.report.files) == 3


def test_a_line_of_50_megabytes_is_a_row_like_any_other(place):
    """DuckDB reads no row there and says nothing."""
    long = "x" * 50_000_000
    delivery = place.deliver({"a.csv": f"ID,Forename,Surname,DOB,NHS,Date\n1,{long},Ash,,,\n"})

    assert delivery.counts == (1, 1, 0)
    assert len(names(delivery)["1"]) == 50_000_000


def test_a_line_of_50_megabytes_that_is_ragged_is_set_aside(place):
    delivery = place.deliver({"a.csv": HEADER + ANN + "x" * 50_000_000 + "\n" + BOB})

    assert delivery.counts == (3, 2, 1)
    assert delivery.finding("ragged-row").rows == [3]


def test_a_file_that_is_one_line_of_50_megabytes_is_refused(place):
    delivery = place.deliver({"a.csv": "x" * 50_000_000})

    assert delivery.finding("missing-column", "ID").severity == "error"
    assert delivery.report.loaded == 0


def test_every_finding_is_kept_row_by_row(place):
    rows = "".join(f"{n},,,x,,\n" for n in range(60))
    delivery = place.deliver({"a.csv": HEADER + rows})

    said = delivery.report.to_json()["findings"]
    unread = next(f for f in said if f["rule"] == "unreadable-date")
    assert (unread["count"], unread["rows"]) == (60, list(range(2, 22)))
    kept = [r["row"] for r in delivery.rows("findings") if r["rule"] == "unreadable-date"]
    assert kept == list(range(2, 62))
