"""Tables out of shape: quotes, line ends, columns, headers, sizes."""

from __future__ import annotations

from collections.abc import Callable

from .samples import Made, Sample

WIDE = 200_000
LONG = 2_000_000


def tables(sample: Sample) -> Made:
    """Ways to break a CSV."""
    if not sample.is_csv:
        return
    head, body = _split(sample)
    first = body[0]
    for name, change in _SHAPES.items():
        yield name, change(head, body).encode(), None
    cells = first.count(b",".decode())
    yield "one column less on each row", _lines(head, [r.rsplit(",", 1)[0] for r in body]), None
    yield "a header and nothing else", _lines(head, []), 0
    yield "no header", _lines("", body)[1:], None
    yield "a row of commas alone", _lines(head, [*body, "," * cells]), None
    yield "a row of 100,000 commas", lambda: _lines(head, [*body, "," * 100_000]), None
    yield f"{WIDE:,} columns", lambda: _wide(head, body), None
    yield "a cell of two megabytes", lambda: _lines(head, [*body, _long(first)]), sample.rows + 1
    yield (
        "a name of two megabytes",
        lambda: _lines(head + "," + "n" * LONG, [r + ",1" for r in body]),
        None,
    )
    yield "a megabyte of quotes", lambda: _lines(head, [*body, '"' * 1_000_000]), None
    yield "a megabyte of line ends", lambda: _lines(head, body) + b"\n" * 1_000_000, sample.rows
    yield "NUL at the start", b"\x00" + sample.data, None
    yield "NUL after every letter", b"\x00".join(bytes([b]) for b in sample.data), None
    yield "NUL in each row", _lines(head, [r[:1] + "\x00" + r[1:] for r in body]), None
    yield "NUL at the end", sample.data + b"\x00" * 100, None


def one_long_row(sample: Sample, size: int) -> bytes:
    """The sample with a row of so many bytes, which some readers pass over in silence."""
    head, body = _split(sample)
    return _lines(head, [*body, body[0].replace(",", "," + "x" * size, 1)])


def _split(sample: Sample) -> tuple[str, list[str]]:
    """The lines up to the column names, and the rows below."""
    lines = sample.text.rstrip("\n").split("\n")
    return "\n".join(lines[: -sample.rows]), lines[-sample.rows :]


def _lines(head: str, body: list[str]) -> bytes:
    return ("\n".join([head, *body]) + "\n").encode()


def _long(row: str) -> str:
    quoted = row.startswith('"')
    end = row.index('"', 1) if quoted else row.index(",")
    return row[:end] + "x" * LONG + row[end:]


def _wide(head: str, body: list[str]) -> bytes:
    names = ",".join(f"c{n}" for n in range(WIDE))
    return _lines(f"{head},{names}", [r + "," * WIDE for r in body[:2]])


def _each(change: Callable[[str], str]) -> Callable[[str, list[str]], str]:
    return lambda head, body: "\n".join([head, *map(change, body)]) + "\n"


def _ends(end: str) -> Callable[[str, list[str]], str]:
    return lambda head, body: end.join([*head.split("\n"), *body]) + end


_SHAPES: dict[str, Callable[[str, list[str]], str]] = {
    "line ends of old Macs": _ends("\r"),
    "line ends of Windows": _ends("\r\n"),
    "line ends of both": lambda h, b: h + "\r\n" + "\n".join(b[:1]) + "\r" + "\r\n".join(b[1:]),
    "line ends doubled": _ends("\n\n"),
    "line ends of Unicode": _ends("\u2028"),
    "vertical tabs for line ends": _ends("\x0b"),
    "no line end at the last row": lambda h, b: "\n".join([h, *b]),
    "a quote opens and never closes": _each(lambda r: '"' + r),
    "a quote closes and never opens": _each(lambda r: r + '"'),
    "a quote in the middle": _each(lambda r: r[:2] + '"' + r[2:]),
    "every row one quoted cell": _each(lambda r: '"' + r.replace('"', '""') + '"'),
    "quotes within quotes": _each(lambda r: '"a""b",' + r),
    "single quotes": _each(lambda r: r.replace('"', "'")),
    "a cell more on each row": _each(lambda r: r + ",x"),
    "commas at the end of each row": _each(lambda r: r + ",,,,"),
    "ragged at random": lambda h, b: "\n".join([h, *(r + "," * n for n, r in enumerate(b))]),
    "semicolons": lambda h, b: "\n".join([h, *b]).replace(",", ";"),
    "tabs": lambda h, b: "\n".join([h, *b]).replace(",", "\t"),
    "spaces after commas": lambda h, b: "\n".join([h, *b]).replace(",", ", "),
    "the header twice": lambda h, b: "\n".join([h, h, *b]),
    "the header between the rows": lambda h, b: "\n".join([h, *b[:2], h, *b[2:]]),
    "every column twice": lambda h, b: "\n".join(f"{x},{x}" for x in (h, *b)),
    "columns of one name": lambda h, b: "\n".join(["x" + ",x" * h.count(","), *b]),
    "columns without names": lambda h, b: "\n".join(["," * h.count(","), *b]),
    "the first column gone": lambda h, b: "\n".join(x.split(",", 1)[-1] for x in (h, *b)),
    "the header in capitals with spaces": lambda h, b: "\n".join(
        [h.upper().replace(",", " , "), *b]
    ),
    "the header in another alphabet": lambda h, b: "\n".join([h.replace("e", "е"), *b]),
    "titles above": lambda h, b: "\n".join(["A title", "", "Another,one", h, *b]),
    "notes below": lambda h, b: "\n".join([h, *b, "", "Source: somebody", "End of file"]),
    "a total below": lambda h, b: "\n".join([h, *b, "Total" + "," * h.count(",")]),
    "blank rows between": lambda h, b: "\n\n\n".join([h, *b]),
    "rows of spaces between": lambda h, b: "\n   \n".join([h, *b]),
    "every row again": lambda h, b: "\n".join([h, *b, *b]),
    "a comment before": lambda h, b: "\n".join(["# made by a system", h, *b]),
    "a separator line of Excel": lambda h, b: "\n".join(["sep=,", h, *b]),
    "SQL for rows": lambda h, b: "\n".join([h, *(["'; DROP TABLE person; --"] * 3)]),
    "nothing but commas": lambda h, b: ",,,,\n" * 5,
    "nothing but quotes": lambda h, b: '"' * 7,
    "nothing but a quote": lambda h, b: '"',
    "nothing but spaces": lambda h, b: " \t \n" * 5,
    "one letter": lambda h, b: "x",
    "prose": lambda h, b: "Dear colleague, please find the extract attached.\nRegards, A\n" * 3,
    "an error page": lambda h, b: "Error 500: could not connect to the database",
    "a web page": lambda h, b: "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>",
}
