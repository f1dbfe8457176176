"""The parts a presenter builds a page from; each has one template."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column of a table. Numbers are set flush right, in figures of one width."""

    title: str
    numeric: bool = False
    centred: bool = False


@dataclass(frozen=True)
class More:
    """What opens under a figure: how it was worked out."""

    summary: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``tag`` gives its text the look of a label in that colour.

    ``spoken`` is added for a screen reader, to tell links of the same text apart.
    """

    text: str
    href: str | None = None
    tag: str | None = None
    note: str | None = None
    header: bool = False
    quiet: bool = False
    spoken: str = ""
    more: More | None = None


@dataclass(frozen=True)
class Table:
    """A table with its caption; ``foot`` is a row of totals.

    On a narrow screen it scrolls; one that ``stacks`` becomes a list of its rows instead, which is
    better for columns of words. One that is also ``sparse`` leaves out its quiet cells there.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = ()
    empty: str = "Nothing to show."
    quiet_caption: bool = False
    stacks: bool = False
    sparse: bool = False
    id: str = ""

    def __post_init__(self) -> None:
        name = "".join(c if c.isalnum() else "-" for c in self.caption.lower())
        object.__setattr__(self, "id", self.id or f"table-{name}")

    @property
    def body(self) -> list[list[tuple[Column, Cell]]]:
        """Rows with each cell beside its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def footer(self) -> list[tuple[Column, Cell]]:
        """The totals beside their columns."""
        return list(zip(self.columns, self.foot, strict=bool(self.foot)))


@dataclass(frozen=True)
class Stat:
    """One large figure with its name and what to know about it."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Notice:
    """Something the reader should not miss."""

    title: str
    text: str
    kind: str = "information"


@dataclass(frozen=True)
class Link:
    """A link in a list of them; ``note`` says what is behind it."""

    text: str
    href: str
    current: bool = False
    note: str = ""
