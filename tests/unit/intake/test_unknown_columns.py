"""What columns of an unknown file are taken for, and on what evidence."""

from datetime import date

import pytest

from wholeplace.place import load_vocabulary
from wholeplace.pooling.intake.unknown import words
from wholeplace.pooling.intake.unknown.contents import Column
from wholeplace.pooling.intake.unknown.fields import fields_of, percent, years_of
from wholeplace.pooling.intake.unknown.opening import header_of, three_part_dates

NHS = ["9990000018", "9990000026", "9990000034", "9990000042"]
IDS = Column("Client Ref", ["A1", "A2", "A3", "A4"])


def chosen(*columns: Column) -> dict[str, str]:
    found = fields_of([IDS, *columns])
    return {name: column.title for name, column in found.columns.items()}


@pytest.mark.parametrize(
    ("values", "styles"),
    [
        (["27/03/2008", "01/02/2009"], ("%d/%m/%Y",)),
        (["03/27/2008", "01/02/2009"], ("%m/%d/%Y",)),
        (["2015-03-27", "2022-01-27 00:00:00"], ("%Y-%m-%d",)),
        (["2020-Apr-25 00:00:00"], ("%Y-%b-%d",)),
        (["26-May-11"], ("%d-%b-%y",)),
        (["3 April 2013"], ("%d %B %Y",)),
        (["44629", "44630"], ("excel-serial",)),
        (["27/03/2008", "28/03/2008", "2008-03-29"], ("%d/%m/%Y", "%Y-%m-%d")),
        (["1800-01-01", "2015-03-27"], ("%Y-%m-%d",)),
        (["July 2010-September 2010", "soon"], ()),
        (["123", "7"], ()),
        ([], ()),
    ],
)
def test_date_styles_are_told_by_the_values(values: list[str], styles: tuple[str, ...]) -> None:
    assert Column("Date", values).styles == styles


def test_an_nhs_number_is_known_by_its_check_digit_whatever_its_name() -> None:
    wrong = [value[:-1] + str((int(value[-1]) + 1) % 10) for value in NHS]

    assert chosen(Column("Field 7", NHS))["nhs"] == "Field 7"
    assert "nhs" not in chosen(Column("Field 7", wrong))


def test_the_share_that_passes_is_the_evidence() -> None:
    found = fields_of([IDS, Column("NHS No", [*NHS[:3], "9990000019"])])

    assert found.evidence["nhs"] == "75% pass the NHS check digit; 100% filled"
    assert percent(0.9999) == "99%"


def test_a_name_is_not_believed_against_its_values() -> None:
    assert "birth_date" not in chosen(Column("DOB", ["Ann", "Bob", "Cat", "Dan"]))
    assert "sex" not in chosen(Column("Sex", ["W2 1AB", "W2 1AD", "x9", "x8"]))
    assert "given" not in chosen(Column("Forename", ["1", "2", "3", "4"]))


def test_a_whole_name_stands_before_a_piece_of_one() -> None:
    days = ["01/02/1980", "02/03/1981", "", "04/05/1983"]

    found = chosen(Column("Mother birth date", days), Column("Date of Birth", days))

    assert found["birth_date"] == "Date of Birth"


def test_sex_is_known_by_its_words_but_not_by_ones_and_twos() -> None:
    assert chosen(Column("Col", ["Male", "Female", "male", "Female"]))["sex"] == "Col"
    assert "sex" not in chosen(Column("Col", ["1", "2", "1", "2"]))


def test_a_ward_is_not_taken_for_an_lsoa() -> None:
    assert chosen(Column("Area", ["E01000001"] * 4))["lsoa"] == "Area"
    assert "lsoa" not in chosen(Column("Area", ["E05000001"] * 4))


def test_an_id_of_the_partner_goes_before_an_identifier() -> None:
    assert chosen(Column("NHS No", NHS))["local_id"] == "Client Ref"
    assert fields_of([Column("NHS No", NHS)]).columns["local_id"].title == "NHS No"
    assert "local_id" not in fields_of([Column("NHS No", [*NHS[:2], "", ""])]).columns


def test_ids_with_two_birth_dates_are_told() -> None:
    ids = Column("Client Ref", ["A1", "A1", "A2", "A3"])
    born = Column("DOB", ["01/02/1980", "02/02/1980", "03/03/1983", ""])

    evidence = fields_of([ids, born]).evidence["local_id"]

    assert evidence == "3 different in 4 rows; 50% of them have one birth date"


def test_start_and_end_leave_the_days_of_the_report_alone() -> None:
    days = ["01/04/2013"] * 4
    names = ("Reporting Period Start Date", "Event Start Date", "Event End Date")

    found = chosen(*(Column(name, days) for name in names))

    assert (found["start"], found["end"]) == names[1:]


def test_numbers_are_days_only_when_the_name_says_so() -> None:
    numbers = ["20130401", "20130402", "20130403", "20130404"]

    assert "start" not in chosen(Column("School", numbers))
    assert chosen(Column("Start", numbers))["start"] == "Start"


def test_years_are_financial_and_leave_placeholders_out() -> None:
    column = Column("Date", ["31/03/2012", "01/04/2013", "01/01/1800"])

    assert years_of(column) == (date(2011, 4, 1), date(2014, 4, 1))
    assert years_of(Column("Date", [""])) is None


def test_the_header_is_the_row_of_names_below_the_titles() -> None:
    names = ["ID", "Surname", "Forename", "DOB"]
    rows = [["List of clients", "", "", ""], ["", "", "", ""], names, ["1", "Ash", "Ann", ""]]

    assert header_of(list(enumerate(rows, 1))) == (3, names)


@pytest.mark.parametrize(
    "row",
    [
        ["1", "Ann", "Ash", "01/02/1980"],
        ["Ann", "Ash", "W2 1AB"],
        ["Ann", "Dobson", "Westminster"],
        ["Surname", "Ash", NHS[0]],
    ],
)
def test_a_row_that_may_be_data_is_no_header(row: list[str]) -> None:
    assert header_of([(1, row), (2, row)]) is None


def test_three_columns_of_one_date_are_joined() -> None:
    made = three_part_dates(["startday", "Start Month", "startyear", "endday", "endyear"])

    assert {name: joined.columns for name, joined in made.items()} == {
        "startdate": ("startday", "Start Month", "startyear")
    }


def test_every_kind_that_words_speak_of_is_in_the_vocabulary() -> None:
    assert {*words.SPEAKS_OF} <= {*load_vocabulary().kinds}
