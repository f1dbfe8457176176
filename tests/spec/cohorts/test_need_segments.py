"""The example's segments: everybody is in one, the first that fits, and nobody in two."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from support.cohorts import AS_AT, SHIPPED, Town
from wholeplace.cohorts import segment
from wholeplace.place import Segmentation


def shipped() -> Segmentation:
    text = (SHIPPED / "need-segments.toml").read_text("utf-8")
    data = tomllib.loads(text, parse_float=Decimal)
    head = data.pop("segmentation")
    return Segmentation.model_validate({**data, **head})


def placed(town: Town) -> dict[str, tuple[str, bool]]:
    found = segment(shipped(), town.frames(), AS_AT)
    rows = found.units.to_pylist()
    return {row["unit"]: (row["segment"], row["sure"]) for row in rows}


def test_whoever_fits_two_is_in_the_earlier() -> None:
    town = Town().person("ann", date(1970, 1, 1)).covers(*shipped().kinds)
    town.did("ann", "adult_care", date(2013, 1, 1), service="community")
    town.did("ann", "benefit_claim", date(2013, 1, 1), out_of_work=True)
    assert placed(town) == {"ann": ("care", True)}


def test_whoever_fits_none_is_in_the_last() -> None:
    town = Town().person("ann", date(1970, 1, 1)).covers(*shipped().kinds)
    assert placed(town) == {"ann": ("others", True)}


def test_where_nothing_is_known_of_an_earlier_segment_it_is_not_sure() -> None:
    town = Town().person("ann", date(1970, 1, 1)).covers("benefit_claim")
    town.did("ann", "benefit_claim", date(2013, 1, 1), out_of_work=True)
    assert placed(town) == {"ann": ("work", False)}


def test_it_is_said_in_order_and_in_plain_english() -> None:
    said = segment(shipped(), Town().person("ann").frames(), AS_AT).text.splitlines()
    assert said[0] == "Everybody is in the first of these that fits on 31 March 2014:"
    assert said[1] == "1. Lives with long-term care"
    assert said[-2] == "6. None of these: everybody else"


@pytest.mark.parametrize(
    ("segments", "message"),
    [
        ([{"id": "a", "title": "A", "of": ["prison"]}] * 2, "is for everybody else"),
        ([{"id": "a", "title": "A"}, {"id": "b", "title": "B"}], "takes everybody"),
        ([{"id": "a", "title": "A", "of": ["x"]}, {"id": "b", "title": "B"}], "names 'x'"),
        ([{"id": "a", "title": "A", "of": ["prison"]}, {"id": "a", "title": "B"}], "share an id"),
    ],
)
def test_segments_that_leave_somebody_out_or_twice_are_refused(
    segments: list[dict[str, object]], message: str
) -> None:
    data = shipped().model_dump(by_alias=True, exclude_defaults=True)
    with pytest.raises(ValidationError, match=message):
        Segmentation.model_validate({**data, "segment": segments})
