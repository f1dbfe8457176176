"""Figures as a graph: each knows its source, and each derived one its formula and inputs.

The formula that explains a figure is the one that computes it. Values are arrays of draws by
years (a figure that does not change over years has one column), so that the deterministic case
is one draw of the same evaluation. A figure can only use figures that already stand, so there
are no loops.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wholeplace.place import Sourced
from wholeplace.place.formulas import Formula, Functions, parse

from .explaining import plain, with_numbers
from .persistence import persist

Array = NDArray[np.float64]


def _total(flows: Array) -> Array:
    summed: Array = flows.sum(axis=-1, keepdims=True)
    return summed


def _ratio(above: Array, below: Array) -> Array:
    """A ratio, and 0 where there is nothing to divide by."""
    shape = np.broadcast_shapes(above.shape, below.shape)
    return np.divide(above, below, out=np.zeros(shape), where=below != 0)


FUNCTIONS: Functions = {
    "min": np.minimum,
    "max": np.maximum,
    "total": _total,
    "ratio": _ratio,
    "persist": persist,
}
OVER_YEARS = ("total", "persist")
"""Functions that look at all years of their inputs at once."""


@dataclass(frozen=True)
class Figure:
    """A named figure. A given one holds a value (or one a year); a derived one a formula."""

    name: str
    unit: str
    source: str
    grade: int
    given: tuple[Decimal, ...] = ()
    formula: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    price_year: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    note: str | None = None
    disputed: str | None = None


class Values:
    """A graph worked out: every figure as an array of draws by years."""

    def __init__(self, arrays: Mapping[str, Array]):
        self.arrays = arrays

    def draws(self, name: str) -> Array:
        """All draws of a figure."""
        return self.arrays[name]

    def one(self, name: str) -> float:
        """The first draw, added up over years if it has them."""
        return float(self.arrays[name][0].sum())

    def by_year(self, name: str) -> list[float]:
        """The first draw, year by year."""
        return [float(value) for value in self.arrays[name][0]]


class Graph:
    """Figures in the order in which they can be worked out."""

    def __init__(self, years: Sequence[str]):
        self.years = tuple(years)
        self.figures: dict[str, Figure] = {}
        self._formulas: dict[str, Formula] = {}

    def give(self, name: str, figure: Sourced) -> str:
        """Add a sourced number as it stands in a definition."""
        return self._add(
            Figure(
                name,
                figure.unit,
                figure.source,
                figure.grade,
                given=(figure.value,),
                price_year=figure.price_year,
                low=figure.low,
                high=figure.high,
                note=figure.note,
                disputed=figure.disputed,
            )
        )

    def give_years(
        self, name: str, values: Sequence[Decimal], unit: str, source: str, grade: int
    ) -> str:
        """Add a figure that differs by year."""
        if len(values) != len(self.years):
            raise ValueError(f"{name} has {len(values)} values for {len(self.years)} years")
        return self._add(Figure(name, unit, source, grade, given=tuple(values)))

    def derive(
        self, name: str, unit: str, formula: str, note: str | None = None, **inputs: str
    ) -> str:
        """Add a figure worked out from others; it is as weak as the weakest of them."""
        for used in inputs.values():
            if used not in self.figures:
                raise ValueError(f"figure '{name}' uses '{used}', which does not stand before it")
        parsed = parse(formula, FUNCTIONS)
        if set(parsed.names) != set(inputs):
            raise ValueError(f"figure '{name}': the formula '{formula}' does not use its inputs")
        grade = max(self.figures[used].grade for used in inputs.values())
        source = f"worked out from {', '.join(inputs.values())}"
        self._formulas[name] = parsed
        return self._add(
            Figure(name, unit, source, grade, formula=formula, inputs=inputs, note=note)
        )

    def _add(self, figure: Figure) -> str:
        if figure.name in self.figures:
            raise ValueError(f"figure '{figure.name}' is given twice")
        self.figures[figure.name] = figure
        return figure.name

    def evaluate(self, draws: Mapping[str, Array] | None = None) -> Values:
        """Work everything out; ``draws`` replaces given figures by arrays of draws by years."""
        arrays: dict[str, Array] = {}
        for name, figure in self.figures.items():
            if draws and name in draws:
                arrays[name] = draws[name]
            elif figure.formula:
                inputs = {alias: arrays[used] for alias, used in figure.inputs.items()}
                arrays[name] = self._formulas[name].value(inputs, FUNCTIONS, _constant)
            else:
                arrays[name] = np.array([[float(value) for value in figure.given]])
        return Values(arrays)

    def explain(self, name: str, values: Values) -> str:
        """The formula with numbers in it: of all years where it adds them up, else of the first."""
        figure = self.figures[name]
        result = values.by_year(name)
        if not figure.formula:
            return plain(result)
        whole = any(f"{function}(" in figure.formula for function in OVER_YEARS)
        shown = {alias: values.by_year(used) for alias, used in figure.inputs.items()}
        numbers = {a: plain(years if whole else years[:1]) for a, years in shown.items()}
        worked = with_numbers(figure.formula, numbers)
        return f"{worked} = {plain(result if whole else result[:1])}"

    def to_json(self, values: Values) -> list[dict[str, Any]]:
        """Every figure with its value, source, grade, formula and inputs."""
        return [self._figure_json(figure, values) for figure in self.figures.values()]

    def _figure_json(self, figure: Figure, values: Values) -> dict[str, Any]:
        by_year = values.by_year(figure.name)
        shown: dict[str, Any] = {
            "name": figure.name,
            "value": values.one(figure.name),
            "unit": figure.unit,
            "source": figure.source,
            "grade": figure.grade,
            "formula": figure.formula,
            "inputs": dict(figure.inputs),
            "worked": self.explain(figure.name, values),
        }
        if len(by_year) > 1:
            shown["by_year"] = dict(zip(self.years, by_year, strict=True))
        for key, bound in (("low", figure.low), ("high", figure.high)):
            shown[key] = None if bound is None else float(bound)
        shown |= {key: getattr(figure, key) for key in ("price_year", "note", "disputed")}
        return {key: value for key, value in shown.items() if value is not None}


def _constant(text: str) -> float:
    return float(text)
