"""A definition in plain English, made from the definition itself so that the two never differ."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from wholeplace.place import Cohort, Criterion, Event, Segmentation, Test
from wholeplace.place.cohorts import Ages, Condition, NotInForce, Range

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

_ABBREVIATED = {"ae": "A&E", "asb": "anti-social behaviour"}

Names = Mapping[str, str]
"""Titles of events by their ids."""


def describe(cohort: Cohort, as_at: date | None = None) -> str:
    """Say who is in the cohort, one line to a criterion and one to each way of meeting it."""
    asked = cohort.as_at or as_at
    day, rule = _day(asked), _as_on(cohort, asked)
    names = {event.id: _lower(event.title) for event in rule.events}
    lines = [f"{_who(rule)} for whom {_how_many(rule)} on {day}:"]
    for criterion in rule.selected:
        lines.append(f"- {criterion.title}: {_whose(criterion)}{_worth(rule, criterion)}")
        lines += [f"  {_joined(criterion, n)}{_test(t, day, names)}" for n, t in _tests(criterion)]
    lines += [_event(event, day) for event in rule.events]
    lines += _bands(rule)
    return "\n".join([*lines, "Silence counts as no only where deliveries cover the person."])


def describe_segments(rule: Segmentation, as_at: date) -> str:
    """Say what each segment asks, in the order in which the first that fits is taken."""
    day = _day(as_at)
    names = {event.id: _lower(event.title) for event in rule.events}
    criteria = {criterion.id: criterion for criterion in rule.criteria}
    who = "Everybody" if rule.unit == "person" else "Every household"
    lines = [f"{who} is in the first of these that fits on {day}:"]
    for number, one in enumerate(rule.segments, 1):
        many = "" if one.needed == len(one.of) else f", at least {_number(one.needed)} of these"
        lines.append(f"{number}. {one.title}{many if one.of else ': everybody else'}")
        for criterion in (criteria[name] for name in one.of):
            lines.append(f"- {criterion.title}: {_whose(criterion)}")
            lines += [
                f"  {_joined(criterion, n)}{_test(t, day, names)}" for n, t in _tests(criterion)
            ]
    lines += [_event(event, day) for event in rule.events]
    return "\n".join([*lines, "Silence counts as no only where deliveries cover the person."])


def describe_test(test: Test, as_at: date | None = None, events: tuple[Event, ...] = ()) -> str:
    """Say what one test asks of a person's activities."""
    return _test(test, _day(as_at), {event.id: _lower(event.title) for event in events})


def _as_on(cohort: Cohort, day: date | None) -> Cohort:
    """Parameters as they are on the day; without one, or before the first, the latest there are."""
    try:
        return cohort.on(day or date.max)
    except NotInForce:
        return cohort.on(date.max)


def _tests(criterion: Criterion) -> Iterator[tuple[int, Test]]:
    return enumerate(criterion.tests)


def _who(cohort: Cohort) -> str:
    return "People" if cohort.unit == "person" else "Households"


def _how_many(cohort: Cohort) -> str:
    total, needed = len(cohort.selected), cohort.needed
    if cohort.counts_points:
        return f"these {_number(total)} add up to at least {_number(needed)} points"
    if total == 1:
        return "this is true"
    many = "all" if needed == total else f"at least {_number(needed)}"
    return f"{many} of these {_number(total)} are true"


def _whose(criterion: Criterion) -> str:
    whose = {
        "self": "the person",
        "any": "someone who lives there",
        "all": "everyone who lives there, of an age that is asked about,",
    }[criterion.member]
    if 1 < criterion.needed < len(criterion.tests):
        return f"{whose} has at least {_number(criterion.needed)} of"
    return f"{whose} has"


def _worth(cohort: Cohort, criterion: Criterion) -> str:
    if not cohort.counts_points:
        return ""
    return f" ({_number(criterion.worth)} point{'s' if criterion.worth > 1 else ''})"


def _joined(criterion: Criterion, position: int) -> str:
    if not position:
        return "   "
    return "and " if criterion.needed == len(criterion.tests) else "or "


def _event(event: Event, day: str) -> str:
    which = "first" if event.first else "last"
    ended = ", by the day it ended" if event.day == "end" else ""
    said = f"{_kind(event.kind)} record{_where(event.where)}{_within(event.within, day)}"
    return f"The {_lower(event.title)} is the {which} {said}{_age_then(event.age_then)}{ended}."


def _bands(cohort: Cohort) -> Iterator[str]:
    for band in sorted(cohort.bands, key=lambda b: b.needed):
        yield f"From {_number(band.needed)} points: {_lower(band.title)}."


def _test(test: Test, day: str, names: Names) -> str:
    when = _when(test, day, names)
    return f"{_amount(test)}{_where(test.where)}{_age_then(test.age_then)}{when}{_age(test.age)}"


def _amount(test: Test) -> str:
    kind, limit = _kind(test.kind), "below" if test.inverted else "at least"
    least = test.threshold
    if test.rate:
        part = " and ".join(map(_words, test.parts))
        share, whole = _plain(least * 100), _words(str(test.denominator))
        return f"{part} {limit} {share}% of {whole}, over all {kind} records"
    if test.sum:
        what = f"{_words(test.of)} of" if test.of else "in total over"
        return f"{limit} {_plain(least)} {what} {kind} records"
    if test.none:
        return f"no {kind} record"
    if test.first or test.last:
        return f"as {'first' if test.first else 'last'} {kind} record one that is"
    number = int(least)
    if test.inverted:
        return f"fewer than {_number(number)} {kind} records"
    return f"at least {_number(number)} {kind} record{'s' if number > 1 else ''}"


def _kind(kind: str) -> str:
    return " ".join(_ABBREVIATED.get(word, word) for word in kind.split("_"))


def _words(name: str) -> str:
    return name.replace("_", " ")


def _where(where: Mapping[str, Condition]) -> str:
    said = [f"{_words(name)} {_value(value)}" for name, value in where.items()]
    return f" ({', '.join(said)})" if said else ""


def _value(value: object) -> str:
    if isinstance(value, Range):
        low, high = (None if e is None else _end(e) for e in (value.at_least, value.below))
        return " and ".join(filter(None, (low and f"at least {low}", high and f"below {high}")))
    if isinstance(value, tuple):
        return " or ".join(str(v) for v in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _end(end: int | date) -> str:
    return _day(end) if isinstance(end, date) else str(end)


def _when(test: Test, day: str, names: Names) -> str:
    if test.open:
        return f" still open on {day}"
    ended = " that ended" if test.day == "end" else ""
    since, until = (names.get(e, e) if e else None for e in (test.since, test.until))
    if since and until:
        return f"{ended} from the {since} to the {until}"
    if since:
        return f"{ended} {f'in the {test.within} ' if test.within else ''}from the {since} on"
    if until:
        return f"{ended} {f'in the {test.within} ' if test.within else ''}up to the {until}"
    return f"{ended}{_within(test.within, day)}"


def _within(period: str | None, day: str) -> str:
    return f" in the {period} to {day}" if period else f" at any time up to {day}"


def _age(ages: Ages | None) -> str:
    return f", aged {_years(ages)}" if ages else ""


def _age_then(ages: Ages | None) -> str:
    return f" when aged {_years(ages)}" if ages else ""


def _years(ages: Ages) -> str:
    if ages.below is None:
        return f"{ages.at_least or 0} or over"
    return f"under {ages.below}" if not ages.at_least else f"{ages.at_least} to {ages.below - 1}"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _lower(title: str) -> str:
    """A title inside a sentence; an abbreviation at its start stays as it is."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "the day asked about"
