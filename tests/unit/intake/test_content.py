"""What a file is, by content alone."""

import pytest

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
