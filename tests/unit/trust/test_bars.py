"""What the law forbids is refused though all have signed, from the day it came into force."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from wholeplace.place import Agreement, load_vocabulary
from wholeplace.trust import Bar, Request, decide, shipped_bars

DIGITAL_ECONOMY = "Digital Economy Act 2017, section 35"
SERIOUS_VIOLENCE = "Police, Crime, Sentencing and Courts Act 2022, section 16"
GATEWAY = "Social Security (Information-sharing) Regulations 2012 (SI 2012/1483)"
LAW = {bar.id: bar for bar in shipped_bars()}


def signed(power, fields=("*",), purposes=("individual-help", "planning", "safeguarding")):
    """An agreement signed by all, for as long as any bar is dated."""
    return Agreement.model_validate(
        {
            "id": "signed-by-all",
            "title": "Signed by all",
            "parties": ["holder", "council"],
            "purposes": list(purposes),
            "grain": "named",
            "legal_power": power,
            "lawful_basis": "Article 6(1)(e)",
            "confidentiality": "a test",
            "from": date(2010, 1, 1),
            "to": date(2030, 1, 1),
            "review": date(2029, 1, 1),
            "retention": "a test",
            "grant": [{"source": "list", "fields": list(fields)}],
            "signature": [
                {"party": party, "signed": date(2009, 12, 1)} for party in ("holder", "council")
            ],
        }
    )


def ask(field, held_by=None, purpose="individual-help", grain="named"):
    return Request(purpose, "list", (field,), grain=grain, held_by=held_by)


BARRED = {
    "digital-economy-act-nhs": (ask("record", "nhs-provider"), DIGITAL_ECONOMY),
    "serious-violence-duty-health-and-care": (ask("looked_after", "council"), SERIOUS_VIOLENCE),
    "family-court-papers": (ask("care_proceedings.order", "courts", "planning"), "a power"),
    "social-security-information": (ask("record", "work-and-pensions"), "a power"),
}
"""For each bar, a request it stops and the power under which it does."""


def test_each_shipped_bar_has_a_case_here():
    assert {*BARRED} == {*LAW}


@pytest.mark.parametrize("bar", BARRED)
def test_a_bar_begins_on_the_day_it_came_into_force(bar):
    request, power = BARRED[bar]
    first = LAW[bar].start

    assert decide(request, [signed(power)], first - timedelta(days=1)).permit
    assert not decide(request, [signed(power)], first).permit


@pytest.mark.parametrize("bar", BARRED)
def test_a_refusal_cites_the_law_and_says_what_to_do(bar):
    request, power = BARRED[bar]
    decision = decide(request, [signed(power)], date(2026, 1, 1))

    assert decision.agreement is None
    assert LAW[bar].citation in decision.reasons[0]
    assert LAW[bar].instead in decision.reasons[0]


@pytest.mark.parametrize("bar", BARRED)
def test_without_bars_signatures_are_enough(bar):
    request, power = BARRED[bar]

    assert decide(request, [signed(power)], date(2026, 1, 1), bars=()).permit


def test_health_data_may_not_rest_on_the_digital_economy_act_in_2018_but_2014_knew_no_such_act():
    request = ask("ae_attendance", "nhs-provider")

    assert decide(request, [signed(DIGITAL_ECONOMY)], date(2014, 3, 31)).permit
    assert not decide(request, [signed(DIGITAL_ECONOMY)], date(2018, 6, 1)).permit


def test_the_digital_economy_act_stays_open_to_the_bodies_it_names():
    police = ask("offence", "police")

    assert decide(police, [signed(DIGITAL_ECONOMY)], date(2026, 1, 1)).permit


def test_health_data_may_rest_on_a_health_power():
    power = "National Health Service Act 2006, section 75"

    assert decide(ask("record", "nhs-provider"), [signed(power)], date(2026, 1, 1)).permit


def test_a_hospital_record_stays_barred_when_a_council_hands_it_on():
    request = ask("ae_attendance", "council")

    assert not decide(request, [signed(DIGITAL_ECONOMY)], date(2026, 1, 1)).permit


def test_counts_of_patients_may_serve_the_serious_violence_duty():
    counts = ask("ae_attendance", "nhs-provider", "planning", "aggregate")

    assert decide(counts, [signed(SERIOUS_VIOLENCE)], date(2026, 1, 1)).permit


def test_court_papers_give_analysis_dates_and_case_numbers_and_nothing_else():
    whole = [signed("a power", ["care_proceedings"])]
    attributes = load_vocabulary().kinds["care_proceedings"].attributes

    def planned(field):
        return decide(ask(field, "courts", "planning"), whole, date(2014, 3, 31)).permit

    assert planned("care_proceedings")
    assert planned("care_proceedings.dates")
    assert [a for a in attributes if planned(f"care_proceedings.{a}")] == ["case"]


def test_court_papers_may_protect_the_child_they_are_about():
    safeguarding = ask("care_proceedings.order", "courts", "safeguarding")

    assert decide(safeguarding, [signed("a power")], date(2014, 3, 31)).permit


def test_asking_for_everything_asks_for_what_is_barred():
    assert not decide(ask("*", "courts", "planning"), [signed("a power")], date(2014, 3, 31)).permit


@pytest.mark.parametrize("power", [GATEWAY, GATEWAY.upper(), "under  SI\n2012/1483"])
def test_benefits_pass_by_their_own_gateway_however_it_is_written(power):
    request = ask("benefit_claim", "work-and-pensions")

    assert decide(request, [signed(power)], date(2014, 3, 31)).permit


def test_a_bar_is_said_beside_the_signature_that_another_agreement_awaits():
    gateway = signed(GATEWAY).model_copy(update={"id": "gateway", "parties": ("holder", "dwp")})
    request = ask("benefit_claim", "work-and-pensions")
    decision = decide(request, [signed("a power"), gateway], date(2014, 3, 31))

    assert decision.reasons == (
        "agreement 'gateway' awaits the signature of 'dwp', not asked yet",
        str(LAW["social-security-information"]),
    )


def test_a_bar_ends_on_its_last_day():
    ended = LAW["family-court-papers"].model_copy(update={"end": date(2014, 1, 1)})
    request, power = BARRED["family-court-papers"]

    assert not decide(request, [signed(power)], date(2013, 12, 31), [ended]).permit
    assert decide(request, [signed(power)], date(2014, 1, 1), [ended]).permit


def test_a_bar_must_say_what_it_touches():
    said = {"id": "a", "rule": "a", "citation": "a", "from": date(2014, 1, 1), "instead": "a"}

    with pytest.raises(ValidationError, match="partner_kinds"):
        Bar.model_validate(said)
