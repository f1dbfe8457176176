"""The model is a file: read back it is the same model, and tampering shows."""

import json

import pytest

from wholeplace.pooling.linkage import Comparison, Level, Model, ModelError
from wholeplace.pooling.linkage.beliefs import default_model


def test_round_trip_through_json() -> None:
    model = default_model()

    assert Model.from_json(model.to_json()) == model


def test_equal_models_are_equal_text() -> None:
    assert default_model().to_json() == default_model().to_json()


def test_hash_changes_with_any_figure() -> None:
    model = default_model()

    assert model.hash != model.replacing((), prior=0.5).hash


def test_a_file_changed_by_hand_is_refused() -> None:
    data = json.loads(default_model().to_json()) | {"threshold": 0.1}

    with pytest.raises(ModelError, match="hash"):
        Model.from_json(json.dumps(data))


def test_a_file_of_another_format_is_refused() -> None:
    data = json.loads(default_model().to_json()) | {"format": 99}

    with pytest.raises(ModelError, match="format 99"):
        Model.from_json(json.dumps(data))


def test_replacing_keeps_the_rest() -> None:
    sex = Comparison("sex", (Level("same", 1.0, 0.5, 0.5),))

    model = default_model().replacing([sex])

    assert model.comparison("sex") == sex
    assert model.comparison("given") == default_model().comparison("given")


def test_every_belief_about_a_field_adds_up_to_one() -> None:
    fields = [c for c in default_model().comparisons if not c.field.startswith("list")]
    for comparison in fields:
        for rate in ("m", "u", "h"):
            total = sum(getattr(level, rate) for level in comparison.levels)
            assert total == pytest.approx(1), (comparison.field, rate)
