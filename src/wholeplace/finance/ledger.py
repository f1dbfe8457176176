"""What each partner gains and pays, in whole pence that add up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .bearers import Bearers
from .benefits import BenefitFigures
from .case import Case
from .contributions import Contribution, contribute
from .discounting import Array, discount_factors
from .graph import Values
from .pence import apportion, to_pence


@dataclass(frozen=True)
class Entry:
    """A saving of one benefit, to one partner, in one year: cash it can release, and capacity."""

    benefit: str
    year: int
    partner: str
    value: str
    transfer: bool
    cash: int
    capacity: int

    @property
    def saving(self) -> int:
        """Cash and capacity together."""
        return self.cash + self.capacity


@dataclass(frozen=True)
class Ledger:
    """Savings, costs and grants by year, and who pays the rest."""

    entries: tuple[Entry, ...]
    pooled: tuple[int, ...]
    in_kind: tuple[tuple[str, int, int], ...]
    grants: dict[str, tuple[int, ...]]
    contributions: tuple[Contribution, ...]
    grants_cut: int

    def saved(self, test: Callable[[Entry], bool]) -> int:
        """The savings that pass a test, in pence."""
        return sum(entry.saving for entry in self.entries if test(entry))

    def cost_in(self, year: int) -> int:
        """All cost of a year, in kind included, before grants."""
        return self.pooled[year] + sum(pence for _, when, pence in self.in_kind if when == year)


def post(case: Case, values: Values) -> Ledger:
    """Turn the figures of a case into a ledger, and share its cost."""
    bearers = Bearers(case.place, case.programme)
    entries = tuple(_savings(case, values, bearers))
    pooled = _by_year(case, values, [o.figure for o in case.outlays if o.cost.by is None])
    in_kind = tuple(_in_kind(case, values))
    stated = _grants(case, values)
    grants = _within(sum(pooled), stated)
    return Ledger(
        entries,
        pooled,
        in_kind,
        grants,
        tuple(_contributions(case, entries, pooled, _sum(grants), bearers)),
        grants_cut=_sum(stated) - _sum(grants),
    )


def _savings(case: Case, values: Values, bearers: Bearers) -> Iterable[Entry]:
    for figures in case.benefits:
        for year, pounds in enumerate(values.by_year(figures.saving)):
            label = case.graph.years[year]
            yield from _post_saving(figures, year, to_pence(pounds), bearers, label)


def _post_saving(
    figures: BenefitFigures, year: int, pence: int, bearers: Bearers, label: str
) -> Iterable[Entry]:
    if not pence:
        return
    benefit, cost = figures.benefit, figures.unit_cost
    cash, shares = Fraction(benefit.cashable.value), bearers.shares(cost.bearers, label)
    weights = {(partner, True): share * cash for partner, share in shares.items()}
    weights |= {(partner, False): share * (1 - cash) for partner, share in shares.items()}
    parts = apportion(pence, weights)
    for partner in shares:
        yield Entry(
            benefit.id,
            year,
            partner,
            cost.value,
            benefit.transfer,
            parts[partner, True],
            parts[partner, False],
        )


def _by_year(case: Case, values: Values, figures: list[str]) -> tuple[int, ...]:
    by_year = [list(map(to_pence, values.by_year(figure))) for figure in figures]
    return tuple(sum(column) for column in zip(*by_year, strict=True)) or (0,) * len(
        case.graph.years
    )


def _in_kind(case: Case, values: Values) -> Iterable[tuple[str, int, int]]:
    for outlay in case.outlays:
        if outlay.cost.by is not None:
            for year, pounds in enumerate(values.by_year(outlay.figure)):
                yield outlay.cost.by, year, to_pence(pounds)


def _grants(case: Case, values: Values) -> dict[str, tuple[int, ...]]:
    givers = dict.fromkeys(grant.giver for grant, _ in case.grants)
    return {
        giver: _by_year(case, values, [name for grant, name in case.grants if grant.giver == giver])
        for giver in givers
    }


def _within(cost: int, grants: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Grants never pay more than there is to pay."""
    if _sum(grants) <= cost:
        return grants
    flat = {(giver, year): p for giver, paid in grants.items() for year, p in enumerate(paid)}
    cut = apportion(cost, flat)
    return {giver: tuple(cut[giver, year] for year in range(len(p))) for giver, p in grants.items()}


def _sum(grants: dict[str, tuple[int, ...]]) -> int:
    return sum(map(sum, grants.values()))


def _contributions(
    case: Case, entries: Iterable[Entry], pooled: tuple[int, ...], granted: int, bearers: Bearers
) -> list[Contribution]:
    funds, years = case.programme.funds, case.graph.years
    fiscal = [entry for entry in entries if entry.value == "fiscal"]
    savings = _cash(fiscal, discount_factors(len(years)))
    funders = bearers.resolve(funds.gap_funder, years[0]) if funds.gap_funder else {}
    return contribute(
        sum(pooled) - granted,
        savings,
        powers={partner: power_of(case, partner) for partner in [*savings, *funders]},
        gap_funders=funders,
        participation=funds.participation.value if funds.participation else None,
        cash=_cash(fiscal, [1.0] * len(years)),
    )


def _cash(entries: Iterable[Entry], factors: Sequence[float] | Array) -> dict[str, int]:
    """Each partner's cash saving, a pound of each year counting by its factor."""
    cash: dict[str, float] = {}
    for entry in entries:
        worth = entry.cash * float(factors[entry.year])
        cash[entry.partner] = cash.get(entry.partner, 0.0) + worth
    return {partner: round(worth) for partner, worth in cash.items()}


def power_of(case: Case, partner: str) -> str | None:
    """The power by which a partner may pay: its own entry under funds.from, or its kind's."""
    funders = case.programme.funds.partners
    kind = case.place.partners[partner].kind
    funder = funders.get(partner) or funders.get(kind)
    return funder.power if funder else None
