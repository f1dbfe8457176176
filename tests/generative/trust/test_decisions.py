"""Decisions agree with the rule said another way, over a small world of agreements."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from wholeplace.place import Agreement
from wholeplace.trust import Bar, Request, decide

DAYS = [date(2012, 1, 1), date(2013, 1, 1), date(2014, 1, 1), date(2015, 1, 1)]
PURPOSES = ["matching", "planning", "individual-help"]
FIELDS = ["record", "offence", "offence.proven", "offence.dates", "*"]
GRAINS = ["aggregate", "pseudonymised", "named"]


@st.composite
def agreements(draw, name="a"):
    start, end = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True)))
    return Agreement.model_validate(
        {
            "id": name,
            "title": name,
            "parties": ["police", "council"],
            "purposes": draw(st.lists(st.sampled_from(PURPOSES), min_size=1, unique=True)),
            "programmes": draw(st.sampled_from([[], ["families"]])),
            "grain": draw(st.sampled_from(GRAINS)),
            "legal_power": "a test",
            "lawful_basis": "a test",
            "confidentiality": "a test",
            "from": start,
            "to": end,
            "review": end,
            "retention": "a test",
            "grant": [
                {
                    "source": draw(st.sampled_from(["one", "two"])),
                    "fields": draw(st.lists(st.sampled_from(FIELDS), min_size=1, unique=True)),
                }
            ],
            "signature": [
                {"party": party, "signed": draw(st.sampled_from([None, *DAYS]))}
                for party in ("police", "council")
            ],
        }
    )


REQUESTS = [
    Request(purpose, "one", fields, programme, grain)
    for purpose, fields, programme, grain in product(
        PURPOSES,
        [("record",), ("offence",), ("offence.proven",), ("record", "offence")],
        [None, "families"],
        GRAINS,
    )
]


def grants(agreement, request, at):
    """The rule, said backwards and without reasons."""
    words = {w for g in agreement.grants if g.source == request.source for w in g.fields}
    opened = {f for f in ("record", "offence", "offence.proven") if f in words or "*" in words}
    opened |= {"offence.proven"} if "offence" in words else set()
    opened |= {"offence"} if words & {"offence.proven", "offence.dates"} else set()
    return (
        set(request.fields) <= opened
        and request.purpose in agreement.purposes
        and agreement.start <= at < agreement.end
        and all(s.signed and s.signed <= at for s in agreement.signatures)
        and GRAINS.index(request.grain) <= GRAINS.index(agreement.grain)
        and (not agreement.programmes or request.programme in agreement.programmes)
    )


@given(st.lists(agreements(), max_size=3), st.sampled_from(DAYS))
@settings(max_examples=300, deadline=None)
def test_decisions_agree_with_the_rule_said_backwards(held, at):
    for request in REQUESTS:
        decision = decide(request, held, at)

        assert decision.permit == any(grants(a, request, at) for a in held)
        assert decision.reasons


@given(agreements(), agreements("b"), st.sampled_from(DAYS), st.sampled_from(REQUESTS))
@settings(max_examples=300, deadline=None)
def test_another_agreement_never_closes_what_one_opens(first, second, at, request):
    if decide(request, [first], at).permit:
        assert decide(request, [first, second], at).permit


@st.composite
def bars(draw):
    some = st.lists(st.sampled_from(FIELDS), min_size=1, unique=True)
    return Bar.model_validate(
        {
            "id": "a",
            "rule": "a test",
            "citation": "a test",
            "from": draw(st.sampled_from(DAYS)),
            "fields": draw(some),
            "fields_open": draw(st.one_of(st.just([]), some)),
            "partner_kinds": draw(st.sampled_from([[], ["police"]])),
            "purposes_open": draw(st.lists(st.sampled_from(PURPOSES), unique=True, max_size=1)),
            "powers": draw(st.sampled_from([[], ["a test"], ["another power"]])),
            "powers_open": draw(st.sampled_from([[], ["a test"], ["another power"]])),
            "instead": "a test",
        }
    )


@given(st.lists(agreements(), max_size=3), st.lists(bars(), max_size=3), st.sampled_from(DAYS))
@settings(max_examples=300, deadline=None)
def test_bars_never_permit_what_would_be_refused_without_them(held, law, at):
    for request in REQUESTS:
        barred = decide(request, held, at, law)

        assert barred.reasons
        if barred.permit:
            assert decide(request, held, at, bars=()).permit


@given(st.lists(agreements(), max_size=3), st.sampled_from(DAYS))
@settings(max_examples=100, deadline=None)
def test_a_bar_on_everything_permits_nothing(held, at):
    everything = {"id": "a", "rule": "a", "citation": "a", "instead": "a", "from": DAYS[0]}
    bar = Bar.model_validate({**everything, "fields": ["record", "offence", "offence.proven"]})

    assert not any(decide(request, held, at, [bar]).permit for request in REQUESTS)
