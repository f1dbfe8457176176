"""What Splink hands back is read only if it is ours; values stand in slots of their own."""

import json

import numpy as np
import pytest

from support.linkage.tables import Person, tables
from wholeplace.pooling.linkage import ModelError
from wholeplace.pooling.linkage.beliefs import default_model
from wholeplace.pooling.linkage.in_splink import from_splink, to_splink
from wholeplace.pooling.linkage.in_splink.records import identifier_columns
from wholeplace.pooling.linkage.in_splink.values import slots_of

PEOPLE = [
    Person("police", "1", "Ann", "Lee", aliases="Bee, Ann", ids={"nhs": "1"}),
    Person("school", "1", "Cy", "Bee", at=[("1 Oak Road", "W2 1AB")]),
]


@pytest.fixture
def settings() -> dict:
    return to_splink(default_model(), *tables(PEOPLE)).settings


def test_the_model_is_read_as_it_was(settings: dict) -> None:
    assert from_splink(json.dumps(settings)) == default_model()


def test_a_comparison_that_is_not_ours_is_named(settings: dict) -> None:
    settings["comparisons"][4] = {
        "output_column_name": "first_name",
        "comparison_levels": [{"sql_condition": "first_name_l IS NULL", "is_null_level": True}],
    }

    with pytest.raises(ModelError, match=r"comparisons\[4\] 'first_name': is not one that"):
        from_splink(json.dumps(settings))


def test_a_level_with_another_condition_is_named(settings: dict) -> None:
    settings["comparisons"][4]["comparison_levels"][1]["sql_condition"] = "sex_l <> sex_r"

    with pytest.raises(ModelError, match=r"'sex', level 1 'same': its condition is not"):
        from_splink(json.dumps(settings))


def test_another_number_of_levels_is_named(settings: dict) -> None:
    settings["comparisons"][4]["comparison_levels"].pop()

    with pytest.raises(ModelError, match="'sex': has 1 levels, ours 2"):
        from_splink(json.dumps(settings))


def test_a_level_that_was_not_trained_is_named(settings: dict) -> None:
    del settings["comparisons"][4]["comparison_levels"][1]["m_probability"]

    with pytest.raises(ModelError, match="'sex', level 1 'same': has no m_probability"):
        from_splink(json.dumps(settings))


def test_a_comparison_left_out_is_named(settings: dict) -> None:
    del settings["comparisons"][4]

    with pytest.raises(ModelError, match="has no comparison 'sex'"):
        from_splink(json.dumps(settings))


def test_a_rate_of_nothing_stays_above_nothing(settings: dict) -> None:
    settings["comparisons"][4]["comparison_levels"][2]["m_probability"] = 0.0

    assert from_splink(json.dumps(settings)).comparison("sex").levels[1].m > 0


def test_a_household_moves_together(settings: dict) -> None:
    address = next(c for c in settings["comparisons"] if c["output_column_name"] == "address")
    address["comparison_levels"][-1]["m_probability"] = 0.5

    elsewhere = from_splink(json.dumps(settings)).comparison("address").levels[-1]

    assert elsewhere.m == elsewhere.h == 0.5


def test_values_seen_beside_each_other_have_different_slots() -> None:
    owners = np.array([0, 0, 0, 1, 1, 2, 3])
    codes = np.array([1, 2, 3, 2, 4, 5, 0])

    slot = slots_of(owners, codes)

    assert slot[0] == 0
    assert len({slot[1], slot[2], slot[3]}) == 3
    assert slot[2] != slot[4]
    assert slot.max() == 3
    assert slot[5] == 1


def test_schemes_that_differ_only_in_signs_have_columns_of_their_own() -> None:
    assert identifier_columns(["MRN", "mrn", "tax no", "tax-no"]) == {
        "id_mrn": "MRN",
        "id_mrn_": "mrn",
        "id_tax_no": "tax no",
        "id_tax_no_": "tax-no",
    }
