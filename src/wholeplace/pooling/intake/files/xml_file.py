"""Go through the records of an XML file one by one, safely, and with a count made apart from it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from ..findings import Findings
from .encoding import as_utf8
from .sheet import Unreadable

AT_ONCE = 1000
"""Records that are parsed together."""

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["'][^>]*?\?>""")
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_BARE_DOCTYPE = re.compile(rb"<!DOCTYPE\s+[\w.:-]+\s*>")
_LONE_AMPERSAND = re.compile(rb"&(?!(?:[A-Za-z_][\w.-]*|#\d+|#x[0-9A-Fa-f]+);)")
_NOT_MARKUP = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)


class XmlRecords:
    """The elements called ``tag``, in order, parsed some at a time to stay small.

    Where they begin is found from the bytes, so the parser must agree on how many there are.
    """

    def __init__(self, data: bytes, tag: str, file: str, findings: Findings):
        self.tag, self.file, self.findings = tag, file, findings
        self.data = self._mended(self._text(data))
        self._starts, self._end = self._places()
        if b"<!DOCTYPE" in self._markup() or b"<!ENTITY" in self._markup():
            message = "the XML has a DTD, which may hide other files in it; remove <!DOCTYPE …>"
            raise Unreadable("xml-dtd", message, len(self))

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Any]:
        """Raises Unreadable for broken XML, and when not every record came."""
        read = 0
        for first in range(0, max(len(self), 1), AT_ONCE):
            whole = self._parsed(first)
            parent = next((e for e in whole.iter() if any(map(self._is_record, e))), ())
            for element in filter(self._is_record, parent):
                read += 1
                yield element
        if read != len(self):
            message = f"{len(self)} records were counted but {read} read"
            raise Unreadable("record-count", f"{message}; the whole file is refused", len(self))

    def _is_record(self, element: Any) -> bool:
        return local(element.tag) == self.tag

    def _parsed(self, first: int) -> Any:
        """Some records between what stands before the first of all and after the last."""
        starts = [*self._starts, self._end]
        last = min(first + AT_ONCE, len(self))
        head = self.data[: starts[0]]
        piece = self.data[starts[first] : starts[last]]
        try:
            return ElementTree.fromstring(head + piece + self.data[self._end :])
        except ElementTree.ParseError as error:
            line = error.position[0] + self.data.count(b"\n", starts[0], starts[first])
            reason = str(error).partition(":")[0]
            message = f"the XML is broken on line {line}: {reason}; the whole file is refused"
            raise Unreadable("xml-broken", message, len(self)) from None

    def header(self, name: str) -> str:
        """The text of the first element of a name that stands before the first record, or ''."""
        head = self.data[: self._starts[0] if self._starts else None]
        found = re.search(rb"<(?:[\w.-]+:)?%s>([^<]*)<" % name.encode(), head)
        return found[1].decode("utf-8", "replace").strip() if found else ""

    def _places(self) -> tuple[list[int], int]:
        """Where each record begins, and where the last one ends."""
        data = self._markup()
        starts = [found.start() for found in self._tags(rb"<").finditer(data)]
        if not starts:
            return [], len(data)
        closing = list(self._tags(rb"</").finditer(data, starts[-1]))
        end = data.find(b">", closing[-1].start() if closing else starts[-1])
        return starts, end + 1 if end >= 0 else len(data)

    def _markup(self) -> bytes:
        """The bytes without what only looks like markup: comments, and text marked as such."""
        return _NOT_MARKUP.sub(_spaces, self.data) if b"<!" in self.data else self.data

    def _tags(self, opening: bytes) -> re.Pattern[bytes]:
        return re.compile(opening + rb"(?:[\w.-]+:)?%s(?=[\s/>])" % self.tag.encode())

    def _text(self, data: bytes) -> bytes:
        """UTF-8 without a declaration, whatever it was declared as."""
        declared = _DECLARED.match(data[:500])
        name = declared[1].decode() if declared else "utf-8"
        if _is_known(name) and codecs.lookup(name).name not in ("utf-8", "utf-16"):
            data = data.decode(name, "replace").encode()
        text = as_utf8(data)
        if text.note:
            self.findings.add(self.file, None, text.note[0], "note", text.note[1])
        return _DECLARATION.sub(_blank, text.data, count=1)

    def _mended(self, data: bytes) -> bytes:
        """Without a document type that has no DTD, and with lone ampersands written out."""
        if _BARE_DOCTYPE.search(data[:4096]):
            data = _BARE_DOCTYPE.sub(_blank, data, count=1)
            message = "a document type is named without a DTD; the line was passed over"
            self.findings.add(self.file, None, "xml-doctype", "note", message)
        if b"&" not in data or b"<![CDATA[" in data:
            return data
        mended, times = _LONE_AMPERSAND.subn(b"&amp;", data)
        if times:
            message = f"{times} '&' stand alone, which XML does not allow; each was read as '&'"
            self.findings.add(self.file, None, "xml-ampersand", "warning", message)
        return mended


def local(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def _is_known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _spaces(found: re.Match[bytes]) -> bytes:
    return b" " * len(found[0])


def _blank(found: re.Match[bytes]) -> bytes:
    """Nothing, on as many lines as before."""
    return b"\n" * found[0].count(b"\n")
