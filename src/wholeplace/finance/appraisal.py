"""An appraisal: the business case of a programme, and who pays and who gains."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wholeplace.place import Place, Programme

from .case import Case, build_case
from .cautions import warnings_of
from .discounting import discount_factors
from .graph import Values
from .ledger import Ledger, post
from .matrix import partner_rows
from .payback import payback_years
from .pence import to_pence
from .readings import Worked, work_out

BASIS = (
    "Real pounds of the price base, not discounted, except npv and net present budget impact. "
    "Gains are savings after optimism bias: cash that can leave a budget, and capacity released, "
    "which cannot. Cost includes an allowance for optimism. Contributions follow cash savings in "
    "present value. Net and cumulative are fiscal savings less cost; npv leaves transfers out."
)


def appraise(programme: Programme, place: Place, counts: Mapping[str, int]) -> "Appraisal":
    """Appraise a programme; ``counts`` gives the size of each cohort it counts."""
    case = build_case(programme, place, counts)
    values = case.graph.evaluate()
    return Appraisal(case, values, post(case, values))


@dataclass(frozen=True)
class Appraisal:
    """A case worked out: its figures, its ledger in pence, and its readings of published claims."""

    case: Case
    values: Values
    ledger: Ledger

    @cached_property
    def partners(self) -> list[dict[str, Any]]:
        """The who-pays-who-gains matrix, one row a partner or giver of a grant."""
        return partner_rows(self.case, self.ledger)

    @cached_property
    def years(self) -> list[dict[str, Any]]:
        """Money by year, in pence."""
        rows, cumulative = [], 0
        for number, year in enumerate(self.case.graph.years):
            row = self._year(number)
            cumulative += row["net"]
            rows.append({"year": year, **row, "cumulative": cumulative})
        return rows

    def _year(self, year: int) -> dict[str, int]:
        def saved(value: str) -> int:
            return self.ledger.saved(lambda e: e.year == year and e.value == value)

        in_year = [e for e in self.ledger.entries if e.year == year and e.value == "fiscal"]
        cost, fiscal = self.ledger.cost_in(year), saved("fiscal")
        return {
            "cost": cost,
            "grants": sum(paid[year] for paid in self.ledger.grants.values()),
            "fiscal": fiscal,
            "cashable": sum(entry.cash for entry in in_year),
            "transfers": sum(entry.saving for entry in in_year if entry.transfer),
            "economic": saved("economic"),
            "social": saved("social"),
            "net": fiscal - cost,
        }

    @property
    def npv(self) -> int:
        """Net present public value, in pence."""
        return to_pence(self.values.one("npv"))

    @property
    def payback_years(self) -> float | None:
        """When fiscal savings have repaid the cost for good; None is never."""
        return payback_years([row["net"] for row in self.years])

    @property
    def payback_discounted_years(self) -> float | None:
        """The same, each year discounted."""
        factors = discount_factors(len(self.years))
        return payback_years([r["net"] * f for r, f in zip(self.years, factors, strict=True)])

    @property
    def payback_cash_years(self) -> float | None:
        """When cash alone has repaid the cost for good; None is never."""
        return payback_years([row["cashable"] - row["cost"] for row in self.years])

    @cached_property
    def readings(self) -> list[Worked]:
        """Published claims worked out again."""
        return [work_out(reading) for reading in self.case.programme.readings]

    @cached_property
    def benefits(self) -> list[dict[str, Any]]:
        """Each benefit: units, pounds before and after optimism bias, and to whom."""
        return [self._benefit(number) for number in range(len(self.case.benefits))]

    def _benefit(self, number: int) -> dict[str, Any]:
        figures = self.case.benefits[number]
        benefit, cost = figures.benefit, figures.unit_cost
        entries = [entry for entry in self.ledger.entries if entry.benefit == benefit.id]
        shares: dict[str, dict[str, int]] = {}
        for entry in entries:
            share = shares.setdefault(entry.partner, {"gains": 0, "cashable": 0, "capacity": 0})
            share["gains"] += entry.saving
            share["cashable"] += entry.cash
            share["capacity"] += entry.capacity
        return {
            "id": benefit.id,
            "title": benefit.title,
            "unit_cost": cost.id,
            "unit": cost.unit,
            "units": self.values.one(f"{benefit.id}.avoided"),
            "value": cost.value,
            "transfer": benefit.transfer,
            "gross": to_pence(self.values.one(f"{benefit.id}.gross")),
            "saving": sum(entry.saving for entry in entries),
            "cashable": sum(entry.cash for entry in entries),
            "by_partner": [{"id": partner, **share} for partner, share in shares.items()],
        }

    def to_json(self) -> dict[str, Any]:
        """Everything a page, a report or a command shows; money in whole pence."""
        programme, cost = self.case.programme, sum(row["cost"] for row in self.years)
        return {
            "programme": programme.id,
            "name": programme.name,
            "price_base": self.case.place.about.price_base,
            "basis": BASIS,
            "against": programme.against,
            "cost": cost,
            "gains": sum(row["gains"] for row in self.partners),
            "cashable": sum(row["cashable"] for row in self.partners),
            "npv": self.npv,
            "net_present_budget_impact": to_pence(self.values.one("net-present-budget-impact")),
            "payback_years": self.payback_years,
            "payback_discounted_years": self.payback_discounted_years,
            "payback_cash_years": self.payback_cash_years,
            "cash_per_pound": self.values.one("cash-per-pound"),
            "fiscal_per_pound": self.values.one("fiscal-per-pound"),
            "partners": self.partners,
            "years": self.years,
            "benefits": self.benefits,
            "figures": self.case.graph.to_json(self.values),
            "readings": [reading.to_json() for reading in self.readings],
            "warnings": warnings_of(self.case, self.values, self.ledger),
        }
