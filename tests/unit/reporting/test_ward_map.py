import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from wholeplace.place import Place
from wholeplace.reporting import ward_map
from wholeplace.reporting.palette import SEQUENCE
from wholeplace.reporting.wards import wards

MEASURE = {"id": "families", "title": "Families, share of households", "unit": "share"}
SVG = "{http://www.w3.org/2000/svg}"


def areas_of(place: Place, value: Callable[[int], float | None]) -> list[dict[str, Any]]:
    return [
        {"id": w.code, "name": w.name, "borough": w.borough, "wards": [w.code], "merged": False,
         "values": {"families": value(n)}}
        for n, w in enumerate(wards(place).values())
    ]  # fmt: skip


@pytest.fixture(scope="module")
def areas(place: Place) -> list[dict[str, Any]]:
    return areas_of(place, lambda n: None if n == 5 else n / 400)


def paths(svg: str) -> list[ElementTree.Element]:
    return [
        p
        for p in ElementTree.fromstring(svg).iter(f"{SVG}path")
        if p.find(f"{SVG}title") is not None
    ]


def test_it_is_well_formed_and_the_same_every_time(place: Place, areas: list) -> None:
    svg = ward_map(place, areas, MEASURE)
    assert ElementTree.fromstring(svg).get("role") == "img"
    assert ward_map(place, areas, MEASURE) == svg


def test_every_area_is_drawn_and_named(place: Place, areas: list) -> None:
    titles = [p.findtext(f"{SVG}title") for p in paths(ward_map(place, areas, MEASURE))]
    assert len(titles) == 57
    assert "Colville: 1%" in titles


def test_shading_runs_from_palest_to_deepest(place: Place, areas: list) -> None:
    fills = {
        p.findtext(f"{SVG}title"): p.get("fill") for p in paths(ward_map(place, areas, MEASURE))
    }
    assert fills["Abingdon: 0%"] == SEQUENCE[0]
    assert fills["Westbourne: 14%"] == SEQUENCE[4]
    assert set(fills.values()) == {*SEQUENCE, "url(#map-hatch)"}


def test_no_data_is_hatched_and_said(place: Place, areas: list) -> None:
    svg = ward_map(place, areas, MEASURE)
    assert "Courtfield: no data" in svg
    assert "1 of 57 areas have no data" in svg
    assert ">No data<" in svg


def test_merged_areas_are_one_shape(place: Place, areas: list) -> None:
    names = ("Colville", "Pembridge")
    first, second = (a for a in areas if a["name"] in names)
    rest = [a for a in areas if a["name"] not in names]
    both = {**first, "name": "Two wards", "wards": first["wards"] + second["wards"], "merged": True}
    drawn = paths(ward_map(place, [both, *rest], MEASURE))
    assert len(drawn) == 56
    merged = next(p for p in drawn if p.findtext(f"{SVG}title", "").startswith("Two wards"))
    assert merged.get("d", "").count("M") == 1, "no line is left between the two"


def test_ids_carry_the_prefix(place: Place, areas: list) -> None:
    svg = ward_map(place, areas, MEASURE, prefix="b")
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert ids and all(i.startswith("b-") for i in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


@pytest.mark.parametrize("value", [None, 0.0, 0.25])
def test_a_measure_with_one_value_or_none_is_still_a_map(place: Place, value: float | None) -> None:
    svg = ward_map(place, areas_of(place, lambda _: value), MEASURE)
    assert len(paths(svg)) == 57


def test_names_are_escaped(place: Place, areas: list) -> None:
    svg = ward_map(place, areas, {**MEASURE, "title": "A <b> & c"})
    assert "A &lt;b&gt; &amp; c" in svg
