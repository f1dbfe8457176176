"""What a file is, by content alone."""

import pytest

from support.intake import core, court, nccis, prison, school
from wholeplace.pooling.intake.files.content import kind_of
from wholeplace.pooling.intake.formats import sniffed


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'{"a": 1}\n', "json"),
        (b'[\n  {"a": 1}\n]', "json"),
        ('\ufeff{"a": 1}'.encode(), "json"),
        ('{"a": 1}'.encode("utf-16"), "json"),
        (b"{one},{two}\n1,2\n", "csv"),
        (b"[id],name\n1,A\n", "csv"),
        (b"<Message><Header/></Message>", "xml"),
        (b"\n \n", "empty"),
    ],
)
def test_content_says_what_a_file_is(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_a_return_is_known_by_its_columns() -> None:
    likely = sniffed(b"CHILD,SEX,DOB,ETHNIC,UPN\n1,1,01/02/2003,WBRI,\n")
    assert [found.name for _, found in likely] == ["ssda903"]


def test_any_other_table_is_no_known_return() -> None:
    assert sniffed(b"name,born\nA,2001-02-03\n") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (school.ROLL, "school-census"),
        (school.LEFT, "school-census"),
        (school.ADDRESSES, "school-census"),
        (school.SESSIONS, "school-census"),
        (school.EXCLUSIONS, "school-census"),
        (school.NEEDS, "school-census"),
        (school.MEALS, "school-census"),
        (nccis.month("2013-01-31", nccis.ANN), "nccis"),
        ("YoungPersonsID,CohortStatus,ActivityCode,StartDate\n1,P,220,\n", "nccis"),
        (prison.answer(prison.ROB), "prison-releases"),
        ("prisonerNumber,releaseDate\nA1234BC,\n", "prison-releases"),
        (core.form(core.LETTING), "core-lettings"),
        (core.export(core.EXPORTED), "core-lettings"),
        (core.export(core.EXPORTED, labels=True), "core-lettings"),
        (court.answer(court.wrapped()), "family-court"),
        ("CaseNumber,LAChildID,DateSubmitted\n1,2,\n", "family-court"),
    ],
)
def test_each_format_is_known_by_its_content_and_by_no_other(text: str, name: str) -> None:
    assert [found.name for _, found in sniffed(text.encode())] == [name]
