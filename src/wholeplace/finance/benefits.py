"""The benefit chain: who is reached, what changes, for how long, and what that is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from wholeplace.place import Benefit, Effect, Programme, Reach, Sourced, UnitCost
from wholeplace.place.prices import SOURCE as DEFLATOR
from wholeplace.place.prices import deflator

from .graph import Graph
from .optimism import optimism_bias

CHANGE = {
    ("relative", "share"): "baseline * effect * (1 - deadweight)",
    ("units", "share"): "effect * (1 - deadweight)",
    ("points", "share"): "effect / 100 * (1 - deadweight)",
    ("points", "points"): "(effect - deadweight) / 100",
}
"""Units avoided a year for one engaged unit, by kind of effect and kind of deadweight."""

RUNS = "definition of {}: runs_years"


@dataclass(frozen=True)
class BenefitFigures:
    """Names of the figures the ledger reads."""

    benefit: Benefit
    unit_cost: UnitCost
    change: str
    baseline: str
    saving: str
    cashable: str


def add_reach(graph: Graph, programme: Programme, counts: Mapping[str, int]) -> None:
    """Engaged units a year of intake: need x engagement x retention."""
    reach, years = programme.reach, graph.years
    runs = [Decimal(int(number < programme.runs_years)) for number in range(len(years))]
    graph.give_years("reach.intakes", runs, "intakes", RUNS.format(programme.id), 1)
    if reach.need is not None:
        graph.give("reach.need", reach.need)
    else:
        _add_cohort(graph, programme, counts)
    graph.give("reach.engagement", reach.engagement)
    _add_engaged(graph, reach)


def _add_cohort(graph: Graph, programme: Programme, counts: Mapping[str, int]) -> None:
    cohort = programme.reach.cohort or ""
    counted = Decimal(counts[cohort])
    graph.give("reach.cohort", _stated(counted, "units", f"pooled record: cohort {cohort}", 2))
    runs = Decimal(programme.runs_years)
    graph.give("reach.years", _stated(runs, "years", RUNS.format(programme.id), 1))
    graph.derive(
        "reach.need",
        "units a year",
        "cohort / years",
        note="the cohort is taken on evenly over the years of intake",
        cohort="reach.cohort",
        years="reach.years",
    )


def _add_engaged(graph: Graph, reach: Reach) -> None:
    inputs = {"need": "reach.need", "engagement": "reach.engagement"}
    if reach.retention is not None:
        inputs["retention"] = graph.give("reach.retention", reach.retention)
    graph.derive("reach.engaged", "units a year", " * ".join(inputs), **inputs)


def add_benefit(graph: Graph, benefit: Benefit, unit_cost: UnitCost, base: str) -> BenefitFigures:
    """From baseline to pounds saved by year, the cashable part apart."""
    name = benefit.id
    baseline = graph.give(f"{name}.baseline", benefit.baseline)
    change = _add_change(graph, name, benefit.effect, baseline)
    standing = _add_standing(graph, name, benefit.effect)
    graph.derive(
        f"{name}.avoided",
        f"{unit_cost.unit} a year",
        "engaged * change * standing",
        engaged="reach.engaged",
        change=change,
        standing=standing,
    )
    graph.derive(
        f"{name}.gross",
        "GBP a year",
        "avoided * unit_cost",
        avoided=f"{name}.avoided",
        unit_cost=add_unit_cost(graph, unit_cost, base),
    )
    saving, cashable = _add_saving(graph, benefit)
    return BenefitFigures(benefit, unit_cost, change, baseline, saving, cashable)


def _add_change(graph: Graph, name: str, effect: Effect, baseline: str) -> str:
    inputs = {
        "effect": graph.give(f"{name}.effect", effect.amount),
        "deadweight": graph.give(f"{name}.deadweight", effect.deadweight),
        "baseline": baseline,
    }
    formula = f"min({CHANGE[effect.kind, effect.deadweight_is]}, baseline)"
    return graph.derive(
        f"{name}.change",
        "units a year for one engaged",
        formula,
        note=f"effect in {effect.kind}, deadweight in {effect.deadweight_is}; at most the baseline",
        **inputs,
    )


def _add_standing(graph: Graph, name: str, effect: Effect) -> str:
    lag = effect.lag_years or _stated(Decimal(0), "years", "assumption: no lag is stated", 6)
    drop = effect.drop_off or _stated(Decimal(0), "share", "assumption: no drop-off is stated", 6)
    return graph.derive(
        f"{name}.standing",
        "intakes still in effect",
        "persist(lag, duration, drop_off, intakes)",
        lag=graph.give(f"{name}.lag", lag),
        duration=graph.give(f"{name}.duration", effect.duration_years),
        drop_off=graph.give(f"{name}.drop-off", drop),
        intakes="reach.intakes",
    )


def _add_saving(graph: Graph, benefit: Benefit) -> tuple[str, str]:
    name = benefit.id
    grade = max(benefit.baseline.grade, benefit.effect.amount.grade)
    saving = graph.derive(
        f"{name}.saving",
        "GBP a year",
        "gross - bias * max(gross, -gross)",
        note="a gain is cut by the bias, and a harm is raised by it",
        gross=f"{name}.gross",
        bias=add_bias(graph, grade),
    )
    cashable = graph.derive(
        f"{name}.cash",
        "GBP a year",
        "saving * cashable",
        saving=saving,
        cashable=graph.give(f"{name}.cashable", benefit.cashable),
    )
    return saving, cashable


def add_bias(graph: Graph, grade: int) -> str:
    """The named assumption of optimism bias at a grade, once."""
    name = f"optimism-bias.grade-{grade}"
    return name if name in graph.figures else graph.give(name, optimism_bias(grade))


def add_unit_cost(graph: Graph, cost: UnitCost, base: str) -> str:
    """A unit cost in the prices of the place."""
    name = f"unit-cost.{cost.id}"
    for standing in (f"{name}.{base}", name):
        if standing in graph.figures:
            return standing
    source = f"{cost.source}; {cost.citation}"
    stated = _stated(cost.pounds, f"GBP per {cost.unit}", source, cost.grade, cost.price_year)
    return uprated(graph, name, stated, base)


def uprated(graph: Graph, name: str, stated: Sourced, base: str) -> str:
    """Add an amount of money as stated, and in prices of ``base``."""
    graph.give(name, stated)
    year = stated.price_year or base
    if year == base:
        return name
    return graph.derive(
        f"{name}.{base}",
        stated.unit,
        "pounds * base / then",
        pounds=name,
        base=_add_deflator(graph, base),
        then=_add_deflator(graph, year),
    )


def _add_deflator(graph: Graph, year: str) -> str:
    name = f"gdp-deflator.{year}"
    if name not in graph.figures:
        graph.give(name, _stated(deflator(year), "index, 2024 = 100", DEFLATOR, 2))
    return name


def _stated(
    value: Decimal, unit: str, source: str, grade: int, price_year: str | None = None
) -> Sourced:
    return Sourced(value=value, unit=unit, source=source, grade=grade, price_year=price_year)
