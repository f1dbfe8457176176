"""Read a delivered CSV of people's choices: every row holds, or none is taken."""

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from ..intake.values.identifiers import checker

T = TypeVar("T")

MOST = 200 * 2**20
"""Bytes; a list of every resident of a county is well below."""
SHOWN = 10

WHO = ("nhs", "scheme", "value", "source", "local_id")
"""Columns that say who: ``nhs``, or ``scheme`` and ``value``, or ``source`` and ``local_id``."""


class DeliveryError(Exception):
    """A file of choices that cannot be taken as it is; nothing of it was."""


@dataclass(frozen=True)
class Who:
    """A person as a delivery names them: an identifier, or a partner's own id of them."""

    scheme: str | None
    source: str | None
    value: str


@dataclass(frozen=True)
class Row:
    """One row: what it says by column, empty cells left out."""

    who: Who
    said: Mapping[str, str]


def read_rows(path: Path, more: Collection[str], sources: Collection[str]) -> list[Row]:
    """Rows of a CSV with columns that say who, and any of ``more``."""
    table = list(csv.reader(_text(path).splitlines(keepends=True), strict=True))
    if not table:
        raise DeliveryError(f"{path}: is empty; its first line must name the columns")
    head = [column.strip().lower() for column in table[0]]
    _check_head(path, head, more)
    wrong: list[str] = []
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        try:
            rows.append(_row(head, cells, sources))
        except ValueError as error:
            wrong.append(f"{path}, row {number}: {error}")
    if wrong:
        more_of_them = f"\n… and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise DeliveryError(
            "\n".join(wrong[:SHOWN]) + more_of_them + "\nNothing was taken; mend the file and"
            " import it again"
        )
    return rows


def day(said: Mapping[str, str], column: str) -> date | None:
    """A date column, ``2014-03-31``; None where it is empty."""
    if column not in said:
        return None
    try:
        return date.fromisoformat(said[column])
    except ValueError as error:
        message = f"'{column}' is '{said[column]}', which is no date; write it 2014-03-31"
        raise ValueError(message) from error


def words(said: Mapping[str, str], column: str, known: Collection[str]) -> tuple[str, ...]:
    """A column of words with semicolons between them, each one that is known."""
    found = tuple(sorted({w.strip() for w in said.get(column, "").split(";") if w.strip()}))
    for word in found:
        if word not in known:
            raise ValueError(f"'{column}' names '{word}'; known: {', '.join(sorted(known))}")
    return found


def each(path: Path, rows: list[Row], make: Callable[[Row], T]) -> list[T]:
    """What is made of every row; every row that cannot be is told, by number."""
    made, wrong = [], []
    for number, row in enumerate(rows, start=2):
        try:
            made.append(make(row))
        except ValueError as error:
            wrong.append(f"{path}, row {number}: {error}")
    if wrong:
        raise DeliveryError("\n".join(wrong[:SHOWN]) + "\nNothing was taken")
    return made


def _text(path: Path) -> str:
    if path.stat().st_size > MOST:
        raise DeliveryError(f"{path}: is over {MOST >> 20} MB; this is no list of people")
    raw = path.read_bytes()
    if b"\x00" in raw:
        raise DeliveryError(f"{path}: holds NUL bytes; save it as CSV in UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeliveryError(
            f"{path}: is not UTF-8 text (byte {error.start}); save it as CSV in UTF-8"
        ) from error


def _check_head(path: Path, head: list[str], more: Collection[str]) -> None:
    allowed = [*WHO, *more]
    odd = [column for column in head if column not in allowed]
    twice = [column for column in head if head.count(column) > 1]
    if odd or twice:
        told = f"does not know '{odd[0]}'" if odd else f"names '{twice[0]}' twice"
        raise DeliveryError(f"{path}: its first row {told}; columns are: {', '.join(allowed)}")
    if not ({"nhs"} <= set(head) or {"scheme", "value"} <= set(head)) and not (
        {"source", "local_id"} <= set(head)
    ):
        raise DeliveryError(
            f"{path}: does not say who; give a column 'nhs', or 'scheme' and 'value', or 'source'"
            " and 'local_id'"
        )


def _row(head: list[str], cells: list[str], sources: Collection[str]) -> Row:
    if len(cells) != len(head):
        raise ValueError(f"has {len(cells)} cells where the first row has {len(head)}")
    said = {c: cell.strip() for c, cell in zip(head, cells, strict=True) if cell.strip()}
    return Row(_who(said, sources), said)


def _who(said: Mapping[str, str], sources: Collection[str]) -> Who:
    found = list(_named(said, sources))
    if len(found) != 1:
        told = "does not say who" if not found else "says who in two ways"
        raise ValueError(f"{told}: nhs, or scheme and value, or source and local_id")
    return found[0]


def _named(said: Mapping[str, str], sources: Collection[str]) -> Iterator[Who]:
    if "nhs" in said:
        yield Who("nhs", None, _spelled("nhs", said["nhs"]))
    if "scheme" in said or "value" in said:
        if not ("scheme" in said and "value" in said):
            raise ValueError("'scheme' and 'value' go together")
        yield Who(said["scheme"], None, _spelled(said["scheme"], said["value"]))
    if "source" in said or "local_id" in said:
        if not ("source" in said and "local_id" in said):
            raise ValueError("'source' and 'local_id' go together")
        if said["source"] not in sources:
            raise ValueError(f"'{said['source']}' is not a source of this place")
        yield Who(None, said["source"], said["local_id"])


def _spelled(scheme: str, value: str) -> str:
    """An identifier as the pool spells it. One that fails its own check can match nobody."""
    if not re.fullmatch(r"[a-z][a-z_]*", scheme):
        raise ValueError(f"'{scheme}' is no scheme; write nhs, upn, nino, pnc …")
    spelled, valid = checker(scheme, None, 9999)(value)
    if not spelled or valid is False:
        raise ValueError(f"'{value}' is no valid {scheme.upper()} number")
    return spelled
