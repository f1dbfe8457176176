"""Files of any shape: reading them, guessing their columns, and a mapping one can edit."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from wholeplace.pooling.linkage.files import (
    AddressColumns,
    FileColumns,
    Mapping,
    MappingError,
    propose,
    remarks,
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
        birth_style=("%d/%m/%Y",),
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

    assert (american.birth_style, either.birth_style) == (("%m/%d/%Y",), ("%d/%m/%Y",))


def test_an_id_tells_every_record_apart() -> None:
    assert propose(table(id=["1", "2"]), TODAY).id == "id"
    assert propose(table(id=["1", "1"]), TODAY).id is None


def test_the_truth_is_not_linked_by() -> None:
    assert propose(table(member_id=["1", "2"]), TODAY, ["member_id"]) == FileColumns()


def test_a_mapping_reads_back_as_it_was_written() -> None:
    columns = FileColumns(
        id='the "id"',
        given="Prénom",
        line=("a", "b"),
        aliases=("aka",),
        birth_date="born",
        birth_style=("%Y", "%d.%m.%Y"),
        identifiers={"tax no": "TIN"},
        other_addresses=(AddressColumns("old"), AddressColumns(line=("x", "y"), uprn="u")),
    )
    mapping = Mapping({"my file.2": columns, "other": FileColumns()})

    assert Mapping.parse(mapping.to_toml()) == mapping


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sources = 3", "write a table [sources.NAME]"),
        ("[sources", "is not TOML"),
        ("[sources]\na = 1", "is not a table of fields"),
        ("[sources.a]\nforename = 'x'", "sources.a.forename: is no field; use aliases"),
        ("[sources.a]\ngiven = 3", "3 is not the name of a column"),
        ("[sources.a]\nline = [3]", "is not the names of one or more columns"),
        ("[sources.a]\nidentifiers = 'x'", "is not a table of scheme = column"),
        ("[sources.a]\nbirth_style = 3", "3 is not one or more date styles"),
        ("[sources.a]\nother_addresses = 'x'", "is not tables [[…]] of postcode"),
        ("[[sources.a.other_addresses]]\nzip = 'x'", "other_addresses[0].zip: is no field"),
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
        birth_style=("%d.%m.%y",),
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


def test_files_of_one_name_cannot_be_told_apart() -> None:
    with pytest.raises(MappingError, match="two files are called 'a'"):
        source_names([Path("x/a.csv"), Path("y/a.parquet")])


def test_other_names_and_earlier_addresses_are_found() -> None:
    found = propose(
        table(
            first_name=["Ann", "Bo"],
            last_name=["Lee", "Ng"],
            maiden_name=["Smith", None],
            previous_surname=[None, "Oh"],
            nickname=["Annie", None],
            postcode=["10115", "10117"],
            previous_postcode=["20095", None],
            previous_address=["1 Elbchaussee", None],
            former_plz=["80331", None],
        ),
        TODAY,
    )

    assert (found.given, found.family) == ("first_name", "last_name")
    assert found.other_family == ("maiden_name", "previous_surname")
    assert found.aliases == ("nickname",)
    assert found.postcode == "postcode"
    assert found.other_addresses == (
        AddressColumns("previous_postcode", ("previous_address",)),
        AddressColumns("former_plz"),
    )


def test_columns_of_other_languages() -> None:
    found = propose(
        table(
            Vorname=["Ann", "Bo"],
            Nachname=["Lee", "Ng"],
            Geburtsdatum=["31.12.1990", "01.02.1980"],
            Geburtsname=["Smith", None],
            PLZ=["10115", "10117"],
            Straße=["Weg", "Gasse"],
            Hausnummer=["3", "4"],
            Krankenversicherungsnummer=["A1", "B2"],
            TaxNo=["T1", "T2"],
        ),
        TODAY,
    )

    assert (found.given, found.family, found.other_family) == (
        "Vorname",
        "Nachname",
        ("Geburtsname",),
    )
    assert (found.birth_date, found.birth_style) == ("Geburtsdatum", ("%d.%m.%Y",))
    assert (found.postcode, found.line) == ("PLZ", ("Straße", "Hausnummer"))
    assert found.identifiers == {"tax": "TaxNo"}


def test_every_name_and_address_is_compared() -> None:
    given = table(
        g=["Ann"],
        f=["Lee"],
        maiden=["Smith"],
        aka=["Annie; Ann Lee Jones"],
        now=["10115"],
        old=["W2 1AB"],
    )
    columns = FileColumns(
        given="g",
        family="f",
        other_family=("maiden",),
        aliases=("aka",),
        postcode="now",
        other_addresses=(AddressColumns(postcode="old"),),
    )

    records, _, addresses = harmonise({"a": given}, Mapping({"a": columns}), TODAY)

    assert records["aliases"].to_pylist() == ["Smith, Ann; Lee, Annie; Ann Lee Jones"]
    assert addresses["postcode"].to_pylist() == ["10115", "W2 1AB"]
    assert addresses["record"].to_pylist() == [0, 0]


def test_dates_typed_in_several_ways() -> None:
    mixed = ["1990-12-31", "25/02/1980", "3 March 1970", "1985", "01/04/1960"] * 3

    found = propose(table(dob=mixed), TODAY)
    born = one(table(dob=["1985"]), found)[0]

    assert found.birth_style == ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y")
    assert one(table(dob=["3 March 1970"]), found)[0]["birth_date"] == date(1970, 3, 3)
    assert (born["birth_date"], born["birth_precision"]) == (None, None)


def test_a_day_is_never_read_both_ways() -> None:
    assert propose(table(dob=["31/12/1990", "12/31/1990"] * 4), TODAY).birth_date is None


def test_years_alone_are_dates_known_in_part() -> None:
    found = propose(table(birth_year=["1985", "1990"]), TODAY)

    record = one(table(birth_year=["1985", "1990"]), found)[0]

    assert (record["birth_date"], record["birth_precision"]) == (date(1985, 1, 1), "year")


def test_what_could_not_be_compared_is_said() -> None:
    given = table(
        name=["Ann", "李", "王"], dob=["1990-01-02", "soon", None], nhs=["9990000018", "1", None]
    )
    columns = FileColumns(given="name", birth_date="dob", identifiers={"nhs": "nhs"})

    said = remarks({"clients": given}, Mapping({"clients": columns}), TODAY)

    assert said == [
        "clients, 'name': 2 values are not in Latin letters and not compared (row 3, 4)",
        "clients, 'dob': 1 value is not dates written '%Y-%m-%d' and not compared (row 3)",
        "clients, 'nhs': 1 value is not valid as 'nhs' and not compared (row 3)",
    ]
