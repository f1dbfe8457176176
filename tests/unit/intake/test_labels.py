"""Labels as people write them into lists."""

import pytest

from wholeplace.pooling.intake.values.labels import readings
from wholeplace.pooling.intake.values.people_codes import ethnic_group, sex
from wholeplace.pooling.intake.values.plain import flag


def test_a_label_is_read_whole_and_then_in_parts():
    assert readings(" b) Female ") == ["Female"]
    assert readings("WBRI - White British") == ["WBRI - White British", "WBRI", "White British"]
    assert readings("self-harm") == ["self-harm"]


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("b) Female", "female"),
        ("1 - Male", "male"),
        ("d) Neither", "other"),
        ("c) Not stated/recorded (or unborn)", "unknown"),
        ("Boy", "male"),
        ("b) Somewhere", None),
    ],
)
def test_sex(label, meant):
    assert sex(label) == meant


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("a) WBRI", "white"),
        ("BCRB - Caribbean", "black"),
        ("White: British", "white"),
        ("Asian / Pakistani", "asian"),
        ("e) Any other ethnic group", "other"),
        ("REFU: Refused", "refused"),
        ("f) Purple", None),
    ],
)
def test_ethnicity(label, meant):
    assert ethnic_group(label) == meant


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("a) Yes", True),
        ("b) No", False),
        ("1 - Yes", True),
        ("No - not seen", False),
        ("c) ?", None),
    ],
)
def test_yes_and_no(label, meant):
    assert flag(label) is meant
