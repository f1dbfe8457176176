"""A consent stands from the day it is given to the day it is withdrawn or must be asked again."""

from datetime import date, timedelta
from itertools import product
from random import Random

from wholeplace.pooling.decisions import ConsentEvent
from wholeplace.pooling.decisions.consents import live
from wholeplace.pooling.decisions.deliveries import Who

FIRST = date(2014, 1, 1)
WHO = Who("nhs", None, "9990000026")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def given(on: int, until: int | None = None, wording: str = "w") -> ConsentEvent:
    last = None if until is None else day(until)
    return ConsentEvent("given", WHO, wording, wording, day(on), "form", last)


def withdrawn(on: int, wording: str = "w") -> ConsentEvent:
    return ConsentEvent("withdrawn", WHO, wording, wording, day(on))


def stands(events: list[ConsentEvent], on: int, who: str = "p") -> bool:
    return bool(list(live([(who, event) for event in events], day(on))))


def days(events: list[ConsentEvent], until: int = 12) -> list[int]:
    return [n for n in range(until) if stands(events, n)]


def test_day_by_day() -> None:
    assert days([given(2)]) == list(range(2, 12))
    assert days([given(2), withdrawn(5)]) == [2, 3, 4]
    assert days([given(2, until=6)]) == [2, 3, 4, 5]
    assert days([given(2), withdrawn(5), given(8)]) == [2, 3, 4, 8, 9, 10, 11]
    assert days([given(2, until=4), given(3, until=9)]) == [2, 3, 4, 5, 6, 7, 8]
    assert days([withdrawn(2)]) == []


def test_withdrawn_on_the_day_it_was_given_it_never_stood() -> None:
    assert days([given(2), withdrawn(2)]) == days([withdrawn(2), given(2)]) == []


def test_one_wording_withdrawn_leaves_the_other() -> None:
    events = [given(1, wording="a"), given(1, wording="b"), withdrawn(3, wording="a")]
    standing = {event.wording for _, event in live([("p", e) for e in events], day(5))}
    assert standing == {"b"}


def test_a_person_known_by_two_names_withdraws_with_either() -> None:
    other = Who(None, "a-source", "17")
    left = ConsentEvent("withdrawn", other, "w", "w", day(3))
    assert stands([given(1), left], 2) and not stands([given(1), left], 3)


def test_another_persons_withdrawal_is_their_own() -> None:
    said = [("p", given(1)), ("q", given(1)), ("q", withdrawn(2))]
    assert [person for person, _ in live(said, day(4))] == ["p"]


def test_it_agrees_with_walking_through_the_days() -> None:
    random = Random(3)
    for _ in range(300):
        events = [
            random.choice([given(n, random.choice([None, n + 3])), withdrawn(n)])
            for n in sorted(random.sample(range(9), random.randint(1, 5)))
        ]
        random.shuffle(events)
        for on in range(12):
            assert stands(events, on) == walked(events, on), (events, on)


def walked(events: list[ConsentEvent], on: int) -> bool:
    """Each day in turn: what is said that day, then whether the time is up."""
    until: date | None = None
    standing = False
    for today, event in product(map(day, range(on + 1)), events):
        if event.on == today:
            standing = event.what == "given"
            until = event.until
    return standing and (until is None or day(on) < until)
