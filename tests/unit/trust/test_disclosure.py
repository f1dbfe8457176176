"""Small counts are suppressed and the rest rounded before anything is published."""

import pytest

from wholeplace.trust import Suppressed, protect


@pytest.mark.parametrize("count", range(1, 8))
def test_one_to_seven_are_suppressed(count):
    assert isinstance(protect(count), Suppressed)


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1003, 1005)]
)
def test_others_are_rounded_to_the_nearest_five(count, shown):
    assert protect(count) == shown


def test_a_suppressed_count_cannot_be_worked_with():
    hidden = protect(3)

    for attempt in (
        lambda: hidden + 1,
        lambda: hidden < 5,
        lambda: hidden == 3,
        lambda: bool(hidden),
    ):
        with pytest.raises(TypeError):
            attempt()


def test_a_suppressed_count_says_so_without_its_number():
    assert str(protect(3)) == str(protect(6)) == "1 to 7"


def test_a_count_cannot_be_negative():
    with pytest.raises(ValueError, match="-1"):
        protect(-1)
