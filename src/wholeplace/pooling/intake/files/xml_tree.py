"""Read XML of partners: no DTD, element by element, each counted apart from its reading."""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse
from xml.parsers import expat

from .sheet import Unreadable

_START = 20_000


class _Dtd(Exception):
    pass


def counted(data: bytes, names: Collection[str]) -> Counter[str]:
    """How many elements there are of each name, namespaces aside.

    Raises Unreadable for broken XML, and for a DTD: by it a small file may grow without end, and
    name other files to be read. What passes here may be parsed as usual.
    """
    found: Counter[str] = Counter()
    wanted = frozenset(names)

    def start(tag: str, _: dict[str, str]) -> None:
        name = local(tag)
        if name in wanted:
            found[name] += 1

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except _Dtd:
        message = "the XML has a DTD, which may hide other files in it; remove <!DOCTYPE …>"
        raise Unreadable("xml-dtd", message, sum(found.values())) from None
    except (expat.ExpatError, LookupError, ValueError) as error:
        message = f"the XML is broken: {error}; the whole file is refused"
        raise Unreadable("xml-broken", message, sum(found.values())) from None
    return found


def _refuse(*_: object) -> None:
    raise _Dtd


def names_at_start(data: bytes) -> set[str]:
    """Names of the elements a file opens with, whatever its encoding. Nothing is expanded."""
    found: set[str] = set()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda tag, _: found.add(local(tag))
    parser.DefaultHandler = lambda _: None
    with contextlib.suppress(expat.ExpatError, LookupError, ValueError):
        parser.Parse(data[:_START], False)
    return found


def first_text(data: bytes, name: str, before: str) -> str | None:
    """The text of the first element of one name that stands before the first of another."""
    for event, element in iterparse(io.BytesIO(data), events=("start", "end")):
        if event == "end" and local(element.tag) == name:
            return (element.text or "").strip() or None
        if event == "start" and local(element.tag) == before:
            return None
    return None


def elements(data: bytes, name: str) -> Iterator[Element]:
    """Each element of one name, whole, and forgotten when the next is asked for.

    The data must have passed ``counted``.
    """
    holders: list[Element] = []
    for event, element in iterparse(io.BytesIO(data), events=("start", "end")):
        if event == "start":
            holders.append(element)
            continue
        holders.pop()
        if local(element.tag) == name:
            yield element
            if holders:
                holders[-1].remove(element)


def parsed(data: bytes) -> Element:
    """A small XML file whole."""
    counted(data, ())
    try:
        return fromstring(data)
    except ParseError as error:
        raise Unreadable("xml-broken", f"the XML is broken: {error}") from None


def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]
