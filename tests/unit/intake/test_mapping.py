"""A mapping is checked before any file is read."""

import pytest
from pydantic import ValidationError

from wholeplace.place import Mapping, When, load_vocabulary
from wholeplace.pooling.intake.codes import code_list
from wholeplace.pooling.intake.formats import KNOWN
from wholeplace.pooling.intake.formats.layouts import modules
from wholeplace.pooling.intake.wanted import columns_of

PERSON = {"local_id": "ID"}
ARREST = {"kind": "arrest", "start": "Date"}


def mapping(**said):
    return Mapping.model_validate(said)


def test_activities_need_people():
    with pytest.raises(ValidationError, match="local_id"):
        mapping(activity=[ARREST])


def test_a_mapping_maps_something():
    with pytest.raises(ValidationError, match="person, spend, aggregate"):
        mapping()


@pytest.mark.parametrize(
    "said", [{}, {"in": ["a"], "starts": ["b"]}, {"not_in": ["a"], "given": True}]
)
def test_a_condition_is_one_test(said):
    with pytest.raises(ValidationError, match="say one of"):
        When.model_validate({"column": "x", **said})


def test_unknown_keys_are_refused():
    with pytest.raises(ValidationError, match="firstname"):
        mapping(person={**PERSON, "firstname": "x"})


def test_only_columns_that_are_mapped_are_read():
    found = columns_of(
        [
            mapping(
                person={
                    **PERSON,
                    "birth_date": "DOB",
                    "identifiers": {"upn": ["A", "B"]},
                    "address": {"postcode": "P", "from": "made"},
                    "restricted": {"column": "S", "in": ["Y"]},
                },
                joined={"made": {"columns": ["d", "m", "y"]}},
                activity=[
                    {
                        **ARREST,
                        "when": [{"column": "W", "in": ["1"]}],
                        "one_event": {"same": ["ID", "Date"], "latest": "L"},
                        "actual": {"price": "C", "units_a_week": "U"},
                        "attributes": {},
                    }
                ],
            )
        ]
    )

    assert set(found.wanted) == {
        "ID", "DOB", "A", "B", "P", "d", "m", "y", "S", "Date", "W", "L", "C", "U",
    }  # fmt: skip
    assert found.needed == ("ID",)


@pytest.mark.parametrize("name", ["ssda903", "cin-census"])
def test_layouts_of_returns_name_kinds_that_exist(name, vocabulary):
    for module in modules(name):
        for one in module.mappings:
            for activity in one.activities:
                assert set(activity.attributes) <= set(vocabulary.kinds[activity.kind].attributes)


@pytest.mark.parametrize("known", KNOWN.values(), ids=lambda known: known.name)
def test_every_code_list_a_layout_names_is_there(known):
    for mapping in known.mappings:
        best = [a.one_event.best for a in mapping.activities if a.one_event]
        named = [b.as_listed for b in best if b and b.as_listed]
        for name in (*mapping.code_lists.values(), *named):
            assert code_list(name).codes, name


@pytest.mark.parametrize("known", KNOWN.values(), ids=lambda known: known.name)
def test_every_kind_and_attribute_a_layout_names_is_in_the_vocabulary(known):
    kinds = load_vocabulary().kinds
    for one in (a for mapping in known.mappings for a in mapping.activities):
        assert {*one.attributes, *one.constants} <= set(kinds[one.kind].attributes), one.kind


def test_every_activity_of_young_people_belongs_to_a_group():
    people, characteristics = modules("nccis")
    groups = people.mappings[0].codes["destination.status"]
    neet = {code for code, group in groups.items() if group.startswith("neet")}
    unknown = {code for code, group in groups.items() if group == "not_known"}

    assert set(groups) == set(code_list("nccis.activity").codes)
    assert neet == set(code_list("nccis.neet").codes)
    assert unknown == {"810", "820", "830"}
    sorts = characteristics.mappings[0].codes["vulnerability.sort"]
    assert set(sorts) == set(code_list("nccis.characteristic").codes)


def test_every_hearing_and_category_of_exclusion_has_a_meaning():
    children, hearings = modules("family-court")
    sorts = hearings.mappings[0].codes["court_hearing.sort"]
    exclusions = next(m for m in modules("school-census") if m.name == "exclusions")

    assert set(sorts) == set(code_list("family-court.hearing").codes)
    assert children.mappings[0].code_lists == {}
    assert set(exclusions.mappings[0].codes["category"]) == set(
        code_list("school-census.exclusion").codes
    )
