"""A request is permitted only by one agreement in force that grants all it asks for."""

from datetime import date

from support import trust as support
from wholeplace.trust import Request, decide, may_hold
from wholeplace.trust.validity import state

DAY = date(2014, 3, 31)


def agreement(**changes):
    parties = ["met-police", "westminster"]
    said = {
        "id": "youth-offending",
        "parties": parties,
        "purposes": ["individual-help"],
        "grant": [{"source": "offences", "fields": ["record", "offence"]}],
        "signature": [
            {"party": party, "asked": date(2011, 1, 1), "signed": date(2011, 2, 1)}
            for party in parties
        ],
    }
    return support.agreement(**{**said, **changes})


def ask(*fields, purpose="individual-help", source="offences", **more):
    return Request(purpose, source, fields or ("offence",), **more)


def test_nothing_is_permitted_without_an_agreement():
    decision = decide(ask(), [], DAY)

    assert not decision.permit
    assert decision.reasons == ("no agreement covers source 'offences'",)


def test_a_live_agreement_permits_and_is_named():
    decision = decide(ask("record", "offence", "offence.proven"), [agreement()], DAY)

    assert decision.permit
    assert decision.agreement == "youth-offending"


def test_agreements_may_be_given_by_id():
    assert decide(ask(), {"youth-offending": agreement()}, DAY).permit


def test_another_purpose_is_refused_by_name():
    decision = decide(ask(purpose="planning"), [agreement()], DAY)

    assert not decision.permit
    assert "for planning" in decision.reasons[0]
    assert "'youth-offending'" in decision.reasons[0]


def test_an_agreement_holds_from_its_first_day_until_its_last():
    assert not decide(ask(), [agreement()], date(2011, 3, 31)).permit
    assert decide(ask(), [agreement()], date(2011, 4, 1)).permit
    assert decide(ask(), [agreement()], date(2015, 3, 31)).permit
    assert not decide(ask(), [agreement()], date(2015, 4, 1)).permit


def test_an_ended_agreement_says_when_it_ended():
    decision = decide(ask(), [agreement(end=date(2013, 4, 1))], DAY)

    assert decision.reasons == ("agreement 'youth-offending' ended on 2013-04-01",)


def test_an_agreement_not_yet_begun_says_when_it_will():
    decision = decide(ask(), [agreement(start=date(2014, 9, 1))], DAY)

    assert decision.reasons == ("agreement 'youth-offending' does not begin until 2014-09-01",)


def test_a_missing_signature_names_the_party_and_the_wait():
    waiting = [
        {"party": "met-police", "asked": date(2014, 3, 1)},
        {"party": "westminster", "signed": date(2014, 3, 2)},
    ]
    decision = decide(ask(), [agreement(signature=waiting)], DAY)

    assert decision.reasons == (
        "agreement 'youth-offending' awaits the signature of 'met-police', asked 30 days ago",
    )


def test_a_party_without_a_signature_entry_has_not_signed():
    one = [{"party": "met-police", "signed": date(2011, 2, 1)}]
    decision = decide(ask(), [agreement(signature=one)], DAY)

    assert "'westminster', not asked yet" in decision.reasons[0]


def test_a_signature_counts_from_the_day_it_is_made():
    later = [
        {"party": "met-police", "signed": date(2014, 4, 1)},
        {"party": "westminster", "signed": date(2011, 2, 1)},
    ]

    assert not decide(ask(), [agreement(signature=later)], DAY).permit
    assert decide(ask(), [agreement(signature=later)], date(2014, 4, 1)).permit


def test_a_field_outside_the_grant_is_refused_by_name():
    decision = decide(ask("offence", "address"), [agreement()], DAY)

    expected = "agreement 'youth-offending' does not grant 'address' of 'offences'"
    assert decision.reasons == (expected,)


def test_dates_alone_may_be_granted():
    dates = [{"source": "offences", "fields": ["offence.dates"]}]
    only_dates = [agreement(grant=dates)]

    assert decide(ask("offence"), only_dates, DAY).permit
    assert not decide(ask("offence.proven"), only_dates, DAY).permit


def test_a_star_grants_every_field():
    everything = [agreement(grant=[{"source": "offences", "fields": ["*"]}])]

    assert decide(ask("record", "address", "offence.proven"), everything, DAY).permit


def test_one_agreement_must_grant_it_all():
    halves = [
        agreement(id="a", grant=[{"source": "offences", "fields": ["record"]}]),
        agreement(id="b", grant=[{"source": "offences", "fields": ["offence"]}]),
    ]

    assert not decide(ask("record", "offence"), halves, DAY).permit


def test_more_detail_than_agreed_is_refused():
    coarse = [agreement(grain="pseudonymised")]

    assert not decide(ask(grain="named"), coarse, DAY).permit
    assert decide(ask(grain="pseudonymised"), coarse, DAY).permit
    assert decide(ask(grain="aggregate"), coarse, DAY).permit


def test_an_agreement_may_be_tied_to_a_programme():
    tied = [agreement(programmes=["troubled-families"])]

    assert not decide(ask(), tied, DAY).permit
    assert decide(ask(programme="troubled-families"), tied, DAY).permit


def test_only_a_party_may_ask():
    assert decide(ask(organisation="westminster"), [agreement()], DAY).permit
    assert not decide(ask(organisation="prime-contractor"), [agreement()], DAY).permit


def test_the_pool_may_hold_what_some_use_opens():
    assert may_hold("offences", "offence", [agreement()], DAY, "named").permit
    assert not may_hold("offences", "arrest", [agreement()], DAY, "named").permit


def test_matching_alone_lets_no_activity_into_the_pool():
    matching = [agreement(purposes=["matching"])]

    assert not may_hold("offences", "offence", matching, DAY, "named").permit


def test_what_the_pool_may_not_hold_says_what_is_missing():
    ended = [agreement(end=date(2013, 4, 1))]

    assert may_hold("offences", "offence", ended, DAY, "named").reasons == (
        "agreement 'youth-offending' ended on 2013-04-01",
    )


def test_state_is_one_word_for_a_list():
    unsigned = agreement(signature=[{"party": "met-police"}])

    assert state(agreement(), DAY) == "in force"
    assert state(agreement(end=date(2013, 4, 1)), DAY) == "ended"
    assert state(agreement(start=date(2014, 9, 1)), DAY) == "not yet"
    assert state(unsigned, DAY) == "unsigned"
