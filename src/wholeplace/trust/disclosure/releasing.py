"""Release a table, or refuse it with a coarser one to try."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .ledger import Ledger
from .primary import primary
from .rules import Rules
from .secondary import TOTALS_COST, Puzzle, hide_more
from .system import Bounds, System
from .tables import Cell, Key, Table
from .values import Exact, Rounded, Suppressed, Value, rounded


@dataclass(frozen=True)
class Released:
    """What may be published: a value for every cell and every sum, by key."""

    id: str
    title: str
    population: str
    rules: Rules
    values: Mapping[Key, Value]

    @property
    def hidden(self) -> int:
        """How many figures are hidden."""
        return sum(isinstance(value, Suppressed) for value in self.values.values())

    def __getitem__(self, where: Mapping[str, str]) -> Value:
        """The figure of some categories; of everyone when none is named."""
        return self.values[frozenset(where.items())]


class Refused(Exception):
    """A table that cannot be made safe, and what to try instead."""


def release(table: Table, rules: Rules, ledger: Ledger) -> Released:
    """Protect a table against itself and all released before it. Raises Refused.

    The same table and ledger give the same release. Nothing is recorded: ``ledger.record`` does
    that once two people have agreed to publish.
    """
    cells = table.every()
    figures = {key: _figure(cell) for key, cell in cells.items()}
    before = ledger.published(table.population)
    hidden = set(primary(table, cells, rules)) | _by_difference(table, figures, ledger, rules)
    told = sorted(hidden & before.keys(), key=sorted)
    if told:
        raise Refused(f"{_named(told[0])} was published before and would have to be hidden now")
    puzzle = _puzzle(table, rules, ledger, figures, hidden)
    if not hide_more(puzzle):
        raise Refused(_coarser(table))
    shown = {key: _shown(figure, rules) for key, figure in figures.items()}
    values = {key: Suppressed() if key in puzzle.hidden else shown[key] for key in figures}
    return Released(table.id, table.title, table.population, rules, values)


def _puzzle(
    table: Table, rules: Rules, ledger: Ledger, figures: Mapping[Key, int], hidden: set[Key]
) -> Puzzle:
    before = ledger.published(table.population)
    system = System.of([*table.sums(), *ledger.sums(table.population)])
    shown = {k: _bounds(_shown(f, rules)) for k, f in figures.items() if k not in before}
    inner = len(table.dimensions)
    costs = {k: _cost(figures[k], len(k) < inner) for k in shown if k not in hidden}
    needs = {k: _need(f, table, rules) for k, f in figures.items()}
    needs |= {k: _straddle(rules) for k in ledger.hidden(table.population) if k not in needs}
    settled = {k: _bounds(value) for k, value in before.items()}
    return Puzzle(system, shown, settled, needs, costs, hidden | ledger.hidden(table.population))


def _by_difference(
    table: Table, figures: Mapping[Key, int], ledger: Ledger, rules: Rules
) -> set[Key]:
    """Exact figures so close to those of another day that the difference is a few people."""
    if rules.method != "exact":
        return set()
    return {
        key
        for key, value in ledger.exact_before(table)
        if key in figures and 1 <= abs(figures[key] - value) <= rules.small
    }


def _figure(cell: Cell) -> int:
    return sum(cell.contributions.values()) if cell.contributions else cell.people


def _shown(figure: int, rules: Rules) -> Rounded | Exact:
    return rounded(figure) if rules.method == "rounded" else Exact(figure)


def _bounds(value: Rounded | Exact) -> Bounds:
    if isinstance(value, Exact) or not value.value:
        return (value.value, value.value)
    return (value.low, value.high)


def _cost(figure: int, total: bool) -> float:
    """What hiding loses: more for larger figures, and for totals."""
    return math.sqrt(1 + figure) * (TOTALS_COST if total else 1.0)


def _need(figure: int, table: Table, rules: Rules) -> Bounds:
    if not any(cell.contributions for cell in table.cells.values()):
        return _straddle(rules)
    return (figure * (1 - rules.close), figure * (1 + rules.close))


def _straddle(rules: Rules) -> Bounds:
    return (rules.small, rules.small + 1)


def _coarser(table: Table) -> str:
    """Words for whoever must try again."""
    longest = max(table.dimensions, key=lambda d: len(d.categories))
    wider = longest.wider()
    instead = f"by {wider.name}" if wider else f"with fewer categories of {longest.name}"
    return (
        f"'{table.title}' cannot be published without telling on someone; try it {instead}, or"
        " leave one dimension out"
    )


def _named(key: Key) -> str:
    return ", ".join(f"{name} {category}" for name, category in sorted(key)) or "the total"
