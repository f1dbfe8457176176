"""A definition in plain English, made from the definition itself so that the two never differ."""

from datetime import date
from decimal import Decimal

from wholeplace.place import Cohort, Criterion, Test
from wholeplace.place.cohorts import Ages

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

_ABBREVIATED = {"ae": "A&E", "asb": "anti-social behaviour"}


def describe(cohort: Cohort, as_at: date | None = None) -> str:
    """Say who is in the cohort, one line to a criterion and one to each way of meeting it."""
    day = _day(cohort.as_at or as_at)
    lines = [f"{_who(cohort)} for whom {_how_many(cohort)} on {day}:"]
    for criterion in cohort.selected:
        lines.append(f"- {criterion.title}: {_whose(criterion)}")
        lines += [f"  {_joined(n)}{_test(t, day)}" for n, t in enumerate(criterion.tests)]
    return "\n".join([*lines, "Silence counts as no only where deliveries cover the person."])


def describe_test(test: Test, as_at: date | None = None) -> str:
    """Say what one test asks of a person's activities."""
    return _test(test, _day(as_at))


def _who(cohort: Cohort) -> str:
    return "People" if cohort.unit == "person" else "Households"


def _how_many(cohort: Cohort) -> str:
    total, needed = len(cohort.selected), cohort.select.needed
    if total == 1:
        return "this is true"
    many = "all" if needed == total else f"at least {_number(needed)}"
    return f"{many} of these {_number(total)} are true"


def _whose(criterion: Criterion) -> str:
    whose = {
        "self": "the person",
        "any": "someone who lives there",
        "all": "everyone who lives there, of an age that is asked about,",
    }
    return f"{whose[criterion.member]} has"


def _joined(position: int) -> str:
    return "or " if position else "   "


def _test(test: Test, day: str) -> str:
    return f"{_amount(test)}{_where(test)}{_when(test, day)}{_age(test.age)}"


def _amount(test: Test) -> str:
    kind = _kind(test.kind)
    least = test.threshold
    if test.rate and least is not None:
        part, whole = str(test.numerator), str(test.denominator)
        return f"{part} at least {_plain(least * 100)}% of {whole}, over all {kind} records"
    if test.sum and least is not None:
        return f"at least {_plain(least)} in total over {kind} records"
    number = int(least or 1)
    return f"at least {_number(number)} {kind} record{'s' if number > 1 else ''}"


def _kind(kind: str) -> str:
    return " ".join(_ABBREVIATED.get(word, word) for word in kind.split("_"))


def _where(test: Test) -> str:
    said = [f"{name.replace('_', ' ')} {_value(value)}" for name, value in test.where.items()]
    return f" ({', '.join(said)})" if said else ""


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return " or ".join(str(v) for v in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _when(test: Test, day: str) -> str:
    if test.open:
        return f" still open on {day}"
    return f" in the {test.within} to {day}" if test.within else f" at any time up to {day}"


def _age(ages: Ages | None) -> str:
    if ages is None:
        return ""
    if ages.below is None:
        return f", aged {ages.at_least or 0} or over"
    return (
        f", aged under {ages.below}"
        if not ages.at_least
        else f", aged {ages.at_least} to {ages.below - 1}"
    )


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "the day asked about"
