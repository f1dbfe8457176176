"""Decisions agree with a second telling of the rule, at random and over all of a small world."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.trust import worlds
from support.trust.oracle import Paper, Question, ask
from wholeplace.trust import decide

PER_WORLD = 200


def compare(seed: int, worlds_made: int) -> Counter[bool]:
    """Ask many questions of many worlds, in both tellings."""
    random, permits = Random(seed), Counter[bool]()
    for _ in range(worlds_made):
        papers = [worlds.paper(random, f"a{n}") for n in range(random.randint(0, 3))]
        laws = [worlds.law(random, f"b{n}") for n in range(random.randint(0, 2))]
        lists = [worlds.listed(random, f"l{n}") for n in range(random.randint(0, 2))]
        held = [worlds.as_agreement(paper) for paper in papers]
        bars = [worlds.as_bar(law) for law in laws]
        objections = [worlds.as_objection(one) for one in lists]
        for _ in range(PER_WORLD):
            question = worlds.question(random, papers)
            day = random.choice(worlds.DAYS)
            decision = decide(worlds.as_request(question), held, worlds.day(day), bars, objections)
            told = worlds.as_answered(decision)
            expected = ask(question, papers, day, laws, lists)

            assert told == expected, (question, day, papers, laws, lists)
            assert decision.permit == bool(expected.grounds)
            assert decision.reasons
            permits[decision.permit] += 1
    return permits


def test_twenty_thousand_random_decisions_agree() -> None:
    permits = compare(seed=1, worlds_made=110)

    assert permits.total() >= 20_000
    assert min(permits.values()) > 1_500, "both answers are often asked for"


@pytest.mark.slow
def test_a_million_random_decisions_agree() -> None:
    permits = compare(seed=2, worlds_made=5_000)

    assert permits.total() >= 1_000_000


def agree(papers: list[Paper], questions: list[Question], days: range = worlds.DAYS) -> int:
    """Every question to every agreement on every day; how many were permitted."""
    requests = [(question, worlds.as_request(question)) for question in questions]
    permitted = 0
    for paper in papers:
        held = [worlds.as_agreement(paper)]
        for (question, request), day in product(requests, days):
            told = worlds.as_answered(decide(request, held, worlds.day(day), (), ()))
            assert told == ask(question, [paper], day, (), ()), (question, day, paper)
            permitted += bool(told.grounds)
    return permitted


def test_all_of_purpose_field_and_signature() -> None:
    papers = [
        Paper("a", purposes=purposes, grants=(("one", words),), signed=signed)
        for purposes, words, signed in product(
            [("planning",), ("needs-assessment",), ("direct-care",), ("matching", "planning")],
            [("record",), ("offence",), ("offence.dates",), ("offence.proven",), ("*",)],
            [(1, 1), (1, None), (None, None), (1, 2), (3, 1)],
        )
    ]
    questions = [
        Question(purpose, source, fields)
        for purpose, source, fields in product(
            worlds.ALL_PURPOSES,
            ["one", "two"],
            [(w,) for w in worlds.WORDS] + [("record", "offence"), ("offence", "offence.dates")],
        )
    ]
    assert len(papers) * len(questions) * len(worlds.DAYS) >= 40_000
    assert agree(papers, questions) > 400


def test_all_of_grain_recipient_area_role_and_programme() -> None:
    papers = [
        Paper("a", areas=areas, users=users, programmes=tied, grain=grain, publish=publish, to=to)
        for areas, users, tied, grain, publish, to in product(
            [(), ("E09000033",)],
            [(), ("analyst",)],
            [(), ("families",)],
            worlds.GRAINS,
            ["nothing", "protected-counts"],
            [(), ("trust",)],
        )
    ]
    questions = [
        Question("planning", "one", ("offence",), programme, grain, who, None, None, (), *rest)
        for programme, grain, who, *rest in product(
            [None, "families", "another"],
            worlds.GRAINS,
            [None, "police", "trust", "stranger"],
            ["compile", "run", "release"],
            [(), ("E09000033",), ("E09000020",)],
            [None, "analyst", "clerk"],
        )
    ]
    assert len(papers) * len(questions) >= 90_000
    assert agree(papers, questions, range(1, 2)) > 5_000


DAYS = [worlds.day(day) for day in worlds.DAYS]


@given(st.integers(0, 10_000), st.sampled_from(DAYS))
@settings(max_examples=200, deadline=None)
def test_another_agreement_never_closes_what_one_opens(seed: int, at: date) -> None:
    random = Random(seed)
    first, second = (worlds.as_agreement(worlds.paper(random, id)) for id in "ab")
    for _ in range(20):
        request = worlds.as_request(worlds.question(random))
        one, both = decide(request, [first], at), decide(request, [first, second], at)
        assert both.permit or not one.permit
        assert {g.agreement for g in one.grounds} <= {g.agreement for g in both.grounds}


@given(st.integers(0, 10_000), st.sampled_from(DAYS))
@settings(max_examples=200, deadline=None)
def test_bars_never_permit_what_would_be_refused_without_them(seed: int, at: date) -> None:
    random = Random(seed)
    held = [worlds.as_agreement(worlds.paper(random, id)) for id in "ab"]
    law = [worlds.as_bar(worlds.law(random, id)) for id in "cd"]
    for _ in range(20):
        request = worlds.as_request(worlds.question(random))
        freely = decide(request, held, at, bars=()).permit
        assert freely or not decide(request, held, at, law).permit


@given(st.integers(0, 10_000), st.sampled_from(DAYS))
@settings(max_examples=200, deadline=None)
def test_an_objection_narrows_a_permission_and_never_ends_or_widens_it(seed: int, at: date) -> None:
    random = Random(seed)
    held = [worlds.as_agreement(worlds.paper(random, id)) for id in "ab"]
    lists = [worlds.as_objection(worlds.listed(random, id)) for id in ("l0", "l1")]
    for _ in range(20):
        request = worlds.as_request(worlds.question(random))
        without, narrowed = (decide(request, held, at, objections=o).grounds for o in ((), lists))
        assert [replace(ground, objections=()) for ground in narrowed] == list(without)
