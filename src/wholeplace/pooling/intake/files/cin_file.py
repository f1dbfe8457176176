"""Read a Children in Need census: XML, one Child after another, with what happened inside each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from .sheet import Sheet, Unreadable

PARTS = {
    "children": ("ChildIdentifiers", "ChildCharacteristics"),
    "details": ("CINdetails",),
    "plans": ("ChildProtectionPlans",),
}
"""Sheets made of the census, and the elements whose leaves become each one's columns."""

_CHILD = re.compile(rb"<(?:[\w.-]+:)?Child[\s/>]")


def is_cin(data: bytes) -> bool:
    """Whether XML is a Children in Need census, by the elements it opens with."""
    return b"<Message" in data[:4096] and (b"CIN" in data[:20000] or b"<Child" in data[:20000])


def read_cin(data: bytes, file: str) -> dict[str, Sheet]:
    """Sheets 'children', 'details' and 'plans'. A row's number is its child's place in the file."""
    rows: dict[str, list[tuple[int, dict[str, str]]]] = {part: [] for part in PARTS}
    children = 0
    for children, child in enumerate(_children(data), start=1):
        _collect(child, children, rows)
    counted = len(_CHILD.findall(data))
    if counted != children:
        message = f"{counted} children were counted but {children} read; the whole file is refused"
        raise Unreadable("record-count", message, counted)
    return {part: _sheet(file, found) for part, found in rows.items()}


def _children(data: bytes) -> Iterator[Any]:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    try:
        for _, element in iterparse(io.BytesIO(data), events=("end",), forbid_dtd=True):
            if _tag(element) == "Child":
                yield element
                element.clear()
    except DefusedXmlException:
        message = "the XML has a DTD, which may hide other files in it; remove <!DOCTYPE …>"
        raise Unreadable("xml-dtd", message, len(_CHILD.findall(data))) from None
    except ParseError as error:
        message = f"the XML is broken: {error}; the whole file is refused"
        raise Unreadable("xml-broken", message, len(_CHILD.findall(data))) from None


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _collect(child: Any, number: int, rows: dict[str, list[tuple[int, dict[str, str]]]]) -> None:
    about = _leaves(part for part in child if _tag(part) in PARTS["children"])
    key = {"LAchildID": about.get("LAchildID", "")}
    rows["children"].append((number, about))
    for detail in (e for e in child.iter() if _tag(e) == "CINdetails"):
        rows["details"].append((number, {**_leaves([detail]), **key}))
    for plan in (e for e in child.iter() if _tag(e) == "ChildProtectionPlans"):
        rows["plans"].append((number, {**_leaves([plan]), **key}))


def _leaves(parents: Any) -> dict[str, str]:
    """Direct children that hold text. Stray text between elements means nothing."""
    return {
        _tag(leaf): (leaf.text or "").strip()
        for parent in parents
        for leaf in parent
        if len(leaf) == 0
    }


def _sheet(file: str, found: Sequence[tuple[int, Mapping[str, str]]]) -> Sheet:
    names = list(dict.fromkeys(name for _, row in found for name in row))
    columns = {
        name: pa.array([row.get(name, "") for _, row in found], pa.string()) for name in names
    }
    table = pa.table(columns) if columns else pa.table({"LAchildID": pa.array([], pa.string())})
    return Sheet(file, table, np.array([n for n, _ in found], np.int64))
