"""From a file nobody has described to rows that are read, by way of the proposal."""

import csv
import io
import tomllib
from pathlib import Path

import pytest
from openpyxl import Workbook

from support.intake import TinyPlace
from wholeplace.place import load_place, load_vocabulary
from wholeplace.pooling.intake import read_source
from wholeplace.pooling.intake.unknown import NoProposal, proposal_for
from wholeplace.pooling.intake.unknown.worker import answer

HEADER = ["Client Ref", "Last Name", "First names", "D.O.B.", "Sex", "NHS No.", "Post Code"]
HEADER += ["Seen on", "Left on", "Remarks"]
ROWS = [
    ["C1", "Ashworth", "Annabel", "01/02/1980", "F", "9990000018", "W2 1AB"],
    ["C2", "Beecham", "Bartholomew", "13/03/1981", "M", "9990000026", "W2 1AD"],
    ["C3", "Cardew", "Clementine", "14/04/1982", "F", "", ""],
]
ROWS = [[*row, f"0{n}/05/2013", "09/06/2013", "phoned; calm"] for n, row in enumerate(ROWS, 1)]
TABLE = [["Clients of the team", *[""] * 9], [""] * 10, HEADER, *ROWS]


def as_csv(rows: list[list[str]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows: list[list[str]]) -> bytes:
    book, data = Workbook(), io.BytesIO()
    book.active.append(["About this workbook"])
    sheet = book.create_sheet("Clients")
    for row in rows:
        sheet.append(row)
    book.save(data)
    return data.getvalue()


FILES = {
    "clients.csv": as_csv(TABLE),
    "semicolons.csv": as_csv(TABLE, ";"),
    "tabs.txt": as_csv(TABLE, "\t"),
    "windows.csv": as_csv(TABLE).replace(b"Cardew", b"Card\xe9w"),
    "clients.xlsx": as_xlsx(TABLE),
}


def proposed(tmp_path: Path, name: str, data: bytes) -> dict:
    file = tmp_path / "extracts" / "one" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return answer(file, "westminster", load_vocabulary())


@pytest.mark.parametrize("name", FILES)
def test_a_proposal_loads_and_reads_its_file_once_a_kind_is_chosen(
    name: str, place: TinyPlace
) -> None:
    proposal = proposed(place.root, name, FILES[name])
    text = proposal["toml"].replace('id = "' + proposal["id"], 'id = "one')
    place.write({})
    (place.root / "sources" / "one.toml").write_text(
        text.replace("choose-one", "voluntary_support")
    )

    loaded = load_place(place.root)
    report = read_source(loaded, loaded.sources["one"], place.root / "out")

    assert (report.rows, report.loaded, report.quarantined) == (3, 3, 0)
    assert {f.rule for f in report.findings} <= {"encoding", "name-and-content"}
    assert {c["field"]: c["column"] for c in proposal["columns"]} == {
        **{"local_id": "Client Ref", "family": "Last Name", "given": "First names"},
        **{"birth_date": "D.O.B.", "sex": "Sex", "nhs": "NHS No.", "postcode": "Post Code"},
        **{"start": "Seen on", "end": "Left on"},
    }


@pytest.mark.parametrize("name", ["clients.csv", "clients.xlsx"])
def test_no_value_of_a_person_is_told(name: str, tmp_path: Path) -> None:
    said = str(proposed(tmp_path, name, FILES[name]))

    values = {value for row in ROWS for value in row if len(value) > 1}
    assert [value for value in values if value in said] == []


def test_each_line_carries_its_evidence(tmp_path: Path) -> None:
    lines = proposed(tmp_path, "clients.csv", FILES["clients.csv"])["toml"].splitlines()

    assert "header_row = 3  # 2 rows stand above it" in lines
    assert 'nhs = "NHS No."  # 100% pass the NHS check digit; 66% filled' in lines
    assert '"F" = "female"  # 66%' in lines
    assert "from = 2013-04-01  # financial years of the middle 98% of start dates" in lines
    assert '#   "Remarks": text, 1 different; 100% filled' in lines


def test_the_kind_is_left_to_choose_unless_the_file_speaks_of_one(tmp_path: Path) -> None:
    unclear = proposed(tmp_path, "clients.csv", FILES["clients.csv"])
    arrests = proposed(tmp_path, "arrests 2013.csv", FILES["clients.csv"])

    assert unclear["kinds"] == list(load_vocabulary().kinds)
    assert 'kind = "choose-one"' in unclear["toml"]
    assert all(kind in unclear["toml"] for kind in unclear["kinds"])
    assert arrests["kinds"] == ["arrest"]
    assert 'kinds = ["arrest"]' in arrests["toml"]


def test_names_of_columns_and_files_cannot_break_out_of_their_quotes(tmp_path: Path) -> None:
    odd = [['Surname"\n[evil]', "Client Ref", 'DOB "#'], ["Ash", "C1", "01/02/1980"]]

    proposal = proposed(tmp_path, 'a"b[1].csv', as_csv(odd))
    said = tomllib.loads(proposal["toml"])

    assert said["mapping"]["person"]["local_id"] == "Client Ref"
    assert said["mapping"]["person"]["birth_date"] == 'DOB "#'
    assert said["source"]["files"] == ['one/a"b[[]1].csv']
    assert "evil" not in said


def test_protected_people_and_columns_that_stand_twice(tmp_path: Path) -> None:
    header = ["Client Ref", "Surname", "Protected", "Note", "note"]
    rows = [header, ["C1", "Ash", "Yes", "a", "b"], ["C2", "Bee", "No", "c", "d"]]

    text = proposed(tmp_path, "list.csv", as_csv(rows))["toml"]

    assert tomllib.loads(text)["mapping"]["person"]["restricted"] == {
        "column": "Protected",
        "in": ["Yes"],
    }
    assert '# "Note" stands more than once, so it was left out.' in text
    assert "activity" not in tomllib.loads(text)["mapping"]


def test_a_name_its_values_contradict_is_left_to_the_reader(tmp_path: Path) -> None:
    rows = [["Client Ref", "Surname", "DOB"], ["C1", "Ash", "n/k"], ["C2", "Bee", "see file"]]

    text = proposed(tmp_path, "list.csv", as_csv(rows))["toml"]

    assert '#   "DOB": text, 2 different; 100% filled; named like birth_date: look again' in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"1,Ann,Ash,01/02/1980\n2,Bob,Bee,02/03/1981\n", "holds names of columns"),
        (as_csv([HEADER]), "a header and no rows"),
        (b"<?xml version='1.0'?><Message/>", "the file is XML, of no format that is known"),
        (b'[{"a": 1}]', "the file is JSON, of no format that is known"),
        (b"<EXPSSDA903><CHILD/></EXPSSDA903>", "needs no mapping: set format = 'ssda903'"),
        (b"INSERT INTO ssd_missing VALUES (1);", "needs no mapping: set format = 'ssd'"),
        (b"<NCCIS><FileHeader/></NCCIS>", "needs no mapping: set format = 'nccis'"),
        (
            b'[{"prisonerNumber": "A1234BC", "releaseDate": "2013-01-10"}]',
            "needs no mapping: set format = 'prison-releases'",
        ),
        (b"%PDF-1.7 \x00\x01", "a PDF"),
        (b"PK\x03\x04 torn", "a zip archive"),
        (b'Surname,Client Ref\nAsh,"C1\n', "a quote that opens on row 2 is never closed"),
        (b"Surname,Forename\nAsh,Ann\n", "no column holds ids of people"),
    ],
)
def test_a_file_that_cannot_be_made_out_is_refused_in_one_line(
    data: bytes, said: str, tmp_path: Path
) -> None:
    refused = proposed(tmp_path, "list.csv", data)["refused"]

    assert said in refused
    assert "\n" not in refused
    assert "Ash" not in refused


def test_the_file_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    inside = proposed(tmp_path, "clients.csv", FILES["clients.csv"])
    file = tmp_path / "extracts" / "one" / "clients.csv"

    assert proposal_for(file, "westminster") == inside

    file.write_bytes(b"")
    with pytest.raises(NoProposal, match=f"{file}: the file is empty"):
        proposal_for(file, "westminster")


def test_a_process_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wholeplace.pooling.intake.unknown.asking._MODULE", "no.such.module")

    with pytest.raises(NoProposal, match="reading it ended before it was done"):
        proposal_for(tmp_path / "list.csv", "p")


def test_a_reader_that_fails_is_named_by_its_place_and_not_by_the_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("Ashworth")

    file = tmp_path / "list.csv"
    file.write_bytes(FILES["clients.csv"])
    monkeypatch.setattr("wholeplace.pooling.intake.unknown.worker.opened", fails)

    said = answer(file, "p", load_vocabulary())["refused"]

    assert "ValueError at test_unknown.py" in said
    assert "Ashworth" not in said


def test_a_file_whose_format_is_known_says_so_above_its_proposal(tmp_path: Path) -> None:
    rows = b"CHILD,SEX,DOB,ETHNIC,UPN\n17,1,01/02/2003,WBRI,UN1\n18,2,02/03/2004,WBRI,UN1\n"

    toml = proposed(tmp_path, "h.csv", rows)["toml"]

    assert "an SSDA903 return" in toml and "format = 'ssda903'" in toml
