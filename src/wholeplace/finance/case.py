"""A programme's business case as a graph of figures, from who is reached to what it is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wholeplace.place import OutsideGrant, Place, Programme, years_from

from .benefits import BenefitFigures, add_benefit, add_reach
from .discounting import SOURCE, discount_factors
from .errors import CaseError
from .graph import Graph
from .outlays import Outlay, add_costs, add_grants


@dataclass(frozen=True)
class Case:
    """The graph and the names in it that the ledger reads."""

    programme: Programme
    place: Place
    graph: Graph
    benefits: list[BenefitFigures]
    outlays: list[Outlay]
    grants: list[tuple[OutsideGrant, str]]


def build_case(programme: Programme, place: Place, counts: Mapping[str, int]) -> Case:
    """Put every figure of the case into one graph, in the prices of the place."""
    cohort = programme.reach.cohort
    if cohort is not None and cohort not in counts:
        raise CaseError(
            f"{programme.id} counts the cohort '{cohort}', which has not been counted; "
            "run 'wholeplace run' first"
        )
    graph = Graph(years_from(programme.starts, programme.horizon_years))
    base = place.about.price_base
    add_reach(graph, programme, counts)
    benefits = [
        add_benefit(graph, benefit, place.costs[benefit.unit_cost], base)
        for benefit in programme.benefits
    ]
    outlays = add_costs(graph, programme, base)
    case = Case(programme, place, graph, benefits, outlays, add_grants(graph, programme, base))
    _add_sums(case)
    _add_verdicts(graph)
    return case


def _add_sums(case: Case) -> None:
    graph, fiscal = case.graph, _saving(case, "fiscal")
    _add_sum(graph, "sum.cost", [outlay.figure for outlay in case.outlays])
    _add_sum(graph, "sum.fiscal", fiscal)
    _add_sum(graph, "sum.transfers", [b.saving for b in case.benefits if b.benefit.transfer])
    _add_sum(graph, "sum.cash", [b.cashable for b in case.benefits if b.saving in fiscal])
    _add_sum(graph, "sum.economic", _saving(case, "economic"))
    _add_sum(graph, "sum.social", _saving(case, "social"))


def _saving(case: Case, value: str) -> list[str]:
    return [figures.saving for figures in case.benefits if figures.unit_cost.value == value]


def _add_sum(graph: Graph, name: str, parts: Sequence[str]) -> None:
    inputs = {f"part{number}": part for number, part in enumerate(parts, start=1)}
    if inputs:
        graph.derive(name, "GBP a year", " + ".join(inputs), **inputs)
    else:
        none = [Decimal(0)] * len(graph.years)
        graph.give_years(name, none, "GBP a year", "definition: nothing of this kind is stated", 1)


def _add_verdicts(graph: Graph) -> None:
    factors = [Decimal(repr(float(factor))) for factor in discount_factors(len(graph.years))]
    graph.give_years("discount-factor", factors, "value today of one pound", SOURCE, 1)
    graph.derive("net.budget", "GBP a year", "fiscal - cost", fiscal="sum.fiscal", cost="sum.cost")
    graph.derive(
        "net.public",
        "GBP a year",
        "fiscal - transfers + economic + social - cost",
        note="transfers between people and the state are netted out",
        fiscal="sum.fiscal",
        transfers="sum.transfers",
        economic="sum.economic",
        social="sum.social",
        cost="sum.cost",
    )
    for name, of in (("npv", "net.public"), ("net-present-budget-impact", "net.budget")):
        graph.derive(name, "GBP", "total(net * factor)", net=of, factor="discount-factor")
    for name, of in (("cash-per-pound", "sum.cash"), ("fiscal-per-pound", "sum.fiscal")):
        graph.derive(
            name,
            "GBP for each GBP spent",
            "ratio(total(saving * factor), total(cost * factor))",
            saving=of,
            cost="sum.cost",
            factor="discount-factor",
        )
