"""A refusal comes in parts that can be acted on: whose signature, how long, which bar."""

from datetime import date

from support import trust as support
from wholeplace.trust import Awaited, Bar, Request, why_not

DAY = date(2014, 3, 31)
ASKED = Request("planning", "list", ("offence",))
BAR = Bar.model_validate(
    {
        "id": "no-offences",
        "rule": "offences may not be planned with",
        "citation": "A test Act 2010",
        "from": date(2010, 1, 1),
        "fields": ["offence"],
        "powers": ["a weak power"],
        "instead": "find a strong one",
    }
)


def agreement(name, signed=(), asked=None, power="a power", until=date(2015, 1, 1), **more):
    signature = [
        {"party": p, "asked": asked, "signed": date(2011, 1, 1) if p in signed else None}
        for p in ("police", "council")
    ]
    grant = [{"source": "list", "fields": ["offence"]}]
    said = {"end": until, "power": power, "grant": grant, "signature": signature}
    return support.agreement(name, **{**said, **more})


def test_nothing_is_missing_for_what_is_permitted():
    assert why_not(ASKED, [agreement("a", signed=("police", "council"))], DAY) is None


def test_each_missing_signature_has_its_wait():
    why = why_not(ASKED, [agreement("a", signed=("council",), asked=date(2014, 3, 1))], DAY)

    assert why.awaited == (Awaited("a", "police", date(2014, 3, 1), 30),)
    assert why.lines == ("agreement 'a' awaits the signature of 'police', asked 30 days ago",)


def test_a_party_not_asked_has_no_wait():
    why = why_not(ASKED, [agreement("a", signed=("council",), asked=date(2014, 4, 1))], DAY)

    assert why.awaited == (Awaited("a", "police", None, None),)


def test_signatures_to_an_ended_agreement_are_not_waited_for():
    why = why_not(ASKED, [agreement("a", until=date(2014, 1, 1))], DAY)

    assert why.awaited == ()
    assert why.reasons == ("agreement 'a' ended on 2014-01-01",)


def test_signatures_to_a_barred_agreement_are_not_waited_for():
    why = why_not(ASKED, [agreement("a", power="a weak power")], DAY, [BAR])

    assert why.awaited == ()
    assert why.bars == (BAR,)
    assert why.lines == (str(BAR),)


def test_agreements_for_other_purposes_are_not_waited_for():
    why = why_not(ASKED, [agreement("a", purposes=["matching"])], DAY)

    assert why.awaited == ()
    assert "for planning" in why.reasons[0]


def test_a_signature_that_would_help_is_said_beside_an_agreement_that_grants_less():
    less = agreement("a", ("police", "council"), grant=[{"source": "list", "fields": ["arrest"]}])
    why = why_not(ASKED, [less, agreement("b", signed=("council",))], DAY)

    assert why.reasons == ("agreement 'a' does not grant 'offence' of 'list'",)
    assert why.lines[1:] == ("agreement 'b' awaits the signature of 'police', not asked yet",)
