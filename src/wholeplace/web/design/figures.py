"""Figures and tables of the reporting room, as our components show them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wholeplace.reporting import Figure
from wholeplace.reporting import Table as Told

from .parts import Cell, Column, Table

Mark = Callable[[str], Cell]


@dataclass(frozen=True)
class Shown:
    """A chart with its words, beside or above its table."""

    figure: Figure
    table: Table
    beside: bool = True


def shown(
    figure: Figure,
    *,
    notes: Mapping[str, str] | None = None,
    marks: Mapping[int, Mark] | None = None,
    beside: bool = True,
    quiet: bool = False,
    stacks: bool = False,
) -> Shown:
    """A figure ready for ``{% figure %}``."""
    table = as_table(figure.table, notes=notes, marks=marks, quiet=quiet, stacks=stacks)
    return Shown(figure, table, beside)


def as_table(
    told: Told,
    *,
    notes: Mapping[str, str] | None = None,
    marks: Mapping[int, Mark] | None = None,
    quiet: bool = False,
    stacks: bool = False,
) -> Table:
    """Our component's form of a told table; ``notes`` stand under the row of that name.

    ``marks`` says, by number of column, how a cell's text is shown.
    """
    notes, marks = notes or {}, marks or {}

    def row(cells: tuple[str, ...]) -> list[Cell]:
        first = Cell(cells[0], header=True, note=notes.get(str(cells[0])))
        return [first, *(marks.get(n, Cell)(text) for n, text in enumerate(cells[1:], start=1))]

    return Table(
        told.caption,
        [Column(column.title, column.numeric) for column in told.columns],
        [row(cells) for cells in told.rows],
        row(told.foot) if told.foot else (),
        quiet_caption=quiet,
        stacks=stacks,
    )
