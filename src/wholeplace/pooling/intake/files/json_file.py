"""Read the records of a JSON file one by one: a list, a list inside an object, or objects in turn.

Every value comes out as text, as it was given: no number is rounded and none is too long.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from ..findings import Findings
from .encoding import as_utf8
from .json_scan import nesting, objects_of, values_of
from .sheet import LABEL, Unreadable

DEEPEST = 64
"""Levels of nesting that a record may have; more is taken for an attack on the parser."""
LARGEST = 1 << 30
"""Bytes a file may have."""

_MOST_DIGITS = 16

Json = dict[str, Any]

_OPENS = re.compile(rb"\s*([\[{])")
_KEY = re.compile(rb'\s*,?\s*("(?:[^"\\]|\\.)*")\s*:\s*')


def opens_as_json(data: bytes) -> bool:
    """Whether a file begins as JSON does, though it may break off."""
    head = as_utf8(data[:4096]).data
    return bool(re.match(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])", head))


class JsonRecords:
    """The records of a file, in order, each with its place from 1.

    ``inside`` are keys under which an object may hold the list. After they were gone through,
    ``quarantined`` says how many were set aside.
    """

    def __init__(self, data: bytes, file: str, findings: Findings, inside: Sequence[str] = ()):
        text = as_utf8(data)
        if text.note:
            findings.add(file, None, text.note[0], "note", text.note[1])
        self.data, self.file, self.findings = text.data, file, findings
        self.quarantined = 0
        self._starts, self._ends = self._find(inside)
        self._faults: Counter[str] = Counter()
        self._decoder = json.JSONDecoder(
            strict=False,
            parse_int=str,
            parse_float=str,
            parse_constant=self._constant,
            object_pairs_hook=self._object,
        )

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[tuple[int, Json]]:
        set_aside: dict[str, list[int]] = {}
        pairs = zip(self._starts.tolist(), self._ends.tolist(), strict=True)
        for number, (start, end) in enumerate(pairs, 1):
            record = self._parsed(start, end)
            fault = self._fault(record, start, end)
            if fault:
                set_aside.setdefault(fault, []).append(number)
            else:
                yield number, record
        for fault, numbers in set_aside.items():
            self.quarantined += len(numbers)
            self.findings.add(self.file, None, fault, "error", _SET_ASIDE[fault], numbers)
        if not len(self):
            message = "the file holds no records; nothing is known from it"
            self.findings.add(self.file, None, "header-only", "warning", message)

    def _find(self, inside: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        if len(self.data) > LARGEST:
            message = (
                f"the file has {len(self.data):,} bytes, more than is allowed; send it in parts"
            )
            raise Unreadable("too-large", message)
        shape = nesting(self.data)
        if shape.deepest > DEEPEST:
            message = f"it is nested {shape.deepest} levels deep, more than {DEEPEST}"
            raise Unreadable("json-depth", f"{message}; the whole file is refused")
        opens = _OPENS.match(self.data)
        if opens is None:
            raise Unreadable("json-root", "the JSON is neither a list nor an object")
        starts, ends = self._places(opens, inside)
        if not shape.closed:
            message = "the JSON breaks off or its brackets do not match; the whole file is refused"
            raise Unreadable("json-broken", f"{message}. Ask for it again", len(starts))
        return starts, ends

    def _places(self, opens: re.Match[bytes], inside: Sequence[str]) -> tuple[Any, Any]:
        if opens[1] == b"[":
            starts, ends, after = values_of(self.data, opens.start(1))
            self._nothing_else(after + 1, len(starts))
            return starts, ends
        return self._inside(opens.end(), inside) or self._in_turn()

    def _in_turn(self) -> tuple[Any, Any]:
        starts, ends = objects_of(self.data)
        edges = zip([0, *ends.tolist()], [*starts.tolist(), len(self.data)], strict=True)
        for end, start in edges:
            self._nothing_else(end, len(starts), start)
        return starts, ends

    def _nothing_else(self, after: int, rows: int, until: int | None = None) -> None:
        if self.data[after:until].strip(b" \t\r\n,"):
            message = "there is something beside the records; the whole file is refused"
            raise Unreadable("json-broken", message, rows)

    def _inside(self, at: int, inside: Sequence[str]) -> tuple[Any, Any] | None:
        """The values of a list that stands under one of the keys of the outermost object."""
        told: dict[str, str] = {}
        found = None
        while key := _KEY.match(self.data, at):
            name = json.loads(key[1])
            if name in inside and self.data[key.end() : key.end() + 1] == b"[":
                starts, ends, close = values_of(self.data, key.end())
                found, at = (starts, ends), close + 1
                continue
            value, at = self._beside(key.end())
            told[name] = value
        if found is not None:
            if self.data[at:].split() != [b"}"]:
                self._nothing_else(at, len(found[0]))
            self._whole_page(told, len(found[0]))
        return found

    def _beside(self, at: int) -> tuple[str, int]:
        """A value beside the list, and where it ends."""
        window = self.data[at : at + _WRAPPER].decode("utf-8", "ignore")
        try:
            value, used = json.JSONDecoder().raw_decode(window)
        except ValueError:
            return "", at
        return str(value), at + len(window[:used].encode())

    def _whole_page(self, told: dict[str, str], has: int) -> None:
        """One page of an interface's answer is not all there is."""
        said = told.get("totalElements", told.get("total", ""))
        total = int(said) if said.isdecimal() and len(said) < _MOST_DIGITS else 0
        if total > has or told.get("last") == "False":
            of = f" of {total:,}" if total else ""
            message = f"the file is one page: it holds {has:,}{of} records. Ask for every page"
            self.findings.add(self.file, None, "one-page", "error", message)

    def _parsed(self, start: int, end: int) -> Any:
        self._faults.clear()
        piece = self.data[start:end].decode("utf-8").strip()
        try:
            return self._decoder.decode(piece)
        except (ValueError, RecursionError) as error:
            at = start + (error.pos if isinstance(error, json.JSONDecodeError) else 0)
            line = self.data.count(b"\n", 0, at) + 1
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            message = f"the JSON is broken on line {line}: {reason}; the whole file is refused"
            raise Unreadable("json-broken", message, len(self)) from None

    def _fault(self, record: Any, start: int, end: int) -> str | None:
        if not isinstance(record, dict):
            return "not-a-record"
        piece = self.data[start:end]
        if b"\x00" in piece or b"\\u0000" in piece:
            return "nul-byte"
        return next(iter(self._faults), None)

    def _constant(self, given: str) -> str:
        self._faults["json-number"] += 1
        return given

    def _object(self, pairs: list[tuple[str, Any]]) -> Json:
        made = dict(pairs)
        if len(made) != len(pairs) and any(made[key] != value for key, value in pairs):
            self._faults["json-duplicate-key"] += 1
        return made


_WRAPPER = 1 << 20
"""Bytes that a value beside the list may have."""
_SET_ASIDE = {
    "not-a-record": "the value in the list is no record; it was set aside",
    "nul-byte": "the record holds NUL characters, as after a broken transfer; it was set aside",
    "json-number": "the record holds NaN or Infinity, which is no JSON number; it was set aside",
    "json-duplicate-key": (
        "a key stands twice in the record with different values, so it is not clear which is"
        " meant; it was set aside"
    ),
}


def text_of(value: Any) -> str:
    """A plain value as text; nothing for what is nested or not there."""
    if isinstance(value, str):
        return value
    return "" if not isinstance(value, bool) else "true" if value else "false"


def items_of(value: Any) -> list[Json]:
    """The objects of a list; none of anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def column_of(texts: Sequence[str]) -> pa.Array:
    """Texts as a column. A half of a letter, which JSON can write, becomes a mark."""
    try:
        return pa.array(texts, pa.string()).cast(LABEL)
    except UnicodeEncodeError:
        mended = [text.encode("utf-8", "replace").decode() for text in texts]
        return pa.array(mended, pa.string()).cast(LABEL)
