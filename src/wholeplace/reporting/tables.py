"""A table of ready text: pages, the report and the terminal each show it in their own way."""

from collections.abc import Iterable
from dataclasses import dataclass

from .markup import Markup, tag

Cell = str | Markup


@dataclass(frozen=True)
class Column:
    """A heading; figures stand to the right."""

    title: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of text under headings. The first cell of a row names it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] | None = None

    def html(self) -> Markup:
        """The table, in a region that scrolls by itself where the screen is narrow."""
        head = tag("tr", [self._heading(c) for c in self.columns])
        table = tag(
            "table",
            tag("caption", self.caption),
            tag("thead", head),
            tag("tbody", [self._row(row) for row in self.rows]),
            tag("tfoot", self._row(self.foot)) if self.foot else None,
        )
        return tag(
            "div", table, class_="wp-table", role="region", tabindex="0", aria_label=self.caption
        )

    def _heading(self, column: Column) -> Markup:
        return tag("th", column.title, scope="col", class_="number" if column.numeric else None)

    def _row(self, row: Iterable[Cell]) -> Markup:
        first, *rest = row
        cells = [tag("th", first, scope="row")]
        for column, cell in zip(self.columns[1:], rest, strict=True):
            cells.append(tag("td", cell, class_="number" if column.numeric else None))
        return tag("tr", cells)


def columns(*titles: str) -> tuple[Column, ...]:
    """Headings; '#' before a title says that its column holds figures."""
    return tuple(Column(t.removeprefix("#"), t.startswith("#")) for t in titles)
