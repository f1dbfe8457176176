"""How much of all cost falls on how few of all residents."""

from collections.abc import Mapping
from typing import Any

from ..formats import percent
from ..markup import Markup
from ..palette import BRAND, BRAND_TINT, MARK, MUTED
from .drawing import altair, data, drawn


def concentration_chart(result: Mapping[str, Any], prefix: str = "concentration") -> Markup:
    """The curve, with the share that was expected marked beside the share that was found."""
    alt = altair()
    x = alt.X("people:Q", title="Share of residents, costliest first", axis=_axis(alt))
    y = alt.Y("cost:Q", title="Share of cost", axis=_axis(alt), stack=None)
    curve = alt.Chart(data(_curve(result))).encode(x=x, y=y)
    layers = [
        curve.mark_area(color=BRAND_TINT),
        alt.Chart(data([{"people": 0, "cost": 0}, {"people": 1, "cost": 1}]))
        .mark_line(color=MUTED, strokeDash=[4, 4], strokeWidth=1)
        .encode(x=x, y=y),
        curve.mark_line(color=BRAND, strokeWidth=2.5),
        *_points(alt, result, x, y),
    ]
    return drawn(alt.layer(*layers), 330, prefix, result["title"], concentration_words(result))


def concentration_words(result: Mapping[str, Any]) -> str:
    """What the picture shows, in words."""
    if result["top_share"] is None:
        return f"{result['title']}: no cost was found."
    found = (
        f"The costliest {percent(result['top'], 0)} of residents account for "
        f"{percent(result['top_share'])} of the cost"
    )
    expected = result.get("expected")
    if not expected:
        return f"{found}."
    return f"{found}; {percent(expected['value'], 0)} was expected ({expected['source']})."


def _curve(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"people": people, "cost": cost} for people, cost in result["curve"]]


def _axis(alt: Any) -> Any:
    return alt.Axis(format=".0%", tickCount=5)


def _points(alt: Any, result: Mapping[str, Any], x: Any, y: Any) -> list[Any]:
    """What was found, and, if anything was expected, that too: never on top of each other."""
    expected, top, found = result.get("expected"), result["top"], result["top_share"]
    above = not expected or found >= expected["value"]
    pairs = [_point(alt, x, y, top, found, f"Here: {percent(found)}", _HERE, above)]
    if expected:
        words = f"Expected: {percent(expected['value'], 0)}"
        pairs.insert(0, _point(alt, x, y, top, expected["value"], words, _EXPECTED, not above))
    return [layer for pair in pairs for layer in pair]


_HERE = {"shape": "circle", "size": 60, "color": BRAND, "filled": True}
_EXPECTED = {"shape": "diamond", "size": 210, "color": MARK, "filled": False}


def _point(
    alt: Any, x: Any, y: Any, people: float, cost: float, words: str, look: Any, up: bool
) -> list[Any]:
    base = alt.Chart(data([{"people": people, "cost": cost, "words": words}])).encode(x=x, y=y)
    dot = base.mark_point(strokeWidth=2, opacity=1, **look)
    label = base.mark_text(
        align="left", dx=14, dy=-7 if up else 12, color=look["color"], fontWeight="bold"
    )
    return [dot, label.encode(text="words:N")]
