"""What a reader of an appraisal must be told beside its figures."""

from collections.abc import Iterable

from .benefits import BenefitFigures
from .case import Case
from .graph import Values
from .ledger import Ledger

WEAK = 5


def warnings_of(case: Case, values: Values, ledger: Ledger) -> list[str]:
    """Plain sentences, one a warning."""
    return [
        *_optimism(case),
        *_caps(case, values),
        *_weak(case, ledger),
        *_unpaid(case, ledger),
        *_transfers(case),
        *_grants(ledger),
    ]


def _optimism(case: Case) -> Iterable[str]:
    yield (
        "Optimism bias uses a recalled six-grade table: replace it once checked against "
        "HM Treasury's 2014 guidance for local partnerships."
    )


def _caps(case: Case, values: Values) -> Iterable[str]:
    for figures in case.benefits:
        change, baseline = values.one(figures.change), values.one(figures.baseline)
        if change >= baseline > 0:
            yield f"{figures.benefit.title}: the effect takes all of the baseline; check both."


def _weak(case: Case, ledger: Ledger) -> Iterable[str]:
    weak = {f.benefit.id for f in case.benefits if _grade(f) >= WEAK}
    whole = ledger.saved(lambda entry: True)
    share = ledger.saved(lambda entry: entry.benefit in weak) / whole if whole else 0
    if share:
        yield f"{share:.0%} of the savings rest on evidence of grade {WEAK} or weaker."


def _grade(figures: BenefitFigures) -> int:
    benefit = figures.benefit
    return max(benefit.baseline.grade, benefit.effect.amount.grade)


def _unpaid(case: Case, ledger: Ledger) -> Iterable[str]:
    asked = [c for c in ledger.contributions if c.asked]
    if asked:
        names = ", ".join(case.place.partners[c.partner].name for c in asked)
        total = sum(c.asked for c in asked) / 100
        yield f"{names}: would owe £{total:,.2f} by the rule and cannot pay; ask."
    carried = [c for c in ledger.contributions if c.carries]
    gap = sum(c.carries for c in carried) - sum(c.asked for c in asked)
    if gap > 0:
        names = ", ".join(case.place.partners[c.partner].name for c in carried)
        yield (
            f"£{gap / 100:,.2f} of the cost is more than partners may be asked for out of their "
            f"cash savings; carried by {names}."
        )


def _transfers(case: Case) -> Iterable[str]:
    titles = [f.benefit.title for f in case.benefits if f.benefit.transfer]
    if titles:
        yield (
            f"{', '.join(titles)}: a transfer between people and the state; "
            "it counts for budgets and not for public value."
        )


def _grants(ledger: Ledger) -> Iterable[str]:
    if ledger.grants_cut:
        yield f"Grants were cut by £{ledger.grants_cut / 100:,.2f}: they cannot exceed the cost."
