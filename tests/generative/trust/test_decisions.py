"""Decisions agree with the rule said another way, over a small world of agreements."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from wholeplace.place import Agreement
from wholeplace.trust import Request, decide

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
