"""Text as UTF-8, whatever it came in. Guessing is a finding, never silent."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK = 1 << 24


@dataclass(frozen=True)
class Text:
    """UTF-8 without a mark, and what had to be done to get there (rule, message)."""

    data: bytes
    note: tuple[str, str] | None = None


def as_utf8(data: bytes) -> Text:
    """Decode by mark, then as UTF-8, then as Windows-1252, the usual rest."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _marked(data, "utf-32", "UTF-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _marked(data, "utf-16", "UTF-16")
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    elif unmarked := _utf16_without_mark(data):
        return _marked(data, unmarked, "UTF-16")
    return Text(data) if is_utf8(data) else _guessed(data)


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, looked at block by block to stay small."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in _blocks(data):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _blocks(data: bytes) -> Iterator[bytes]:
    yield from (data[at : at + _BLOCK] for at in range(0, len(data), _BLOCK))


def _marked(data: bytes, codec: str, name: str) -> Text:
    text = data.decode(codec, "replace").lstrip("\ufeff").encode("utf-8", "replace")
    return Text(text, ("encoding", f"the file is {name}; it was read as such"))


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:4096]
    if len(head) < 4:
        return None
    if head[1::2].count(0) > len(head) * 0.4:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) * 0.4 else None


def _guessed(data: bytes) -> Text:
    """Mostly good UTF-8 keeps its letters; anything else is taken for Windows-1252."""
    mended = data.decode("utf-8", "replace")
    bad = mended.count("\ufffd")
    good = sum(1 for c in mended if c > "\x7f") - bad
    if good > bad:
        message = f"{bad} byte(s) are not UTF-8; each was replaced by a mark"
        return Text(mended.encode(), ("encoding", message))
    text = data.decode("cp1252", "replace")
    lost = text.count("\ufffd")
    unread = f"; {lost} byte(s) mean nothing there and were replaced by a mark" if lost else ""
    return Text(text.encode(), ("encoding", f"not UTF-8; it was read as Windows-1252{unread}"))
