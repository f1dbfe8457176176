"""A cohort reads what agreements grant for its purpose, and says why it may not read the rest."""

from datetime import date

import pytest
from pydantic import ValidationError

from support.cohorts import (
    AS_AT,
    WESTMINSTER,
    Town,
    cohort,
    rule,
    shipped,
    shipped_concentration,
    units,
)
from support.cohorts.places import Uses, agreement, place, source
from wholeplace.cohorts import (
    CohortRefused,
    concentration_in,
    evaluate_in,
    fields_read,
    frames_for,
    permitted,
    released,
    unused_grants,
)

PROVEN = {"exists": "offence", "where": {"proven": True}}
CLAIM = {"exists": "benefit_claim", "open": True}
ASKED = rule(PROVEN)


def two_offenders() -> Town:
    """One offender in each of two lists."""
    town = Town().person("p").person("q")
    town.did("p", "offence", AS_AT, source="list-one", proven=True)
    return town.did("q", "offence", AS_AT, source="list-two", proven=True)


def test_fields_read_are_the_kinds_and_the_attributes_that_are_named() -> None:
    fields = fields_read(shipped("troubled-families-phase1"))
    assert fields["offence"] == ("offence", "offence.proven")
    assert fields["absence"] == ("absence", "absence.unauthorised", "absence.possible")
    assert fields["asb_action"] == ("asb_action",)
    assert fields_read(shipped_concentration("concentration-health-and-care"))["adult_care"] == (
        "adult_care",
    )


def test_only_granted_sources_are_read() -> None:
    there = place(
        {"list-one": "offence", "list-two": "offence"}, agreement("a", {"list-one": ["offence"]})
    )
    permission = permitted(ASKED, there, AS_AT)
    assert permission.permit
    assert permission.sources == {"offence": ("list-one",)}
    assert "list-two" in permission.reasons[0]
    assert units(evaluate_in(there, ASKED, two_offenders().frames())) == ["p"]


def test_a_kind_that_nobody_grants_refuses_the_question_and_says_why() -> None:
    there = place({"list-one": "offence"}, agreement("a", {"list-one": ["offence.category"]}))
    with pytest.raises(CohortRefused) as refused:
        evaluate_in(there, ASKED, two_offenders().frames())
    said = str(refused.value)
    assert "no agreement grants offence" in said
    assert "does not grant 'offence.proven' of 'list-one'" in said


def test_an_unsigned_agreement_names_the_party_that_has_not_signed() -> None:
    unsigned = agreement(
        "a",
        {"list-one": ["offence"]},
        signature=[
            {"party": "police", "signed": date(2011, 3, 1)},
            {"party": "council", "asked": date(2014, 1, 1)},
        ],
    )
    with pytest.raises(CohortRefused, match="council"):
        evaluate_in(place({"list-one": "offence"}, unsigned), ASKED, two_offenders().frames())


def test_an_agreement_past_its_end_opens_nothing() -> None:
    there = place({"list-one": "offence"}, agreement("a", {"list-one": ["offence"]}))
    assert permitted(ASKED, there, date(2015, 3, 31)).permit
    assert not permitted(ASKED, there, date(2015, 4, 1)).permit


def test_a_kind_that_no_source_holds_says_so() -> None:
    made = cohort({"any": [PROVEN, CLAIM], "member": "self"})
    there = place({"list-one": "offence"}, agreement("a", {"list-one": ["*"]}))
    permission = permitted(made, there, AS_AT)
    assert not permission.permit
    assert permission.reasons == ("benefit_claim: no source of this place holds it",)
    with pytest.raises(CohortRefused, match="benefit_claim: no source of this place"):
        frames_for(made, there, two_offenders().frames(), AS_AT)


def test_counts_by_area_answer_no_question_about_people() -> None:
    there = place({}, agreement("a", {"counts": ["*"]}))
    there.sources["counts"] = source("counts", "offence", "aggregate")
    assert permitted(ASKED, there, AS_AT).sources == {"offence": ()}


def test_an_agreement_for_a_programme_opens_that_programmes_cohort() -> None:
    tied = agreement("a", {"list-one": ["offence"]}, programmes=["families"])
    mine = Uses("families", cohort="made-up")
    other = Uses("families", cohort="another")
    assert permitted(ASKED, place({"list-one": "offence"}, tied, programmes=(mine,)), AS_AT).permit
    assert not permitted(
        ASKED, place({"list-one": "offence"}, tied, programmes=(other,)), AS_AT
    ).permit


def test_help_for_a_named_person_needs_names() -> None:
    helping = ASKED.model_copy(update={"purpose": "individual-help"})
    grants = {"list-one": ["offence"]}
    veiled = agreement("a", grants, purposes=["individual-help"])
    named = agreement("b", grants, purposes=["individual-help"], grain="named")
    assert not permitted(helping, place({"list-one": "offence"}, veiled), AS_AT).permit
    assert permitted(helping, place({"list-one": "offence"}, named), AS_AT).permit


def test_costs_are_ranked_over_what_may_be_read() -> None:
    definition = shipped_concentration("concentration-health-and-care")
    definition = definition.model_copy(update={"kinds": ("ae_attendance",)})
    town = Town().residents(10).person("p")
    town.did("p", "ae_attendance", date(2013, 5, 1), pence=100, source="list-one")
    town.did("p", "ae_attendance", date(2013, 5, 1), pence=900, source="list-two")
    both = {"list-one": "ae_attendance", "list-two": "ae_attendance"}
    there = place(both, agreement("a", {"list-one": ["*"]}))
    assert concentration_in(there, definition, town.frames()).total_pence == 100
    with pytest.raises(CohortRefused, match="ae_attendance"):
        concentration_in(place(both), definition, town.frames())


def test_the_question_is_asked_on_the_day_the_definition_fixes() -> None:
    made = cohort({"any": [PROVEN], "member": "self"}, as_at=date(2015, 4, 1))
    there = place({"list-one": "offence"}, agreement("a", {"list-one": ["offence"]}))
    with pytest.raises(CohortRefused):
        evaluate_in(there, made, Town().person("p", borough=WESTMINSTER).frames())


def test_what_was_permitted_when_it_was_made_ready_is_asked_again_when_it_is_run() -> None:
    there = place({"list-one": "offence"}, agreement("a", {"list-one": ["offence"]}))
    assert permitted(ASKED, there, date(2015, 3, 31), stage="compile").permit
    with pytest.raises(CohortRefused, match="ended on 2015-04-01"):
        evaluate_in(there, ASKED, two_offenders().frames(), date(2015, 4, 1))


def test_fields_that_are_asked_for_and_not_used_are_refused_by_name() -> None:
    there = place({"list-one": "offence"}, agreement("a", {"list-one": ["*"]}))
    needed = ["offence", "offence.proven"]
    assert permitted(ASKED, there, AS_AT, asked_for=needed).permit

    permission = permitted(ASKED, there, AS_AT, asked_for=[*needed, "offence.category", "record"])
    assert not permission.permit
    assert permission.unused == ("offence.category", "record")
    assert "does not use them: leave out what is not needed" in str(CohortRefused(permission))


def test_a_definition_that_asks_for_more_than_it_uses_is_refused_when_it_is_read() -> None:
    with pytest.raises(ValidationError, match=r"asks for offence\.category, which no criterion"):
        cohort({"any": [PROVEN]}, fields=["offence", "offence.proven", "offence.category"])
    with pytest.raises(ValidationError, match=r"leaves out offence\.proven"):
        cohort({"any": [PROVEN]}, fields=["offence"])
    assert cohort({"any": [PROVEN]}, fields=["offence", "offence.proven"]).fields


def test_what_is_granted_and_never_asked_for_is_told_to_whoever_reviews() -> None:
    there = place(
        {"list-one": "offence"}, agreement("a", {"list-one": ["record", "offence", "arrest"]})
    )
    there.cohorts["made-up"] = rule({"exists": "offence"})
    [unused] = unused_grants(there)
    assert (unused.source, unused.fields) == ("list-one", ("arrest",))


GOES_OUT = {"onward": {"publish": "protected-counts", "to": ["college"]}}
STAYS = {"onward": {"publish": "nothing"}}


def test_an_answer_goes_out_only_if_every_source_in_it_may() -> None:
    lists = {"list-one": "offence", "list-two": "offence"}
    lets = agreement("a", {"list-one": ["*"]}, **GOES_OUT)
    keeps = agreement("b", {"list-two": ["*"]}, **STAYS)
    both = agreement("b", {"list-two": ["*"]}, **GOES_OUT)
    assert released(ASKED, place(lists, lets, both), AS_AT).permit
    with pytest.raises(CohortRefused, match="may not be given out for planning") as refused:
        released(ASKED, place(lists, lets, keeps), AS_AT)
    assert "agreement 'b' lets nothing go beyond its parties" in str(refused.value)


@pytest.mark.parametrize(
    ("to", "protect"), [(None, True), ("stranger", True), ("college", False), ("council", False)]
)
def test_beyond_the_parties_an_answer_is_protected(to: str | None, protect: bool) -> None:
    there = place({"list-one": "offence"}, agreement("a", {"list-one": ["*"]}, **GOES_OUT))
    [ground] = released(ASKED, there, AS_AT, to).grounds["offence", "list-one"]
    assert ground.protect == protect
