"""Records are counted from bytes, apart from the parser."""

import csv
import io

import pytest

from wholeplace.pooling.intake.files.scan import scan


def records(data, delimiter=","):
    found = scan(data, delimiter)
    pairs = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    return [data[start:end] for start, end in pairs]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"a,b", [b"a,b"]),
        (b"a,b\nc,d\n", [b"a,b", b"c,d"]),
        (b"a,b\r\nc,d\r\n", [b"a,b", b"c,d"]),
        (b"a,b\rc,d\r", [b"a,b", b"c,d"]),
        (b"a\n\nb\n", [b"a", b"", b"b"]),
        (b'"a\nb",c\nd,e', [b'"a\nb",c', b"d,e"]),
        (b'"a""b\n",c\n"",d', [b'"a""b\n",c', b'"",d']),
        (b"5\" pipe,x\ny,z", [b'5" pipe,x', b"y,z"]),
        (b'a "quoted, word",x\ny,"z\nz"', [b'a "quoted, word",x', b'y,"z\nz"']),
        (b'"a"b,c\nd', [b'"a"b,c', b"d"]),
    ],
)  # fmt: skip
def test_records_are_found_with_their_quotes(data, expected):
    assert records(data) == expected
    assert len([r for r in csv.reader(io.StringIO(data.decode(), newline="")) if r]) == len(
        [r for r in expected if r]
    )


def test_a_quote_never_closed_is_located():
    assert scan(b'a,b\nc,d\ne,"f\ng,h\n').open_quote == 2
    assert scan(b'a,"b"\n').open_quote is None
    assert scan(b'it is 5" long\n').open_quote is None


def test_blank_lines_and_the_longest_record():
    found = scan(b"a\r\n\r\nabc\n")

    assert found.blank.tolist() == [False, True, False]
    assert found.longest == 3


def test_the_delimiter_decides_where_a_field_begins():
    data = b'a;"b\nc"\nd;e'

    assert len(records(data, ";")) == 2
    assert len(records(data, ",")) == 3
