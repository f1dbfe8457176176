"""Definitions and towns made up by the hundred, thick with boundaries and gaps."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from wholeplace.place import Cohort, add_months

from . import KENSINGTON, VOCABULARY, WESTMINSTER, Town, cohort, stated

KINDS = [
    "ae_attendance",
    "adult_care",
    "exclusion",
    "absence",
    "offence",
    "benefit_claim",
    "tenancy",
]
DAYS = [date(2014, 3, 31), date(2012, 2, 29), date(2013, 2, 28), date(2013, 3, 1)]
PERIODS = [
    "1 day",
    "30 days",
    "2 weeks",
    "1 month",
    "6 months",
    "12 months",
    "12 months",
    "2 years",
]
AGES = [0, 1, 5, 10, 17, 18, 19, 65]
WORDS = ["east", "west"]
TENTHS = st.integers(1, 40).map(lambda n: Decimal(n) / 10)


@st.composite
def wheres(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    attributes = VOCABULARY.kinds[kind].attributes
    names = draw(st.lists(st.sampled_from(sorted(attributes)), unique=True, max_size=2))
    return {name: draw(_values(attributes[name])) for name in names}


def _values(attribute: Any) -> st.SearchStrategy[Any]:
    if attribute.type == "flag":
        return st.booleans()
    if attribute.type == "integer":
        return st.integers(0, 4) | _ranges(st.integers(0, 4))
    if attribute.type == "date":
        return _ranges(st.sampled_from(DAYS))
    one = st.sampled_from(sorted(attribute.values or WORDS))
    return one | st.lists(one, min_size=1, max_size=3, unique=True).map(tuple)


def _ranges(ends: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    both = st.lists(ends, min_size=2, max_size=2, unique=True).map(sorted)
    return st.one_of(
        ends.map(lambda end: {"at_least": end}),
        ends.map(lambda end: {"below": end}),
        both.map(lambda pair: {"at_least": pair[0], "below": pair[1]}),
    )


@st.composite
def tests(draw: st.DrawFn, events: tuple[str, ...] = ()) -> dict[str, Any]:
    kind = draw(st.sampled_from(KINDS))
    test: dict[str, Any] = draw(_questions(kind))
    lasting = VOCABULARY.kinds[kind].lasting
    if VOCABULARY.kinds[kind].attributes:
        test["where"] = draw(st.just({}) | wheres(kind))
    hung = ["since", "until", "both"] if events else []
    when = draw(st.sampled_from(["ever", "open", "within", "within", *hung]))
    if when == "within" or (when in ("since", "until") and draw(st.booleans())):
        test["within"] = draw(st.sampled_from(PERIODS))
    if when in ("since", "both"):
        test["since"] = draw(st.sampled_from(events))
    if when in ("until", "both"):
        test["until"] = draw(st.sampled_from(events))
    test["open"] = when == "open" and lasting
    if lasting and not test["open"] and draw(st.integers(0, 3)) == 0:
        test["day"] = "end"
    if draw(st.booleans()):
        test["age"] = draw(_ages())
    if draw(st.integers(0, 3)) == 0:
        test["age_then"] = draw(_ages())
    return test


@st.composite
def happenings(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """An event of a made-up rule."""
    kind = draw(st.sampled_from(KINDS))
    event: dict[str, Any] = {
        "id": name,
        "title": name,
        draw(st.sampled_from(["first", "last"])): kind,
    }
    if VOCABULARY.kinds[kind].attributes:
        event["where"] = draw(st.just({}) | wheres(kind))
    if VOCABULARY.kinds[kind].lasting:
        event["day"] = draw(st.sampled_from(["start", "end"]))
    if draw(st.booleans()):
        event["within"] = draw(st.sampled_from(PERIODS))
    if draw(st.integers(0, 3)) == 0:
        event["age_then"] = draw(_ages())
    return event


def _questions(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    limit = st.sampled_from(["at_least", "at_least", "below"])
    asked = [
        st.sampled_from(["exists", "exists", "none", "first", "last"]).map(lambda q: {q: kind}),
        st.tuples(limit, st.integers(1, 3)).map(lambda n: {"count": kind, n[0]: Decimal(n[1])}),
        st.tuples(limit, TENTHS).map(lambda n: {"sum": kind, n[0]: n[1]}),
    ]
    whole = [n for n, a in VOCABULARY.kinds[kind].attributes.items() if a.type == "integer"]
    if whole:
        of = st.tuples(st.sampled_from(whole), limit, TENTHS)
        asked.append(of.map(lambda n: {"sum": kind, "of": n[0], n[1]: n[2]}))
    if kind == "absence":
        parts = st.sampled_from(["unauthorised", ("authorised", "unauthorised")])
        percents = st.sampled_from([25, 50, 75, 100]) | st.integers(1, 120)
        shares = st.tuples(parts, limit, percents).map(
            lambda n: {
                "rate": kind,
                "numerator": n[0],
                "denominator": "possible",
                n[1]: Decimal(n[2]) / 100,
            }
        )
        asked += [shares, shares]
    return st.one_of(asked)


@st.composite
def _ages(draw: st.DrawFn) -> dict[str, int]:
    low, high = sorted(draw(st.lists(st.sampled_from(AGES), min_size=2, max_size=2, unique=True)))
    return draw(
        st.sampled_from([{"at_least": low}, {"below": high}, {"at_least": low, "below": high}])
    )


@st.composite
def cohorts(draw: st.DrawFn) -> Cohort:
    unit = draw(st.sampled_from(["person", "household"]))
    members = ["self"] if unit == "person" else ["any", "any", "all"]
    names = draw(st.sampled_from([(), (), ("one",), ("one", "other")]))
    events = [draw(happenings(name)) for name in names]
    criteria = draw(st.lists(_criteria(members, names), min_size=1, max_size=3))
    most = sum(int(c["points"]["value"]) if "points" in c else 1 for c in criteria)
    return cohort(*criteria, unit=unit, at_least=draw(st.integers(1, most)), event=events)


@st.composite
def _criteria(draw: st.DrawFn, members: list[str], events: tuple[str, ...]) -> dict[str, Any]:
    asked = draw(st.lists(tests(events), min_size=1, max_size=3).map(tuple))
    how = draw(st.sampled_from(["any", "any", "all", "some"]))
    criterion = {"member": draw(st.sampled_from(members)), "all" if how == "all" else "any": asked}
    if how == "some":
        criterion["at_least"] = Decimal(draw(st.integers(1, len(asked))))
    if draw(st.integers(0, 3)) == 0:
        criterion["points"] = stated(draw(st.integers(1, 3)))
    return criterion


def town(seed: int, as_at: date, people: int = 24, activities: int = 160) -> Town:
    """A town made from a seed, so that a failing one is found again."""
    random = Random(seed)
    made = Town()
    for number in range(people):
        _person(made, random, f"p{number:03}", as_at)
    for _ in range(activities):
        _activity(made, random, f"p{random.randrange(people):03}", as_at)
    for _ in range(40):
        _coverage(made, random, as_at)
    return made


def _person(made: Town, random: Random, name: str, as_at: date) -> None:
    birthday = add_months(as_at, -12 * random.choice([*AGES, 30, 80]))
    near = birthday + timedelta(days=random.choice([-400, -1, 0, 1, 200]))
    born = None if random.random() < 0.1 else random.choice([near] * 4 + [date(1996, 2, 29)])
    died = as_at + timedelta(days=random.choice([-1, 0, 1])) if random.random() < 0.2 else None
    borough = random.choice([WESTMINSTER, WESTMINSTER, KENSINGTON, None])
    made.person(name, born, borough=borough, died=died)
    for _ in range(random.choice([0, 1, 1, 1, 2])):
        since = random.choice([None, as_at + timedelta(days=random.choice([-99, 0, 1]))])
        until = random.choice([None, None, as_at + timedelta(days=random.choice([0, 1]))])
        made.lives(name, f"h{random.randrange(8)}", since, until)


def _activity(made: Town, random: Random, person: str, as_at: date) -> None:
    kind = random.choice(KINDS)
    start, end = _dates(random, kind, as_at)
    attributes = VOCABULARY.kinds[kind].attributes
    made.did(
        random.choice([person] * 9 + [None]),
        kind,
        start,
        end,
        quantity=random.choice([None, 0.0, 0.5, 1.0, 1.0005, 2.25, 3.0, -1.0]),
        pence=random.choice([None, 0, 1, 99, 5000, 5000, 123457, -250]),
        source=random.choice(["one", "two"]),
        **{name: _attribute(random, attribute) for name, attribute in attributes.items()},
    )


def _dates(random: Random, kind: str, as_at: date) -> tuple[date | None, date | None]:
    months = random.choice([0, -1, -6, -12, -24, -36])
    start = add_months(as_at, months) + timedelta(days=random.choice([-1, 0, 1, 2, 14]))
    if random.random() < 0.02:
        return None, None
    if not VOCABULARY.kinds[kind].lasting or random.random() < 0.3:
        return start, None
    lasted = timedelta(days=random.choice([0, 1, 30, 365, 400]))
    return start, random.choice([start + lasted, max(start, as_at), as_at + timedelta(days=1)])


def _attribute(random: Random, attribute: Any) -> Any:
    if random.random() < 0.1:
        return None
    if attribute.type == "flag":
        return random.random() < 0.5
    if attribute.type == "integer":
        return random.randrange(5)
    return random.choice(sorted(attribute.values or WORDS))


def _coverage(made: Town, random: Random, as_at: date) -> None:
    years = random.choice([-5, -5, -2, -1, 0])
    start = add_months(as_at, 12 * years) + timedelta(days=random.choice([0, 1]))
    made.covers(
        *random.sample(KINDS, 3),
        area=random.choice([WESTMINSTER, KENSINGTON]),
        ages=random.choice([(0, 130), (0, 18), (5, 18), (10, 17), (1, 10), (18, 65), (65, 130)]),
        start=start,
        end=random.choice([start + timedelta(days=365), as_at, *[as_at + timedelta(days=1)] * 3]),
        source=random.choice(["one", "two"]),
    )
