"""Every unit cost has a source, and a cost several bear has stated shares."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.finance import TRIBOROUGH, example_place
from wholeplace.place import PlaceError, load_place

PLACE = example_place()
Edit = Callable[..., list[str]]


@pytest.fixture
def changed(tmp_path: Path) -> Edit:
    """Load the example with one cell of its first unit cost changed; give what is wrong."""
    ignore = shutil.ignore_patterns("extracts", "truth", ".wholeplace")
    place = Path(shutil.copytree(TRIBOROUGH, tmp_path / "place", ignore=ignore))
    path = place / "costs" / "unit_costs.csv"

    def change(**cells: str) -> list[str]:
        rows = list(csv.DictReader(path.read_text().splitlines()))
        rows[0] |= cells
        with path.open("w", newline="") as handle:
            writer = csv.DictWriter(handle, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        with pytest.raises(PlaceError) as caught:
            load_place(place)
        return [str(problem) for problem in caught.value.problems]

    return change


@pytest.mark.parametrize(
    ("bearers", "says"),
    [
        ("police;council", "bearers"),
        ("Multiple", "bearers"),
        ("police:0.7;council:0.2", "add up to 0.9, not 1"),
        ("", "needs bearers"),
        ("polise:1", "'polise' is not known; did you mean 'police'?"),
    ],
)
def test_a_cost_several_bear_without_whole_shares_is_refused(
    changed: Edit, bearers: str, says: str
) -> None:
    assert any(says in problem for problem in changed(bearers=bearers))


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"pounds": "-1"}, "greater than or equal to 0"),
        ({"pounds": "=A1*7"}, "number that cannot be read"),
        ({"price_year": "2031/32"}, "no GDP deflator for 2031"),
        ({"price_year": "2013"}, "does not fit"),
        ({"grade": "7"}, "grade"),
        ({"id": "arrest"}, "'arrest' is defined twice"),
    ],
)
def test_a_wrong_row_is_refused_with_its_row(
    changed: Edit, cells: dict[str, str], says: str
) -> None:
    problems = [problem for problem in changed(**cells) if says in problem]
    assert problems and "costs/unit_costs.csv row" in problems[0]


def test_every_kind_of_activity_with_a_unit_cost_finds_it() -> None:
    kinds = PLACE.vocabulary.kinds.items()
    wanted = {name: kind.unit_cost for name, kind in kinds if kind.unit_cost}
    assert {name: cost for name, cost in wanted.items() if cost not in PLACE.costs} == {}
    for name, cost in wanted.items():
        assert PLACE.costs[cost].unit == PLACE.vocabulary.kinds[name].unit


def test_only_costs_in_use_are_shipped() -> None:
    by_kind = {kind.unit_cost for kind in PLACE.vocabulary.kinds.values()}
    by_benefit = {b.unit_cost for p in PLACE.programmes.values() for b in p.benefits}
    assert set(PLACE.costs) - by_kind - by_benefit == set()


def test_care_proceedings_are_shared_as_the_published_parts() -> None:
    case = PLACE.costs["care-proceedings-case"]
    parts = {who: case.pounds * share for who, share in case.bearers.items()}
    assert parts == {"courts": 15_000 + 1_250, "council": 6_250, "cafcass": 2_500}


def test_every_cost_says_where_it_was_read() -> None:
    for cost in PLACE.costs.values():
        assert cost.source and cost.citation, cost.id
