"""XML that reaches for other files, unfolds, or goes down without end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from .samples import Bytes, Sample

DEEP = 200_000
SECRET = "file:" + "//" + "/etc/passwd"


class Tags(NamedTuple):
    """The elements of a return: its root, one record, the record's id, and one leaf of it."""

    root: str
    record: str
    id: str
    leaf: str

    def one(self, plain: str) -> str:
        """A whole record."""
        found = re.search(f"<{self.record}>.*?</{self.record}>", plain, re.DOTALL)
        assert found, f"no <{self.record}> in the sample"
        return found[0]

    def before(self, plain: str, text: str) -> str:
        """The return with something before its first record."""
        return plain.replace(f"<{self.record}>", f"{text}<{self.record}>", 1)


TAGS = {
    "ssda903": Tags("EXPSSDA903", "CHILD", "CHILDID", "ETHNIC"),
    "cin-census": Tags("Message", "Child", "LAchildID", "Ethnicity"),
    "nccis": Tags("NCCIS", "YoungPersonsRecord", "YoungPersonsID", "Ethnicity"),
}


def markup(samples: Mapping[str, Sample], address: str) -> Iterator[tuple[str, str, Bytes]]:
    """Cases as (source, name, bytes). ``address`` is one that nobody must call."""
    for source, sample in samples.items():
        marked = sample.data.startswith(b"<")
        if marked or sample.format == "mapped":
            for name, data in _xml(sample, address):
                yield source, name, data


def _xml(sample: Sample, address: str) -> Iterator[tuple[str, Bytes]]:
    marked = sample.data.startswith(b"<")
    plain = sample.text if marked else "<a>x</a>"
    body = plain.partition("?>")[2] or plain
    inside = body.replace(">W", ">&x;W") if marked else body
    for name, head in _heads(address).items():
        yield name, f'<?xml version="1.0"?>{head}{inside}'.encode()
    if not marked:
        return
    tags = TAGS[sample.format]
    for name, change in _SHAPES.items():
        yield name, lambda change=change: change(plain, tags).encode("utf-8", "surrogatepass")
    told = f'<?xml version="1.0" encoding="{{}}"?>{body}'
    yield "XML in UTF-16", told.format("utf-16").encode("utf-16")
    yield "XML that says another encoding", told.format("utf-16").encode()
    yield "XML in an encoding nobody knows", told.format("x-moon").encode()
    yield "XML with NUL", _leaf("\x00")(plain, tags).encode()


def _heads(address: str) -> dict[str, str]:
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
    )
    return {
        "an entity that reads a file": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{SECRET}">]>',
        "an entity that calls out": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{address}">]>',
        "a parameter entity that calls out": f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{address}">%p;]>',
        "a DTD elsewhere": f'<!DOCTYPE a SYSTEM "{address}">',
        "a public DTD": f'<!DOCTYPE a PUBLIC "-//X//EN" "{address}">',
        "a billion laughs": f'<!DOCTYPE a [{laughs}<!ENTITY x "&l11;">]>',
        "a long entity, often": f'<!DOCTYPE a [<!ENTITY x "{"y" * 50_000}">]>',
        "entities in a ring": '<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]>',
        "a style sheet elsewhere": f'<?xml-stylesheet href="{address}"?>',
    }


_FAR = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
Change = Callable[[str, Tags], str]


def _leaf(text: str) -> Change:
    """Another text in one leaf of every record."""
    return lambda plain, tags: re.sub(f"(<{tags.leaf}>)[^<]*", lambda found: found[1] + text, plain)


def _put(text: str) -> Change:
    """Something before the first record."""
    return lambda plain, tags: tags.before(plain, text)


def _root(words: str) -> Change:
    """Something in the tag that opens the return."""
    return lambda plain, tags: plain.replace(f"<{tags.root}>", f"<{tags.root} {words}>", 1)


_SHAPES: dict[str, Change] = {
    "a record in a comment": lambda p, t: t.before(p, f"<!-- {t.one(p)} -->"),
    "a record as text": lambda p, t: t.before(p, f"<![CDATA[{t.one(p)}]]>"),
    "a record in a record": lambda p, t: p.replace(f"<{t.record}>", f"<{t.record}>{t.one(p)}", 1),
    "a record without an end": lambda p, t: p.replace(f"</{t.record}>", "", 1),
    "a record without anything": lambda p, t: t.before(p, f"<{t.record}/>"),
    "no records": lambda p, t: re.sub(f"<{t.record}>.*</{t.record}>", "", p, flags=re.DOTALL),
    "two roots": lambda p, t: p + p.partition("?>")[2],
    "no root": lambda p, t: '<?xml version="1.0"?>',
    "another root": lambda p, t: p.replace(t.root, "Envelope"),
    "another file included": _put(f'<xi:include {_FAR} href="{SECRET}" parse="text"/>'),
    "a namespace": _root('xmlns="urn:x"'),
    "a namespace nobody declares": lambda p, t: p.replace(
        f"<{t.record}>", f"<z:{t.record}>"
    ).replace(f"</{t.record}>", f"</z:{t.record}>"),
    "elements without end": _put("<a>" * DEEP),
    "elements deep and closed": _put("<a>" * DEEP + "</a>" * DEEP),
    "a long attribute": _root(f'a="{"x" * 2_000_000}"'),
    "many attributes": _root(" ".join(f'a{n}="1"' for n in range(50_000))),
    "an attribute twice": _root('a="1" a="2"'),
    "a long name": lambda p, t: p.replace(t.leaf, "E" * 500_000),
    "a long text": _leaf("x" * 2_000_000),
    "a letter that XML has not": _leaf("\x01"),
    "half a letter": _leaf("\ud800"),
    "a number for a letter": _leaf("&#0;"),
    "an ampersand": _leaf("N & 1"),
    "an element in a leaf": _leaf("<b>W</b>BRI"),
    "lower case": lambda p, t: p.lower(),
    "text between the elements": lambda p, t: p.replace("><", ">stray<"),
    "two ids": lambda p, t: p.replace(f"</{t.id}>", f"</{t.id}><{t.id}>2</{t.id}>", 1),
    "no ids": lambda p, t: p.replace(t.id, "Number"),
    "empty ids": lambda p, t: re.sub(f"<{t.id}>[^<]*", f"<{t.id}>", p),
    "one id for all": lambda p, t: re.sub(f"<{t.id}>[^<]*", f"<{t.id}>1", p),
}
