from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from wholeplace.place import Place
from wholeplace.reporting import ReportingError
from wholeplace.reporting.shapes import Ring, Shapes, centre, ring_area, ward_shapes
from wholeplace.reporting.shapes.cache import draw
from wholeplace.reporting.shapes.sites import live_sites
from wholeplace.reporting.wards import wards


@pytest.fixture(scope="module")
def shapes(place: Place) -> Shapes:
    return ward_shapes(place)


def area(rings: list[Ring]) -> float:
    return sum(map(ring_area, rings))


def inside(ring: Ring, points: np.ndarray) -> np.ndarray:
    """Even-odd rule, one ray eastwards per point."""
    crossings = np.zeros(len(points), dtype=int)
    for (x0, y0), (x1, y1) in pairwise(ring):
        if y0 != y1:
            spans = (y0 > points[:, 1]) != (y1 > points[:, 1])
            crossings += spans & (points[:, 0] < (x1 - x0) * (points[:, 1] - y0) / (y1 - y0) + x0)
    return crossings % 2 == 1


def test_every_ward_has_a_shape(place: Place, shapes: Shapes) -> None:
    assert shapes.wards() == sorted(wards(place))


def test_every_shape_is_one_closed_piece_of_ground(shapes: Shapes) -> None:
    for ward, rings in shapes.polygons().items():
        assert len(rings) == 1, ward
        assert rings[0][0] == rings[0][-1]
        assert ring_area(rings[0]) > 100_000, f"{ward} is smaller than ten hectares"


def test_cells_leave_no_gap_and_no_overlap(shapes: Shapes) -> None:
    whole = shapes.dissolve(dict.fromkeys(shapes.wards(), "place"))
    assert len(whole["place"]) == 1, "no holes"
    assert sum(map(area, shapes.polygons().values())) == pytest.approx(area(whole["place"]))


def test_postcodes_lie_in_their_own_ward(place: Place, shapes: Shapes) -> None:
    sites = live_sites(place)
    right = sum(
        int(inside(rings[0], sites.xy[sites.ward == ward]).sum())
        for ward, rings in shapes.polygons().items()
    )
    assert right / len(sites.ward) > 0.98


def test_boroughs_have_about_their_real_size(place: Place, shapes: Shapes) -> None:
    boroughs = shapes.dissolve({w.code: w.borough for w in wards(place).values()})
    hectares = {code: area(rings) / 10_000 for code, rings in boroughs.items()}
    # Standard Area Measurements: Westminster 2,149 ha, Kensington 1,213, Hammersmith 1,640.
    assert hectares["E09000033"] == pytest.approx(2149, rel=0.06)
    assert hectares["E09000020"] == pytest.approx(1213, rel=0.06)
    assert hectares["E09000013"] == pytest.approx(1640, rel=0.06)


def test_boroughs_stand_west_to_east(place: Place, shapes: Shapes) -> None:
    boroughs = shapes.dissolve({w.code: w.borough for w in wards(place).values()})
    easts = {code: centre(rings)[0] for code, rings in boroughs.items()}
    assert sorted(easts, key=easts.__getitem__) == ["E09000013", "E09000020", "E09000033"]


def test_neighbours_share_the_same_border(shapes: Shapes) -> None:
    steps: Counter[frozenset] = Counter()
    for rings in shapes.polygons().values():
        for ring in rings:
            steps.update(frozenset(s) for s in pairwise(ring))
    assert set(steps.values()) == {1, 2}
    inner = sum(len(x.points) - 1 for x in shapes.lines if x.right)
    assert sum(n == 2 for n in steps.values()) == inner


def test_shapes_are_kept_and_read_back_the_same(place: Place, shapes: Shapes) -> None:
    assert list((place.cache / "shapes").glob("*.json"))
    assert ward_shapes(place) == shapes == draw(place)


def test_too_few_postcodes_is_one_plain_line(place: Place, tmp_path: Path) -> None:
    (tmp_path / "areas").mkdir()
    head = "postcode,introduced,terminated,easting,northing,borough_code,ward_code\n"
    (tmp_path / "areas/postcodes.csv").write_text(head + "W2 1AB,1998,,1,2,E09000033,E05013793\n")
    with pytest.raises(ReportingError, match=r"postcodes\.csv: has 1 live postcodes"):
        ward_shapes(replace(place, root=tmp_path))
