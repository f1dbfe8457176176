"""What each objection stops, where it gives way, and from when: boundary by boundary."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from support import trust as support
from wholeplace.place import load_vocabulary, shipped_objections
from wholeplace.place.purposes import top_purposes
from wholeplace.trust import Request, decide

NOW = date(2026, 1, 1)
OPT_OUT = shipped_objections()["national-data-opt-out"]
PATIENT = frozenset({"special-category", "confidential-patient"})
OFFENCE = frozenset({"criminal-offence"})
HELD = {"start": date(1999, 1, 1), "end": date(2030, 1, 1)}


def asked(purpose="planning", classes=PATIENT, held_by="nhs-provider", **more):
    return Request(purpose, "list", ("record",), held_by=held_by, classes=classes, **more)


def stopped_by(request, at=NOW, **terms):
    """Objections whose people's rows are not read."""
    purposes = {"purposes": [request.purpose]}
    [ground] = decide(request, [support.agreement(**HELD, **purposes, **terms)], at).grounds
    return set(ground.objections)


def rests(basis, **more):
    return {"confidentiality": [{"basis": basis, "because": "a test", "reference": "1", **more}]}


def test_the_national_opt_out_begins_on_its_day_and_not_before():
    day = OPT_OUT.start
    assert day == date(2018, 5, 25)
    assert OPT_OUT.id in stopped_by(asked(), day)
    assert OPT_OUT.id not in stopped_by(asked(), day - timedelta(days=1))


@pytest.mark.parametrize("purpose", [p for p in top_purposes() if p != "matching"])
def test_the_national_opt_out_stops_every_purpose_but_the_persons_own_care(purpose):
    found = OPT_OUT.id in stopped_by(asked(purpose), **rests("section-251"))
    assert found == (purpose != "direct-care")


@pytest.mark.parametrize("purpose", ["health-care", "adult-care", "direct-care"])
def test_care_of_either_kind_is_never_touched(purpose):
    assert OPT_OUT.id not in stopped_by(asked(purpose))


def test_matching_is_never_touched_by_any_objection():
    assert stopped_by(asked("matching")) == set()


@pytest.mark.parametrize(
    ("kind", "touched"),
    [
        ("ae_attendance", True),
        ("mental_health_contact", True),
        ("adult_care", True),
        ("offence", False),
        ("absence", False),
        ("exclusion", False),
        ("looked_after", False),
        ("child_protection_plan", False),
        ("tenancy", False),
        ("benefit_claim", False),
    ],
)
def test_it_is_about_patients_and_adult_care_and_never_police_school_or_childrens_data(
    kind, touched
):
    classes = frozenset(load_vocabulary().kinds[kind].classes)
    assert (OPT_OUT.id in stopped_by(asked(classes=classes, held_by="council"))) == touched


@pytest.mark.parametrize("basis", ["explicit-consent", "statutory-duty", "public-interest"])
def test_it_gives_way_to_consent_to_the_law_and_to_an_overriding_public_interest(basis):
    assert OPT_OUT.id not in stopped_by(asked(), **rests(basis))


@pytest.mark.parametrize("basis", ["section-251", "not-confidential"])
def test_it_does_not_give_way_to_support_nor_to_a_claim_of_no_confidence(basis):
    assert OPT_OUT.id in stopped_by(asked(), **rests(basis))


def test_it_gives_way_only_for_the_purpose_whose_basis_is_stronger():
    bases = {
        "confidentiality": [
            {"basis": "explicit-consent", "because": "a test", "purposes": ["individual-help"]},
            {
                "basis": "section-251",
                "because": "a test",
                "reference": "1",
                "purposes": ["planning"],
            },
        ]
    }
    terms = {**HELD, "purposes": ["individual-help", "planning"], **bases}
    held = [support.agreement(**terms)]

    def stops(purpose):
        return OPT_OUT.id in decide(asked(purpose), held, NOW).grounds[0].objections

    assert stops("planning") and not stops("individual-help")


def test_a_type_1_objection_is_about_what_a_practice_holds():
    assert "type-1" in stopped_by(asked(held_by="general-practice"))
    assert "type-1" not in stopped_by(asked(held_by="nhs-provider"))
    assert "type-1" not in stopped_by(asked("health-care", held_by="general-practice"))


def test_the_right_to_object_took_over_from_section_10_on_one_day():
    request, last = asked(classes=OFFENCE, held_by="police"), date(2018, 5, 24)
    assert stopped_by(request, last) == {"section-10-notice"}
    assert stopped_by(request, last + timedelta(days=1)) == {"article-21"}


@pytest.mark.parametrize(
    ("article", "touched"),
    [("6(1)(e)", True), ("6(1)(f)", True), ("6(1)(c)", False), ("6(1)(a)", False)],
)
def test_the_right_to_object_is_to_public_tasks_and_legitimate_interests(article, touched):
    basis = [{"article": article, "law": "a test"}]
    request = asked(classes=OFFENCE, held_by="police")
    assert ("article-21" in stopped_by(request, basis=basis)) == touched


def test_law_enforcement_by_a_competent_authority_is_not_objected_to_under_article_21():
    basis = [
        {"article": "part-3", "law": "a test", "parties": ["police"]},
        {"article": "6(1)(e)", "law": "a test", "parties": ["council"]},
    ]
    request = asked(classes=OFFENCE, held_by="police")
    assert "article-21" not in stopped_by(replace(request, holder="police"), basis=basis)
    assert "article-21" in stopped_by(replace(request, holder="council"), basis=basis)


def test_what_the_law_gives_is_honoured_whatever_is_agreed_and_the_rest_where_it_is():
    own = support.objection("own-list", classes=["confidential-patient"])
    lists = [OPT_OUT, own]

    def stops(objections):
        held = [support.agreement(**HELD, objections=objections)]
        return decide(asked(), held, NOW, objections=lists).grounds[0].objections

    assert stops({"none": "nobody asked"}) == (OPT_OUT.id,)
    assert stops(["own-list"]) == (OPT_OUT.id, "own-list")
