"""People's choices keep rows from a question: theirs alone, for what they named, and unknown."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from support import trust as support
from support.cohorts import AS_AT, Town, cohort, rule, shipped_concentration, units
from support.cohorts.places import agreement, place, source
from wholeplace.cohorts import CohortResult, concentration_in, evaluate_in, frames_for
from wholeplace.cohorts.explaining import explain
from wholeplace.place import Place
from wholeplace.pooling.decisions import Choices, Scope
from wholeplace.pooling.decisions.choices import CONSENTED, KNOWN, OBJECTED

OFFENDED = {"exists": "offence"}
ASKED = rule(OFFENDED)
SOURCES = {"list-one": "offence", "list-two": "offence"}


def there(*agreements: Any, **objections: Any) -> Place:
    made = place(SOURCES, *(agreements or [agreement("a", {s: ["*"] for s in SOURCES})]))
    made.objections.update(
        {name: support.objection(name, **{"always": True, **o}) for name, o in objections.items()}
    )
    return made


def said(
    *entries: tuple[str, ...], known: dict[str, list[str]] | None = None, **more: Any
) -> Choices:
    """Entries: list, person, and maybe purposes and sources."""
    rows = [dict(zip(OBJECTED.names, (*e, None, None)[:4], strict=True)) for e in entries]
    of = [{"person": p, "source": s} for p, names in (known or {}).items() for s in names]
    return Choices(
        pa.Table.from_pylist(rows, schema=OBJECTED),
        pa.Table.from_pylist(of, schema=KNOWN),
        versions={"own": "v1"},
        **more,
    )


def town() -> Town:
    """Three people; p and q are in both lists, r in neither."""
    made = Town().covers("offence", source="list-one").covers("offence", source="list-two")
    for person in "pqr":
        made.person(person)
    for person in "pq":
        made.did(person, "offence", AS_AT, source="list-one")
        made.did(person, "offence", AS_AT, source="list-two")
    return made


def ask(made: Place, choices: Choices, question: Any = ASKED) -> CohortResult:
    return evaluate_in(made, question, town().frames(), choices=choices)


def test_without_choices_nothing_is_left_out() -> None:
    result = ask(there(own={}), Choices())
    assert units(result) == ["p", "q"]
    assert result.left_out.to_json() == {
        "excluded": {"objection": 0, "no consent": 0},
        "obeyed": {},
    }


def test_an_objection_takes_the_rows_of_whoever_objects_and_leaves_the_rest() -> None:
    result = ask(there(own={}), said(("own", "p"), known={"p": ["list-one", "other"]}))
    assert units(result) == ["q"]
    assert result.left_out.to_json() == {
        "excluded": {"objection": "1 to 7", "no consent": 0},
        "obeyed": {"own": "v1"},
    }


def test_what_is_not_read_is_not_known_rather_than_no() -> None:
    result = ask(there(own={}), said(("own", "p"), known={"p": ["other"]}))
    assert (result.certain, result.possible, result.impossible) == (1, 1, 1)


def test_whoever_is_known_only_from_what_they_object_to_is_not_counted() -> None:
    result = ask(there(own={}), said(("own", "p"), known={"p": ["list-one", "list-two"]}))
    assert (result.certain, result.possible, result.impossible) == (1, 0, 1)


def test_an_objection_to_one_source_leaves_the_other_read() -> None:
    choices = said(("own", "p", None, "list-one"), known={"p": ["list-one", "list-two"]})
    assert units(ask(there(own={}), choices)) == ["p", "q"]

    counted = rule({"count": "offence", "at_least": 2})
    result = ask(there(own={}), choices, counted)
    assert (units(result), result.possible) == (["q"], 1)


def test_an_objection_to_one_purpose_leaves_the_others_open() -> None:
    made = there(agreement("a", {"list-one": ["*"]}, purposes=["planning", "evaluation"]), own={})
    choices = said(("own", "p", "evaluation"), known={"p": ["list-one"]})
    assert units(ask(made, choices)) == ["p", "q"]
    evaluation = ASKED.model_copy(update={"purpose": "evaluation"})
    assert units(ask(made, choices, evaluation)) == ["q"]


def test_a_narrower_purpose_is_stopped_with_the_broader_one() -> None:
    choices = said(("own", "p", "planning"), known={"p": ["list-one"]})
    narrower = ASKED.model_copy(update={"purpose": "needs-assessment"})
    assert units(ask(there(own={}), choices, narrower)) == ["q"]


def test_an_objection_that_gives_way_to_an_agreement_keeps_nothing_from_it() -> None:
    duty = {"confidentiality": [{"basis": "statutory-duty", "because": "a test"}]}
    made = there(
        agreement("a", {"list-one": ["*"]}, **duty),
        own={"confidentiality_open": ["statutory-duty"]},
    )
    assert units(ask(made, said(("own", "p"), known={"p": ["list-one"]}))) == ["p", "q"]


def test_of_two_agreements_the_one_it_gives_way_to_is_enough() -> None:
    duty = {"confidentiality": [{"basis": "statutory-duty", "because": "a test"}]}
    both = [
        agreement("a", {"list-one": ["*"]}),
        agreement("b", {"list-one": ["*"]}, **duty),
    ]
    own = {"confidentiality_open": ["statutory-duty"]}
    choices = said(("own", "p"), known={"p": ["list-one"]})
    assert units(ask(there(*both, own=own), choices)) == ["p", "q"]
    assert units(ask(there(both[0], own=own), choices)) == ["q"]


def test_an_objection_of_another_time_keeps_nothing() -> None:
    choices = said(("own", "p"), known={"p": ["list-one"]})
    assert units(ask(there(own={"from": date(2014, 4, 1)}), choices)) == ["p", "q"]


def test_an_objection_to_some_classes_leaves_other_data_open() -> None:
    choices = said(("own", "p"), known={"p": ["list-one"]})
    assert units(ask(there(own={"classes": ["confidential-patient"]}), choices)) == ["p", "q"]
    assert units(ask(there(own={"classes": ["criminal-offence"]}), choices)) == ["q"]


CONSENT = {"confidentiality": [{"basis": "explicit-consent", "because": "a test"}]}


def consenting(*people: str, **scope: Any) -> Choices:
    whole = {
        "purposes": ("planning",),
        "partners": frozenset({"police", "council"}),
        "fields": {"list-one": frozenset({"offence"})},
    }
    rows = [{"person": person, "scope": "w"} for person in people]
    return Choices(
        consented=pa.Table.from_pylist(rows, schema=CONSENTED),
        scopes={"w": Scope(**{**whole, **scope})},
        versions={"consents": "v1"},
    )


def on_consent(**more: Any) -> Place:
    return there(agreement("a", {"list-one": ["*"]}, **{**CONSENT, **more}))


def test_consent_opens_the_rows_of_those_who_gave_it_and_no_others() -> None:
    result = ask(on_consent(), consenting("p"))
    assert units(result) == ["p"]
    assert result.possible == 2, "of the others nothing is known"
    assert result.left_out.to_json()["excluded"] == {"objection": 0, "no consent": "1 to 7"}


def test_without_any_consent_nothing_is_read() -> None:
    result = ask(on_consent(), Choices())
    assert (result.certain, result.possible) == (0, 3)


@pytest.mark.parametrize(
    "scope",
    [
        {"purposes": ("evaluation",)},
        {"partners": frozenset({"police"})},
        {"fields": {"list-two": frozenset({"*"})}},
        {"fields": {"list-one": frozenset({"record"})}},
    ],
)
def test_consent_to_something_else_opens_nothing(scope: dict[str, Any]) -> None:
    assert units(ask(on_consent(), consenting("p", **scope))) == []


def test_consent_to_dates_does_not_open_what_happened() -> None:
    scope = {"fields": {"list-one": frozenset({"offence.dates"})}}
    proven = rule({"exists": "offence", "where": {"proven": True}})
    assert units(ask(on_consent(), consenting("p", **scope))) == ["p"]
    assert units(ask(on_consent(), consenting("p", **scope), proven)) == []


def test_an_agreement_that_needs_no_consent_opens_what_another_asks_it_for() -> None:
    both = [
        agreement("a", {"list-one": ["*"]}, **CONSENT),
        agreement("b", {"list-one": ["*"]}),
    ]
    assert units(ask(there(*both), Choices())) == ["p", "q"]


def test_an_agreement_for_some_areas_opens_only_their_people() -> None:
    made = Town().covers("offence", source="list-one")
    made.person("here").person("there", borough="E09000020")
    for person in ("here", "there"):
        made.did(person, "offence", AS_AT, source="list-one")
    westminster = there(agreement("a", {"list-one": ["*"]}, areas=["E09000033"]))
    result = evaluate_in(westminster, ASKED, made.frames())
    assert (units(result), result.possible) == (["here"], 1)


def test_costs_leave_out_what_people_keep_from_them() -> None:
    definition = shipped_concentration("concentration-health-and-care")
    definition = definition.model_copy(update={"kinds": ("offence",)})
    made = Town().residents(10).person("p").person("q")
    made.did("p", "offence", date(2013, 5, 1), pence=100, source="list-one")
    made.did("q", "offence", date(2013, 5, 1), pence=900, source="list-one")
    choices = said(("own", "q"), known={"q": ["list-one", "other"]})
    found = concentration_in(there(own={}), definition, made.frames(), choices=choices)
    assert found.total_pence == 100


def test_a_household_is_judged_without_the_rows_of_the_member_who_objects() -> None:
    made = Town().covers("offence", source="list-one")
    made.person("p", household="h").person("q", household="h").person("r", household="k")
    made.did("p", "offence", AS_AT, source="list-one").did("r", "offence", AS_AT, source="list-one")
    asked = cohort({"any": [OFFENDED], "member": "any"}, unit="household")
    choices = said(("own", "p"), known={"p": ["list-one", "other"]})
    result = evaluate_in(there(own={}), asked, made.frames(), choices=choices)
    assert (units(result), result.possible) == (["k"], 1)


def test_the_explanation_of_one_person_shows_nothing_they_keep_back() -> None:
    made = there(own={})
    choices = said(("own", "p"), known={"p": ["list-one", "other"]})
    frames = frames_for(ASKED, made, town().frames(), AS_AT, choices)
    told = explain(ASKED, frames, "p", AS_AT).to_json()
    assert told["standing"] == "possible"
    assert told["criteria"][0]["evidence"][0]["activities"] == []


def test_a_source_of_counts_has_nobody_to_object() -> None:
    made = there(own={})
    made.sources["counts"] = source("counts", "offence", "aggregate")
    assert units(ask(made, said(("own", "p"), known={"p": ["other"]}))) == ["q"]
