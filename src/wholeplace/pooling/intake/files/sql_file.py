"""Read tables from a script of INSERT statements, as database tools write them. Nothing is run.

SQL Server's 'Generate Scripts', ``sqlite3 .dump`` and ``pg_dump --inserts`` write such scripts.
Only literal values are understood; a script with anything else among them is refused whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .encoding import as_utf8
from .sheet import Unreadable

_NAME = r"(?:[\[\"`]?\w+[\]\"`]?\s*\.\s*)*[\[\"`]?(\w+)[\]\"`]?"
_INSERT = re.compile(rf"INSERT\s+(?:INTO\s+)?{_NAME}\s*(\([^()']*\))?\s*VALUES\s*", re.IGNORECASE)
_CREATE = re.compile(rf"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?{_NAME}\s*\(", re.IGNORECASE)
_LITERAL = r"[Nn]?'(?:[^']|'')*'|NULL|TRUE|FALSE|0x[0-9A-Fa-f]*|[-+]?\.?\d[\d.]*(?:[eE][-+]?\d+)?"
_VALUE = re.compile(
    rf"\s*(?:CAST\s*\(\s*({_LITERAL})\s+AS\s+\w+\s*(?:\([\d\s,]*\))?\s*\)|({_LITERAL}))\s*([,)])",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s*,\s*\(")
_APART = re.compile(r"('(?:[^']|'')*')|--[^\n]*|/\*.*?\*/", re.DOTALL)
_WORD = re.compile(r"[\[\"`]?(\w+)")
_NOT_COLUMNS = {"primary", "constraint", "foreign", "unique", "check", "key", "index"}


@dataclass
class SqlTable:
    """A table's columns, its rows as text, and the line on which each row stands."""

    name: str
    header: list[str]
    wanted: bool = True
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def is_sql(data: bytes) -> bool:
    """Whether text looks like a script that inserts rows."""
    head = as_utf8(data[: 1 << 18]).data.decode("utf-8", "replace")
    return _INSERT.search(_APART.sub(" ", head)) is not None


def tables_of(data: bytes, prefix: str = "") -> list[SqlTable]:
    """The rows that a script inserts, by table. Raises Unreadable when it says anything else.

    Of tables whose names do not begin with ``prefix`` the columns need not be known.
    """
    text = as_utf8(data).data.decode("utf-8", "replace")
    created = _created(text)
    found: dict[tuple[str, ...], SqlTable] = {}
    at, statements, line, seen = 0, 0, 1, 0
    while insert := _INSERT.search(text, at):
        line += text.count("\n", seen, insert.start())
        seen = insert.start()
        statements += 1
        name = insert[1].lower()
        header = _words(insert[2]) if insert[2] else created.get(name, [])
        table = SqlTable(name, header, name.startswith(prefix))
        table = found.setdefault((name, *header), table)
        at = _tuples(text, insert.end(), table, line)
    counted = len(re.findall(r"\bINSERT\b", _APART.sub(" ", text), re.IGNORECASE))
    if counted != statements:
        message = f"{counted} INSERT statements were counted but {statements} could be read"
        raise Unreadable("record-count", f"{message}; the whole file is refused", counted)
    return list(found.values())


def _created(text: str) -> dict[str, list[str]]:
    """The columns of tables the script creates, for rows that name none."""
    return {found[1].lower(): _columns(text, found.end()) for found in _CREATE.finditer(text)}


def _columns(text: str, at: int) -> list[str]:
    depth, pieces, start = 1, [], at
    while depth and at < len(text):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if (text[at] == "," and depth == 1) or not depth:
            pieces.append(text[start:at])
            start = at + 1
        at += 1
    names = [found[1] for piece in pieces if (found := _WORD.match(piece.strip()))]
    return [name for name in names if name.lower() not in _NOT_COLUMNS]


def _words(listed: str) -> list[str]:
    return [found[1] for part in listed[1:-1].split(",") if (found := _WORD.match(part.strip()))]


def _tuples(text: str, at: int, table: SqlTable, line: int) -> int:
    """Read the rows of one statement; where it ends."""
    if text[at : at + 1] != "(":
        raise _not_literal(table.name, line)
    more = at + 1
    while more:
        values, at = _row(text, more, table.name, line)
        if len(values) != len(table.header) and table.wanted:
            message = (
                f"line {line}: {len(values)} values for the {len(table.header)} columns of"
                f" '{table.name}'; the whole file is refused"
            )
            raise Unreadable("sql-columns", message)
        table.rows.append(values)
        table.lines.append(line)
        following = _MORE.match(text, at)
        more = following.end() if following else 0
        line += text.count("\n", at, more) if more else 0
    return at


def _row(text: str, at: int, table: str, line: int) -> tuple[list[str], int]:
    values = []
    while True:
        found = _VALUE.match(text, at)
        if not found:
            raise _not_literal(table, line)
        values.append(_said(found[1] or found[2]))
        at = found.end()
        if found[3] == ")":
            return values, at


def _said(literal: str) -> str:
    if literal.endswith("'"):
        return literal[literal.index("'") + 1 : -1].replace("''", "'")
    return "" if literal.upper() == "NULL" else literal


def _not_literal(table: str, line: int) -> Unreadable:
    message = (
        f"the statement for '{table}' on line {line} has more than plain values; scripts are read,"
        " never run, so the whole file is refused. Write plain INSERT statements, or CSV"
    )
    return Unreadable("sql-not-literal", message)
