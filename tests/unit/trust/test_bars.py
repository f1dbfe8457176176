"""What the law forbids is refused though all have signed, from the day it came into force."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from support import trust as support
from wholeplace.place import load_vocabulary
from wholeplace.place.lawful import Power
from wholeplace.trust import (
    Bar,
    Request,
    decide,
    guidance_on,
    shipped_bars,
    shipped_guidance,
)

DIGITAL_ECONOMY = "Digital Economy Act 2017, section 35"
SERIOUS_VIOLENCE = "Police, Crime, Sentencing and Courts Act 2022, section 16"
GATEWAY = "Social Security (Information-sharing) Regulations 2012 (SI 2012/1483)"
RISK = "Approval CAG 7-04(a)/2013"
LAW = {bar.id: bar for bar in shipped_bars()}


def signed(power, fields=("*",), purposes=("individual-help", "planning", "safeguarding"), **more):
    """An agreement signed by all, for as long as any bar is dated."""
    return support.agreement(
        "signed-by-all",
        parties=["holder", "council"],
        purposes=list(purposes),
        power=power,
        start=date(2000, 1, 1),
        end=date(2030, 1, 1),
        grant=[{"source": "list", "fields": list(fields)}],
        **more,
    )


def ask(field, held_by=None, purpose="individual-help", grain="named"):
    return Request(purpose, "list", (field,), grain=grain, held_by=held_by)


BARRED = {
    "digital-economy-act-nhs": (ask("record", "nhs-provider"), DIGITAL_ECONOMY),
    "serious-violence-duty-health-and-care": (ask("looked_after", "council"), SERIOUS_VIOLENCE),
    "family-court-papers": (ask("care_proceedings.order", "courts", "planning"), "a power"),
    "social-security-information": (ask("record", "work-and-pensions"), "a power"),
    "revenue-and-customs-information": (ask("record", "treasury"), "a memorandum"),
    "risk-stratification-social-care": (ask("adult_care", "council"), RISK),
    "risk-stratification-results": (ask("emergency_admission", "nhs-provider", "planning"), RISK),
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


def test_hearings_give_analysis_their_day_their_case_and_what_they_were_for():
    whole = [signed("a power", ["court_hearing"])]

    def planned(field):
        return decide(ask(field, "courts", "planning"), whole, date(2014, 3, 31)).permit

    assert all(planned(f"court_hearing.{told}") for told in ("dates", "case", "sort"))
    assert not planned("court_hearing.outcome")


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


def test_a_memorandum_is_no_gateway_for_what_hmrc_holds_but_an_enactment_is():
    request = ask("record", "treasury", grain="aggregate")

    assert not decide(request, [signed("Memorandum of understanding")], date(2014, 3, 31)).permit
    assert decide(request, [signed(DIGITAL_ECONOMY)], date(2026, 1, 1)).permit
    section = "Commissioners for Revenue and Customs Act 2005, section 20"
    assert decide(request, [signed(section)], date(2014, 3, 31)).permit


def test_the_approval_to_stratify_risk_is_known_by_the_number_of_its_support():
    support = {"basis": "section-251", "because": "a test", "reference": "CAG 7-04(a)/2013"}
    rests = [signed("a health power", confidentiality=[support])]
    admissions = ask("emergency_admission", "nhs-provider", "planning", "pseudonymised")

    assert not decide(ask("adult_care", "council", "planning"), rests, date(2014, 1, 1)).permit
    assert decide(admissions, rests, date(2014, 1, 1)).permit


def test_who_is_at_risk_goes_back_to_direct_care_by_name_and_to_nobody_else():
    rests = [signed(RISK, purposes=("direct-care", "planning", "individual-help"))]
    day = date(2014, 1, 1)

    def named(purpose):
        return decide(ask("emergency_admission", "nhs-provider", purpose), rests, day).permit

    assert named("direct-care") and named("health-care")
    assert not named("planning") and not named("individual-help")


def test_a_bar_looks_at_what_the_holder_rests_on_not_at_what_others_do():
    powers = [
        {"statute": DIGITAL_ECONOMY, "bodies": ("council",)},
        {"statute": "National Health Service Act 2006, section 75", "bodies": ("holder",)},
    ]
    whole = signed(DIGITAL_ECONOMY)
    mixed = [whole.model_copy(update={"powers": tuple(Power(**power) for power in powers)})]
    request = replace(ask("record", "nhs-provider"), holder="holder")

    assert decide(request, mixed, date(2026, 1, 1)).permit
    assert not decide(replace(request, holder="council"), mixed, date(2026, 1, 1)).permit


def test_every_bar_and_all_guidance_is_dated_and_cited():
    for said in (*shipped_bars(), *shipped_guidance()):
        assert re.search(r"\d{4}", said.citation), said.id
        assert said.start < date(2026, 1, 1)


def test_guidance_is_shown_beside_a_use_and_refuses_nothing():
    request = ask("school_place", "schools", "safeguarding-children")
    [minded] = guidance_on(request, date(2014, 3, 31))

    assert minded.id == "ask-before-you-enquire"
    assert "[2013] EWHC 416" in str(minded)
    assert guidance_on(request, date(2013, 3, 12)) == ()
    assert guidance_on(ask("school_place", "schools", "planning"), date(2014, 3, 31)) == ()
    assert decide(request, [signed("a power")], date(2014, 3, 31)).permit
