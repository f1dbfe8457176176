"""A map of a place: wards shaded by a measure, merged areas as one, boroughs outlined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wholeplace.place import Place

from .classes import Classes, classes
from .formats import NO_DATA, coarse, quantity
from .markup import Markup, tag, together
from .palette import BRAND_DARK, FONT, INK, NO_DATA_HATCH, PAPER
from .palette import NO_DATA as NO_DATA_FILL
from .shapes import Ring, Shapes, centre, ward_shapes
from .wards import wards

WIDTH = 440
"""Units across. A screen 390 px wide shows text of 13 units at 10 px or more."""

_EDGE = 6
_ROW = 20

APPROXIMATE = (
    "Ward shapes are approximate: drawn from where postcodes stand, not from surveyed boundaries."
)


def ward_map(
    place: Place,
    areas: Sequence[Mapping[str, Any]],
    measure: Mapping[str, str],
    prefix: str = "map",
) -> Markup:
    """Inline SVG of ``areas`` (map.json) shaded by ``measure``; ids start with ``prefix``."""
    shapes = ward_shapes(place)
    values = _values(areas, measure["id"])
    shading = classes([v for v in values.values() if v is not None], measure["unit"])
    sheet = _Sheet(shapes, prefix)
    keys = _keys(shading, prefix, gaps=None in values.values())
    height = sheet.height + 10 + _rows(keys) * _ROW
    return tag(
        "svg",
        tag("title", measure["title"], id=f"{prefix}-title"),
        tag("desc", f"{described(areas, measure)} {APPROXIMATE}", id=f"{prefix}-desc"),
        _hatching(prefix),
        _areas(sheet, areas, measure, shading),
        _boroughs(sheet, place),
        _legend(sheet, keys),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width="100%",
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        class_="wp-map",
        font_family=FONT,
    )


@dataclass(frozen=True)
class _Sheet:
    """Metres to units, north up."""

    shapes: Shapes
    prefix: str

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        return self.shapes.box()

    @cached_property
    def scale(self) -> float:
        west, _, east, _ = self.box
        return (WIDTH - 2 * _EDGE) / (east - west)

    @cached_property
    def height(self) -> int:
        _, south, _, north = self.box
        return round((north - south) * self.scale) + 2 * _EDGE

    def at(self, east: float, north: float) -> tuple[float, float]:
        west, _, _, top = self.box
        x, y = (east - west) * self.scale, (top - north) * self.scale
        return round(x + _EDGE, 1), round(y + _EDGE, 1)

    def path(self, rings: Sequence[Ring], end: str = "Z") -> str:
        return "".join("M" + "L".join("{} {}".format(*self.at(*p)) for p in r) + end for r in rings)


def _values(areas: Sequence[Mapping[str, Any]], measure: str) -> dict[str, float | None]:
    return {area["id"]: area["values"].get(measure) for area in areas}


def described(areas: Sequence[Mapping[str, Any]], measure: Mapping[str, str]) -> str:
    """In words: highest, lowest, and how many areas have no data."""
    values = {a["name"]: v for a in areas if (v := a["values"].get(measure["id"])) is not None}
    if not values:
        return "No area has data for this measure."
    ranked = sorted(values, key=lambda name: (values[name], name))
    low, high = (
        f"{n} ({quantity(coarse(values[n]), measure['unit'])})" for n in (ranked[0], ranked[-1])
    )
    without = len(areas) - len(values)
    gap = f" {without} of {len(areas)} areas have no data." if without else ""
    return f"Highest in {high}, lowest in {low}.{gap}"


def _areas(
    sheet: _Sheet,
    areas: Sequence[Mapping[str, Any]],
    measure: Mapping[str, str],
    shading: Classes,
) -> Markup:
    by_ward = {ward: area["id"] for area in areas for ward in area["wards"]}
    group_of = {ward: by_ward.get(ward, ward) for ward in sheet.shapes.wards()}
    known = {area["id"]: area for area in areas}
    drawn = []
    for group, rings in sheet.shapes.dissolve(group_of).items():
        area = known.get(group, {"name": group, "values": {}})
        value = area["values"].get(measure["id"])
        said = NO_DATA if value is None else quantity(coarse(value), measure["unit"])
        words = f"{area['name']}: {said}"
        fill = _no_data(sheet.prefix) if value is None else shading.colour(shading.of(value))
        drawn.append(tag("path", tag("title", words), d=sheet.path(rings), fill=fill))
    return tag("g", drawn, stroke=PAPER, stroke_width="0.8", stroke_linejoin="round")


def _boroughs(sheet: _Sheet, place: Place) -> Markup:
    names = {b.code: b.name for b in place.areas.boroughs}
    of_ward = {ward.code: ward.borough for ward in wards(place).values()}
    lines = [line.points for line in sheet.shapes.between(of_ward)]
    outline = tag(
        "g",
        [
            tag("path", d=sheet.path(lines, end=""), stroke=colour, stroke_width=width)
            for colour, width in ((PAPER, "2.6"), (BRAND_DARK, "1.5"))
        ],
        fill="none",
        stroke_linejoin="round",
        stroke_linecap="round",
    )
    rings = sheet.shapes.dissolve(of_ward)
    labels = [_label(sheet.at(*centre(rings[c])), names.get(c, c)) for c in rings]
    return together(outline, labels)


def _label(at: tuple[float, float], name: str) -> Markup:
    """A name in short lines, over a halo so that it reads on any shade."""
    lines = _wrapped(name)
    top = at[1] - 7 * (len(lines) - 1) + 4
    spans = [tag("tspan", line, x=at[0], y=round(top + 14 * n, 1)) for n, line in enumerate(lines)]
    halo = tag("text", spans, stroke=PAPER, stroke_width="3.5", stroke_opacity="0.85", fill="none")
    return tag(
        "g",
        halo,
        tag("text", spans, fill=INK),
        font_size="13",
        font_weight="bold",
        text_anchor="middle",
        stroke_linejoin="round",
    )


def _wrapped(name: str, width: int = 13) -> list[str]:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _keys(shading: Classes, prefix: str, gaps: bool) -> list[tuple[str, str]]:
    """Fills and what they mean, low to high; no data last."""
    keys = [(shading.colour(n), shading.label(n)) for n in range(len(shading.breaks) + 1)]
    return [*keys, (_no_data(prefix), NO_DATA)] if gaps else keys


def _rows(keys: Sequence[object]) -> int:
    return (len(keys) + 1) // 2


def _legend(sheet: _Sheet, keys: list[tuple[str, str]]) -> Markup:
    """Two columns, read downwards."""
    rows = _rows(keys)
    drawn = [
        _key(_EDGE + (n // rows) * (WIDTH // 2), sheet.height + 8 + (n % rows) * _ROW, *key)
        for n, key in enumerate(keys)
    ]
    return tag("g", drawn, font_size="13", fill=INK)


def _key(x: int, y: int, fill: str, words: str) -> Markup:
    swatch = tag("rect", x=x, y=y, width=22, height=13, fill=fill, stroke=NO_DATA_HATCH)
    return together(swatch, tag("text", words[0].upper() + words[1:], x=x + 29, y=y + 11))


def _no_data(prefix: str) -> str:
    return f"url(#{prefix}-hatch)"


def _hatching(prefix: str) -> Markup:
    lines = tag("path", d="M0 6L6 0", stroke=NO_DATA_HATCH, stroke_width="1")
    return tag(
        "defs",
        tag(
            "pattern",
            tag("rect", width=6, height=6, fill=NO_DATA_FILL),
            lines,
            id=f"{prefix}-hatch",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        ),
    )
