"""Cells that no form would take: impossible dates, formulas, endless or invisible text."""

from __future__ import annotations

import csv
import io

from .samples import Made, Sample

NASTY = {
    "impossible days": ["31/02/2013", "00/00/0000", "32/13/2013", "2013-02-30", "29/02/2013"],
    "days out of all reason": ["01/01/0001", "9999-12-31", "1800-01-01", "0000-00-00", "99999"],
    "days in other words": ["July 2010-September 2010", "tomorrow", "26-May-11", "2013", "Q2 10"],
    "numbers that are none": ["NaN", "inf", "-inf", "1e308", "1e999999999", "0x1F", "١٢٣", "½"],
    "numbers without end": ["9" * 5_000, "-" + "9" * 400, "0." + "0" * 5_000 + "1", "1," * 2_000],
    "formulas": ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("x")'],
    "code": ["'; DROP TABLE person; --", "<script>alert(1)</script>", "${jndi:ldap://x}", "{{7}}"],
    "paths": [
        "../../../../etc/passwd",
        "C:\\Windows\\System32",
        "file:" + "//" + "/etc/passwd",
        "\\\\host",
    ],
    "marks that hide": [
        "\u202eevil",
        "a\u200bb",
        "\ufeff",
        "\u00ad",
        "e" + "\u0301" * 500,
        "\u200d",
    ],
    "control letters": ["\x01\x02", "\x1b[31m", "\x07", "\x7f", "\x85", "a\tb", "a\x0cb"],
    "lines in a cell": ["1\n2\n3", "a\r\nb", "\n", "\r", " \n ", "x" + " " * 20_000 + "y\nz"],
    "patterns run wild": [
        "2000-" * 4_000 + "x",
        "x" + " " * 20_000 + "y\nz",
        "01/" * 5_000,
        "1/1/1 " * 3_000,
    ],
    "blanks of every kind": ["", " ", "\u00a0", "\u3000", "NULL", "None", "N/A", "-", "#REF!"],
    "identifiers": ["999 000 0000", "AB123456C", "12/1X", "A" * 300, "ZZ99 3VZ", "EG19 1AA"],
    "codes": ["W", "WBRI", "99", "Z", "Refused", "2", "M", "X", "ZZZZ", "0"],
}


def values(sample: Sample) -> Made:
    """The sample with each nasty value in every column of its rows in turn."""
    if not sample.is_csv:
        return
    lines = list(csv.reader(io.StringIO(sample.text, newline="")))
    above, rows = lines[: -sample.rows], lines[-sample.rows :]
    for name, nasty in NASTY.items():
        made = [_with(row, n, nasty) for n, row in enumerate(rows * (1 + len(nasty) // len(rows)))]
        yield f"{name}, here and there", lambda made=made: _written([*above, *made]), len(made)
        everywhere = [[nasty[n % len(nasty)] for n in range(len(rows[0]))] for _ in rows]
        yield f"{name}, everywhere", lambda rows=everywhere: _written([*above, *rows]), None
        keyed = [[row[0], *(nasty[n % len(nasty)] for n in range(len(row) - 1))] for row in rows]
        yield (
            f"{name}, but in the first column",
            lambda rows=keyed: _written([*above, *rows]),
            len(keyed),
        )


def _with(row: list[str], number: int, nasty: list[str]) -> list[str]:
    place = number % len(row)
    return [*row[:place], nasty[number % len(nasty)], *row[place + 1 :]]


def _written(rows: list[list[str]]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(rows)
    return held.getvalue().encode("utf-8", "surrogatepass")
