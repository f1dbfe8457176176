"""Files of any shape: reading them, guessing their columns, and a mapping one can edit."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wholeplace.pooling.linkage.files import (
    CannotRead,
    FileColumns,
    Mapping,
    MappingError,
    propose,
    read_file,
    source_names,
)
from wholeplace.pooling.linkage.files.harmonising import harmonise, split_name

TODAY = date(2026, 1, 1)


def table(**columns: list[str | None]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def one(given: pa.Table, columns: FileColumns) -> tuple[dict, list[dict], dict]:
    """The first record of a file, its identifiers and its address."""
    records, ids, addresses = harmonise({"a": given}, Mapping({"a": columns}), TODAY)
    return records.to_pylist()[0], ids.to_pylist(), addresses.to_pylist()[0]


def test_columns_are_found_by_name_in_any_style() -> None:
    found = propose(
        table(
            PatientId=["7", "8"],
            PatientForename=["Ann", "Bo"],
            surname=["Lee", "Ng"],
            DOB=["31/12/1990", "01/02/1980"],
            Gender=["F", "M"],
            post_code=["W2 1AB", "W6 9JU"],
            HouseNumber=["3", "4"],
            Street=["Acacia Road", "Fir Road"],
            Email=["a@example.org", "b@example.org"],
        ),
        TODAY,
    )

    assert found == FileColumns(
        given="PatientForename",
        family="surname",
        birth_date="DOB",
        birth_style="%d/%m/%Y",
        sex="Gender",
        postcode="post_code",
        line=("HouseNumber", "Street"),
        identifiers={"email": "Email"},
    )


def test_a_column_is_not_taken_for_what_it_does_not_hold() -> None:
    found = propose(
        table(born=["yes", "no"], sex=["Sussex", "Essex"], zip=["zipped", "not"]), TODAY
    )

    assert found == FileColumns()


def test_contents_tell_where_names_do_not() -> None:
    found = propose(
        table(
            x1=["W2 1AB", "W6 9JU", "SW1A 1AA"],
            x2=["male", "female", "female"],
            x3=["9990000018", "999 000 0026", "9990000034"],
        ),
        TODAY,
    )

    assert (found.postcode, found.sex, found.identifiers) == ("x1", "x2", {"nhs": "x3"})


def test_days_come_first_only_where_months_cannot() -> None:
    american = propose(table(dob=["12/31/1990", "02/01/1980"]), TODAY)
    either = propose(table(dob=["01/02/1990", "03/04/1980"]), TODAY)

    assert (american.birth_style, either.birth_style) == ("%m/%d/%Y", "%d/%m/%Y")


def test_an_id_tells_every_record_apart() -> None:
    assert propose(table(id=["1", "2"]), TODAY).id == "id"
    assert propose(table(id=["1", "1"]), TODAY).id is None


def test_the_truth_is_not_linked_by() -> None:
    assert propose(table(member_id=["1", "2"]), TODAY, ["member_id"]) == FileColumns()


def test_a_mapping_reads_back_as_it_was_written() -> None:
    columns = FileColumns(
        id='the "id"', given="Prénom", line=("a", "b"), identifiers={"tax no": "TIN"}
    )
    mapping = Mapping({"my file.2": columns, "other": FileColumns()})

    assert Mapping.parse(mapping.to_toml()) == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sources = 3", "write a table [sources.NAME]"),
        ("[sources", "is not TOML"),
        ("[sources]\na = 1", "is not a table of fields"),
        ("[sources.a]\nforename = 'x'", "sources.a.forename: is no field; use birth_date"),
        ("[sources.a]\ngiven = 3", "3 is not the name of a column"),
        ("[sources.a]\nline = [3]", "is not the names of one or more columns"),
        ("[sources.a]\nidentifiers = 'x'", "is not a table of scheme = column"),
    ],
)
def test_a_wrong_mapping_says_where_and_what(text: str, said: str) -> None:
    with pytest.raises(MappingError) as error:
        Mapping.parse(text, "m.toml")

    assert said in str(error.value)
    assert str(error.value).startswith("m.toml")


def test_a_mapping_names_only_what_is_there() -> None:
    mapping = Mapping({"a": FileColumns(given="first")})

    with pytest.raises(MappingError, match="a: has no column 'first'; its columns are given"):
        mapping.of("a", ["given"])
    with pytest.raises(MappingError, match=r"no \[sources.b\]"):
        mapping.of("b", ["given"])


def test_records_are_cleaned_field_by_field() -> None:
    given = table(
        name=["Lee, Ann"], d=["03.04.90"], s=["F"], n=["3"], st=["Acacia Road"], nhs=["9990000019"]
    )
    columns = FileColumns(
        full_name="name",
        birth_date="d",
        birth_style="%d.%m.%y",
        sex="s",
        line=("n", "st"),
        identifiers={"nhs": "nhs"},
    )

    record, ids, address = one(given, columns)

    assert (record["given"], record["family"], record["sex"]) == ("Ann", "Lee", "female")
    assert (record["birth_date"], record["birth_precision"]) == (date(1990, 4, 3), "day")
    assert record["local_id"] == "2", "the row, as a spreadsheet counts"
    assert address["line"] == "3 Acacia Road"
    assert [(i["scheme"], i["valid"]) for i in ids] == [("nhs", False)]


@pytest.mark.parametrize(
    ("name", "parts"),
    [("Ann May Lee", ("Ann May", "Lee")), ("Lee, Ann", ("Ann", "Lee")), ("Lee", (None, "Lee"))],
)
def test_a_whole_name_is_split(name: str, parts: tuple[str | None, str | None]) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("ids", "said"), [(["1", "1"], "'1' more than once"), (["1", None], "without a value")]
)
def test_an_id_that_does_not_tell_records_apart_is_refused(
    ids: list[str | None], said: str
) -> None:
    with pytest.raises(MappingError, match=said):
        one(table(id=ids), FileColumns(id="id"))


def test_csv_and_parquet_are_read_as_the_same_text(tmp_path: Path) -> None:
    csv, parquet = tmp_path / "a.csv", tmp_path / "b.parquet"
    csv.write_text("n;born;name\n1;1990-01-02; Ann \n;;N/A\n", encoding="utf-8")
    columns = {"n": [1.0, None], "born": [date(1990, 1, 2), None], "name": ["Ann", ""]}
    pq.write_table(pa.table(columns), parquet)

    assert read_file(csv).to_pydict() == read_file(parquet).to_pydict()


def test_what_is_wrong_with_a_file_is_said(tmp_path: Path) -> None:
    ragged, empty, damaged = (tmp_path / name for name in ("r.csv", "e.csv", "d.parquet"))
    ragged.write_text("a,b\n1,2\n1\n")
    empty.write_text("a,b\n")
    damaged.write_bytes(b"PAR1 and no more")
    heard: list[str] = []

    assert read_file(ragged, heard.append).num_rows == 1

    assert heard[0].startswith("r.csv (rows 3): the row has not the 2 columns")
    with pytest.raises(CannotRead, match="holds no records"):
        read_file(empty)
    with pytest.raises(CannotRead, match="damaged Parquet"):
        read_file(damaged)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "x.csv: "),
        (b"\n\n", "x.csv: "),
        (b"PK\x03\x04 sheet", "save the sheet in it as CSV"),
        (b'a,b\n"1,2\n', "never closed"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)

    with pytest.raises(CannotRead) as error:
        read_file(file)

    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_header_is_found_at_the_head_of_a_long_file(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("naïve;born\n" + "Zoë;1990-01-02\n" * 20_000, encoding="utf-8")

    read = read_file(file)

    assert (read.num_rows, read.column_names) == (20_000, ["naïve", "born"])


def test_files_of_one_name_cannot_be_told_apart() -> None:
    with pytest.raises(CannotRead, match="two files are called 'a'"):
        source_names([Path("x/a.csv"), Path("y/a.parquet")])
