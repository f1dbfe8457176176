"""What the programme costs by year, and the grants that come off before the rest is shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wholeplace.place import Cost, OutsideGrant, Programme

from .benefits import add_bias, uprated
from .graph import Graph


@dataclass(frozen=True)
class Outlay:
    """A cost and the name of its figure by year."""

    cost: Cost
    figure: str


def add_costs(graph: Graph, programme: Programme, base: str) -> list[Outlay]:
    """Every cost by year, in prices of ``base``, raised for optimism."""
    return [Outlay(cost, _add_cost(graph, programme, cost, base)) for cost in programme.costs]


def _add_cost(graph: Graph, programme: Programme, cost: Cost, base: str) -> str:
    name = f"cost.{cost.id}"
    inputs = {
        "amount": uprated(graph, f"{name}.amount", cost.amount, base),
        "falls": _add_falls(graph, programme, name, cost.per, cost.spread),
        "bias": add_bias(graph, cost.amount.grade),
    }
    formula = "amount * falls * (1 + bias)"
    if cost.per == "engaged":
        inputs, formula = {**inputs, "engaged": "reach.engaged"}, "engaged * " + formula
    return graph.derive(name, "GBP a year", formula, **inputs)


def add_grants(graph: Graph, programme: Programme, base: str) -> list[tuple[OutsideGrant, str]]:
    """Every grant by year, in prices of ``base``."""
    grants = enumerate(programme.funds.grants, start=1)
    return [(grant, _add_grant(graph, programme, grant, n, base)) for n, grant in grants]


def _add_grant(
    graph: Graph, programme: Programme, grant: OutsideGrant, number: int, base: str
) -> str:
    name = f"grant.{grant.giver}.{number}"
    inputs = {
        "amount": uprated(graph, f"{name}.amount", grant.amount, base),
        "falls": _add_falls(graph, programme, name, grant.per, grant.years),
    }
    formula = "amount * falls"
    if grant.per == "engaged":
        inputs, formula = {**inputs, "engaged": "reach.engaged"}, "engaged * " + formula
    return graph.derive(name, "GBP a year", formula, note=grant.title, **inputs)


def _add_falls(
    graph: Graph, programme: Programme, name: str, per: str, years: Sequence[str]
) -> str:
    """In which years it falls: those stated, and for each engaged unit only years of intake."""
    running = graph.years[: programme.runs_years]
    stated = years or running
    falls = [year in stated and (per == "year" or year in running) for year in graph.years]
    values = [Decimal(int(value)) for value in falls]
    source = f"definition of {programme.id}: years of {name}"
    return graph.give_years(f"{name}.falls", values, "1 in years it falls", source, 1)
