"""What every format is: a name, a way to recognise its files, and a way to read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from wholeplace.place import Mapping

from ..context import Context
from ..files.sheet import Sheet, Unreadable
from ..findings import Findings
from ..rows import Rows
from .layouts import LookedUp, Module

Cut = Callable[[Sequence[Mapping]], tuple[Mapping, ...]]
"""Leaves of mappings what live agreements open; nothing when they open none of it."""


@dataclass(frozen=True)
class Check:
    """A rule of a return about its rows; asked only when agreements open all its columns."""

    columns: frozenset[str]
    tell: Callable[[Rows, Mapping, Context], None]


@dataclass(frozen=True)
class Part:
    """Rows of one layout from one file, and the mappings that understand them."""

    layout: str
    mappings: tuple[Mapping, ...]
    sheet: Sheet
    looked_up: dict[str, LookedUp] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    tells_idle: bool = False
    """Whether the reader itself tells of rows that are of no kind of activity."""


@dataclass
class Layout:
    """Sheets of one layout, from one or several files, and the mappings that read them."""

    mappings: tuple[Mapping, ...]
    looked_up: dict[str, LookedUp] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    checks: tuple[Check, ...] = ()
    tells_idle: bool = False

    @classmethod
    def of(cls, part: Part) -> Layout:
        """As a part has it, without its sheet yet."""
        looked_up, idle = part.looked_up, part.tells_idle
        return cls(part.mappings, looked_up, checks=part.checks, tells_idle=idle)


class Format(Protocol):
    """One format. Objects hold no state: the same one reads every file."""

    @property
    def name(self) -> str:
        """What a source calls it: ``format = "ssda903"``."""

    @property
    def title(self) -> str:
        """What people call it, with its article: 'an SSDA903 return'."""

    @property
    def mappings(self) -> Sequence[Mapping]:
        """Every mapping that may read some part of it."""

    def sniff(self, data: bytes) -> float:
        """How likely a file is of this format, from 0 (it is not) to 1 (certain), by content."""

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """The parts of one file that agreements open. Raises Unreadable to refuse it whole."""


@runtime_checkable
class Modular(Protocol):
    """A format in parts, any of which may be missing from what came."""

    @property
    def modules(self) -> Sequence[Module]:
        """Its parts."""


@runtime_checkable
class Settles(Protocol):
    """A format whose files speak of each other: asked once, when all of them were read."""

    def settle(self, layouts: dict[str, Layout], findings: Findings) -> None:
        """Put right in the sheets what only several files together say."""


_CALLED = {"csv": "plain text", "xlsx": "an Excel workbook", "xml": "XML", "json": "JSON"}


def wrong_content(kind: str, expected: str) -> Unreadable:
    """A file that is of another kind than its source says."""
    return Unreadable("wrong-content", f"the file is {called(kind)}; expected {expected}")


def called(kind: str) -> str:
    """A kind of content as a reader would say it."""
    return _CALLED.get(kind, kind)
