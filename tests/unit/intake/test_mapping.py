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
