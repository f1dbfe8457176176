"""Every way we know to break a file, or to attack whoever reads it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from random import Random

from .archives import archives
from .markup import markup
from .records import records
from .samples import SAMPLES, Bytes, Made, Sample
from .tables import tables
from .values import values

TRUNCATED, NOISY = 24, 18
"""How many ways each sample is cut short, and how many times noise is put into it."""
CODECS = (
    "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7", "cp1252",
    "cp037", "cp437", "shift_jis",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A file for one source. ``rows``: how many records it holds, where that is known.

    Ask for the bytes before the next case is asked for: large ones are made only then.
    """

    name: str
    source: str
    made: Bytes
    rows: int | None = None

    @property
    def data(self) -> bytes:
        return self.made if isinstance(self.made, bytes) else self.made()

    def __str__(self) -> str:
        return f"{self.source}: {self.name}"


def every_case(address: str) -> Iterator[Case]:
    """All of them, in an order that never changes. ``address`` is one that nobody must call."""
    for family in (_whole, _cut_short, _noise, _encodings, tables, values, archives):
        for source, sample in SAMPLES.items():
            for name, data, rows in family(sample):
                yield Case(name, source, data, rows)
    for source, name, data in chain(markup(SAMPLES, address), records(SAMPLES)):
        yield Case(name, source, data)


def _whole(sample: Sample) -> Made:
    yield "as it should be", sample.data, sample.rows


def _cut_short(sample: Sample) -> Made:
    size = len(sample.data)
    places = {*range(9), *range(size - 9, size)}
    places |= {size * n // TRUNCATED for n in range(TRUNCATED)}
    for place in sorted(places):
        yield f"cut at byte {place}", sample.data[:place], None


def _noise(sample: Sample) -> Made:
    for seed in range(NOISY):
        random = Random(f"{sample.format}{len(sample.data)}{seed}")
        data = bytearray(sample.data)
        for _ in range(1 + seed % 7):
            at = random.randrange(len(data))
            match seed % 3:
                case 0:
                    data[at] = random.randrange(256)
                case 1:
                    data[at:at] = random.randbytes(random.randrange(1, 9))
                case _:
                    del data[at : at + random.randrange(1, 9)]
        yield f"noise {seed}", bytes(data), None


def _encodings(sample: Sample) -> Made:
    if not sample.is_text:
        return
    for codec in CODECS:
        yield codec, sample.text.encode(codec, "replace"), None
    for name, mark in (("utf-8", codecs.BOM_UTF8), ("utf-16", codecs.BOM_UTF16_LE)):
        yield f"two {name} marks", mark * 2 + sample.data, None
        yield f"a {name} mark at the end", sample.data + mark, None
        half = len(sample.data) // 2
        yield f"a {name} mark in the middle", sample.data[:half] + mark + sample.data[half:], None
