"""When a source's silence may be taken for no."""

import pytest

from wholeplace.pooling.intake import Delivered, Finding, SourceReport


def report(files: list[Delivered], *findings: Finding) -> SourceReport:
    about = ("claims", "Claims", "dwp", "named", "mapped", True, "")
    return SourceReport(*about, tuple(files), findings)


GOOD = Delivered("a.csv", "00", 10, 10, 0)
LOST = Delivered("b.csv", "00", 5, 0, 5)


def error(file: str) -> Finding:
    return Finding(file, None, "rule", "error", "what is wrong")


@pytest.mark.parametrize(
    ("files", "findings", "whole"),
    [
        ([GOOD], [], True),
        ([GOOD], [error("a.csv")], True),  # some rows of a file that was read
        ([GOOD, LOST], [error("b.csv")], False),  # one file of two was turned away
        ([], [error("*.csv")], False),  # nothing came
        ([Delivered("a.csv", "00", 0, 0, 0)], [], False),  # a header and no rows
    ],
)
def test_only_what_came_in_full_is_whole(
    files: list[Delivered], findings: list[Finding], whole: bool
) -> None:
    assert report(files, *findings).whole is whole
