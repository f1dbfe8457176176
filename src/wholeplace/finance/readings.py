"""Published claims worked out again from their own inputs, so that readings can be compared."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from wholeplace.place import Reading
from wholeplace.place.formulas import parse

from .explaining import plain, with_numbers


@dataclass(frozen=True)
class Worked:
    """A reading with its result; ``agrees`` is None where nothing was claimed to compare with."""

    reading: Reading
    result: Decimal
    agrees: bool | None

    @property
    def worked(self) -> str:
        """The arithmetic with numbers in it, the claim, and whether they agree."""
        given = {name: plain([float(f.value)]) for name, f in self.reading.inputs.items()}
        sum_ = f"{with_numbers(self.reading.formula, given)} = {plain([float(self.result)])}"
        if self.reading.claimed is None:
            return sum_
        verdict = "agrees" if self.agrees else "does not agree"
        claimed = self.reading.claimed
        return f"{sum_}; claimed {plain([float(claimed.value)])} {claimed.unit}: {verdict}"

    def to_json(self) -> dict[str, Any]:
        """The reading, its inputs with their sources, its result and verdict."""
        reading = self.reading
        return {
            "id": reading.id,
            "claim": reading.claim,
            "source": reading.source,
            "formula": reading.formula,
            "inputs": {name: _input(figure) for name, figure in reading.inputs.items()},
            "result": float(self.result),
            "claimed": None if reading.claimed is None else float(reading.claimed.value),
            "unit": None if reading.claimed is None else reading.claimed.unit,
            "agrees": self.agrees,
            "worked": self.worked,
            "comment": reading.comment,
        }


def work_out(reading: Reading) -> Worked:
    """Work a reading out in exact decimals and hold it against its claim."""
    result = Decimal(
        parse(reading.formula).value({name: f.value for name, f in reading.inputs.items()})
    )
    return Worked(reading, result, _agrees(reading, result))


def _agrees(reading: Reading, result: Decimal) -> bool | None:
    """Equal when rounded as the claim is: to its stated step, or to its last written digit."""
    if reading.claimed is None:
        return None
    claimed = reading.claimed.value
    step = reading.to_nearest or Decimal(1).scaleb(int(claimed.as_tuple().exponent))
    steps = (result / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return steps * step == claimed


def _input(figure: Any) -> dict[str, Any]:
    shown = {
        "value": float(figure.value),
        "unit": figure.unit,
        "source": figure.source,
        "grade": figure.grade,
    }
    return {**shown, **({"disputed": figure.disputed} if figure.disputed else {})}
