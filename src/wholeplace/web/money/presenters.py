"""A business case in words, tables and charts."""

from collections.abc import Iterator, Mapping
from typing import Any

from wholeplace.finance import ASK
from wholeplace.reporting import cash_figure, pays_gains_figure
from wholeplace.reporting.formats import pounds_short, quantity, years

from ..design.figures import shown
from ..design.parts import Cell, Stat
from ..results import Pinned
from .figures import figure_groups, spoken

Json = Mapping[str, Any]

POWER = 5
"""The column of the who-pays-who-gains table that names the power to pay."""


def business_case(results: Pinned, appraisal: Json) -> dict[str, Any]:
    """Everything a programme's page shows about money."""
    id = appraisal["programme"]
    cash = results.figure(f"cash-{id}", cash_figure, appraisal, f"cash-{id}")
    pays = results.figure(f"pays-{id}", pays_gains_figure, appraisal, f"pays-{id}")
    return {
        "stats": case_stats(appraisal),
        "basis": appraisal["basis"],
        "against": appraisal["against"],
        "warnings": appraisal["warnings"],
        "cash": shown(cash),
        "pays_gains": shown(pays, marks={POWER: power_cell}, beside=False, quiet=True, stacks=True),
        "figures": figure_groups(appraisal),
        "readings": [reading(r) for r in appraisal["readings"]],
    }


def case_stats(appraisal: Json) -> list[Stat]:
    """What it costs, what it is worth, and when it has paid back."""
    base = f"in {appraisal['price_base']} prices"
    cashable = pounds_short(appraisal["cashable"])
    return [
        Stat(pounds_short(appraisal["cost"]), "cost", base),
        Stat(pounds_short(appraisal["gains"]), "saved by partners", f"of which cash {cashable}"),
        Stat(pounds_short(appraisal["npv"]), "net present public value", f"discounted, {base}"),
        Stat(payback(appraisal["payback_years"]), "to pay back", "until savings repay the cost"),
    ]


def payback(after: float | None) -> str:
    """When savings have repaid the cost."""
    return "at once" if after == 0 else years(after)


def power_cell(told: str) -> Cell:
    """Whoever gains and cannot pay is set out, with what it is asked for below."""
    if not told.startswith(ASK):
        return Cell(told)
    asked = told.removeprefix(ASK).strip(" ()")
    return Cell(ASK.capitalize(), tag="orange", note=asked or None)


VERDICTS = {True: ("Agrees", "green"), False: ("Does not agree", "orange")}


def reading(told: Json) -> dict[str, Any]:
    """A published claim beside what its own inputs give."""
    return {
        "claim": told["claim"],
        "source": told["source"],
        "comment": told["comment"],
        "verdict": VERDICTS.get(told["agrees"]),
        "rows": list(_reading_rows(told)),
    }


def _reading_rows(told: Json) -> Iterator[tuple[str, str]]:
    unit = told["unit"] or ""
    yield "Worked out here", quantity(told["result"], unit)
    if told["claimed"] is not None:
        yield "As claimed", quantity(told["claimed"], unit)
    yield "Formula", told["formula"]
    for name, given in told["inputs"].items():
        yield spoken(name), f"{quantity(given['value'], given['unit'])}, {given['source']}"
