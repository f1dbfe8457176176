import json
from datetime import date
from decimal import Decimal
from random import Random

import pyarrow as pa
import pytest

from support.cohorts import (
    AS_AT,
    KENSINGTON,
    VOCABULARY,
    WESTMINSTER,
    Town,
    asked,
    cohort,
    rule,
    shipped,
    units,
)
from support.cohorts.generated import town as made_town
from wholeplace.cohorts import Frames, FramesError, NoSuchUnit, evaluate, explain

DAY = date(2013, 9, 1)
OFFENCE = {"exists": "offence", "within": "12 months"}
CLAIM = {"exists": "benefit_claim", "open": True}


def test_quantities_add_up_in_thousandths() -> None:
    made = rule({"sum": "adult_care", "at_least": Decimal("0.3")})
    town = Town().person("p").person("q")
    for _ in range(3):
        town.did("p", "adult_care", DAY, quantity=0.1)
    town.did("q", "adult_care", DAY, quantity=0.299)
    assert units(asked(made, town)) == ["p"]


def test_all_members_of_an_age_that_is_asked_about() -> None:
    made = rule({**CLAIM, "age": {"at_least": 18}}, unit="household", member="all")
    town = Town().covers("benefit_claim")
    for home in ("both-claim", "one-claims", "children"):
        town.person(f"{home}-child", date(2005, 1, 1), home)
    for name, home in (("a", "both-claim"), ("b", "both-claim"), ("c", "one-claims")):
        town.person(name, household=home).did(name, "benefit_claim", DAY)
    town.person("d", household="one-claims")
    assert units(asked(made, town)) == ["both-claim"]


def test_two_lists_of_values_both_hold() -> None:
    made = rule(
        {"exists": "benefit_claim", "where": {"benefit": ("JSA", "ESA"), "out_of_work": True}}
    )
    town = Town().person("p").person("q").person("r")
    town.did("p", "benefit_claim", DAY, benefit="ESA", out_of_work=True)
    town.did("q", "benefit_claim", DAY, benefit="ESA", out_of_work=False)
    town.did("r", "benefit_claim", DAY, benefit="PC", out_of_work=True)
    assert units(asked(made, town)) == ["p"]


def test_unknown_age_is_no_data_only_where_the_age_decides() -> None:
    made = rule({**OFFENCE, "age": {"below": 18}})
    town = Town().covers("offence").person("did", None).person("did-not", None)
    town.did("did", "offence", DAY)
    result = asked(made, town)
    assert (result.certain, result.possible, result.impossible) == (0, 1, 1)


def test_silence_about_people_from_elsewhere_is_no_data() -> None:
    town = Town().covers("offence").person("here").person("there", borough=KENSINGTON)
    town.person("nowhere", borough=None)
    result = asked(rule(OFFENCE), town)
    assert (result.no_data, result.impossible) == (2, 1)


def test_what_is_said_counts_even_where_silence_would_not() -> None:
    town = Town().person("p", borough=None).did("p", "offence", DAY)
    assert asked(rule(OFFENCE), town).certain == 1


def test_a_flag_is_null_where_there_is_no_data() -> None:
    made = cohort(
        {"any": [OFFENCE], "member": "self"}, {"any": [CLAIM], "member": "self"}, at_least=1
    )
    town = Town().person("p").did("p", "offence", DAY)
    assert asked(made, town).members.select(["a", "b"]).to_pylist() == [{"a": True, "b": None}]


def test_criteria_that_do_not_decide_are_counted_but_select_nobody() -> None:
    both = [{"any": [OFFENCE], "member": "self"}, {"any": [CLAIM], "member": "self"}]
    made = cohort(*both, select={"of": ["b"]})
    town = Town().person("p").did("p", "offence", date(2013, 5, 1)).did("p", "benefit_claim", DAY)
    town.person("q").did("q", "offence", DAY)
    result = asked(made, town)
    assert units(result) == ["p"]
    assert [c.met for c in result.by_criterion] == [2, 1]
    assert result.members["first"].to_pylist() == [DAY]


def test_a_definition_may_fix_its_own_day() -> None:
    made = cohort({"any": [CLAIM], "member": "self"}, as_at=date(2013, 1, 1))
    town = Town().person("p").did("p", "benefit_claim", DAY)
    result = asked(made, town)
    assert (result.as_at, result.count) == (date(2013, 1, 1), 0)


def test_people_in_no_household_are_counted_as_unplaced() -> None:
    town = Town().person("alone").person("together", household="home")
    town.person("dead", died=date(2010, 1, 1))
    assert asked(rule(OFFENCE, unit="household"), town).unplaced == 1


def test_a_person_in_two_flagged_homes_is_one_person() -> None:
    town = Town().person("p", household="one").lives("p", "two").did("p", "offence", DAY)
    result = asked(rule(OFFENCE, unit="household"), town)
    assert (result.count, result.people, result.member_people.num_rows) == (2, 1, 2)


def test_members_are_counted_by_borough() -> None:
    town = Town().person("a").person("b").person("c", borough=KENSINGTON).person("d", borough=None)
    for name in "abcd":
        town.did(name, "offence", DAY)
    assert asked(rule(OFFENCE), town).by_borough == {KENSINGTON: 1, WESTMINSTER: 2}


def test_nobody_at_all_is_an_answer() -> None:
    result = asked(rule(OFFENCE), Town())
    assert (result.count, result.people, result.met_by_number) == (0, 0, {0: 0, 1: 0})
    assert result.members.num_rows == 0


def test_json_is_counts_and_words_and_names_nobody() -> None:
    town = Town().person("p-id-of-somebody").did("p-id-of-somebody", "offence", DAY)
    said = asked(rule(OFFENCE), town).to_json({WESTMINSTER: "Westminster"})
    assert json.loads(json.dumps(said)) == said
    assert said["by_borough"] == [{"code": WESTMINSTER, "name": "Westminster", "count": 1}]
    assert (said["count"], said["met_by_number"]) == (1, {"0": 0, "1": 1})
    assert "p-id-of-somebody" not in json.dumps(said)


def test_the_answer_is_the_same_in_any_order_of_rows() -> None:
    town = made_town(2014, AS_AT, people=60, activities=600)
    made = shipped("troubled-families-phase1")
    once = asked(made, town)
    for rows in (*town.rows.values(), *town.details.values()):
        Random(1).shuffle(rows)
    again = asked(made, town)
    assert again.members.equals(once.members)
    assert again.to_json() == once.to_json()


def test_an_activity_whose_kind_has_no_details_at_all_is_not_as_described() -> None:
    town = Town().person("p").did("p", "offence", DAY, proven=True)
    town.details.clear()
    assert asked(rule({**OFFENCE, "where": {"proven": True}}), town).count == 0


def test_frames_keep_only_what_granted_sources_say() -> None:
    town = Town().person("p").person("q").covers("offence", source="one")
    town.did("p", "offence", DAY, source="one").did("q", "offence", DAY, source="two")
    one = evaluate(rule(OFFENCE), town.frames().only({"offence": ["one"]}), AS_AT)
    two = evaluate(rule(OFFENCE), town.frames().only({"offence": ["two"]}), AS_AT)
    none = evaluate(rule(OFFENCE), town.frames().only({"offence": []}), AS_AT)
    assert (units(one), one.impossible) == (["p"], 1)
    assert (units(two), two.possible) == (["q"], 1)
    assert (units(none), none.possible) == ([], 2)


def test_a_table_that_lacks_a_column_is_named() -> None:
    with pytest.raises(FramesError, match="table 'person' lacks birth_date, died, borough"):
        Frames.from_arrow({"person": pa.table({"person": ["p"]})}, VOCABULARY)


def test_explanation_names_criterion_member_and_activities() -> None:
    town = Town().covers("offence", "benefit_claim")
    town.person("mother", household="home").person("child", date(2002, 1, 1), "home")
    town.did("child", "offence", DAY, proven=True).did("mother", "offence", date(2001, 1, 1))
    both = [{"any": [t], "member": "any"} for t in (OFFENCE, CLAIM)]
    made = cohort(*both, unit="household")
    explained = explain(made, town.frames(), "home", AS_AT)
    said = explained.to_json()
    assert (said["standing"], said["short_by"]) == ("not a member", 1)
    assert said["people"] == ["child", "mother"]
    offence, claim = said["criteria"]
    assert (offence["verdict"], claim["verdict"]) == ("met", "not met")
    child, mother = offence["evidence"]
    assert (child["person"], child["verdict"]) == ("child", "met")
    assert child["test"] == "at least one offence record in the 12 months to 31 March 2014"
    assert child["activities"] == [
        {
            "activity": 0,
            "kind": "offence",
            "start": "2013-09-01",
            "end": None,
            "source": "a-source",
            "detail": {"proven": True, "category": None},
        }
    ]
    assert (mother["verdict"], mother["activities"]) == ("not met", [])
    json.dumps(said)


def test_explanation_of_a_person() -> None:
    town = Town().covers("offence").person("p").person("q").did("q", "offence", DAY)
    frames = town.frames()
    assert explain(rule(OFFENCE), frames, "q", AS_AT).standing == "member"
    assert explain(rule(OFFENCE), frames, "p", AS_AT).standing == "not a member"


def test_explanation_of_somebody_who_is_not_there() -> None:
    with pytest.raises(NoSuchUnit, match="there is no person 'r' on 2014-03-31"):
        explain(rule(OFFENCE), Town().person("p").frames(), "r", AS_AT)
