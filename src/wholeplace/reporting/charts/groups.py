"""The share of pairs found in each group of one kind, with its interval."""

from collections.abc import Mapping
from typing import Any

from ..formats import percent
from ..markup import Markup
from ..palette import BRAND, MARK, MUTED
from .drawing import altair, data, drawn

_BAND = 44


def groups_chart(kind: Mapping[str, Any], overall: float, prefix: str = "groups") -> Markup:
    """A dot and its interval for each group, its name above; a line at the share of all."""
    alt = altair()
    rows = [_row(group) for group in shown_groups(kind)]
    scale = alt.Scale(domain=[0, 1.12], nice=False)
    values = [0, 0.25, 0.5, 0.75, 1]
    x = alt.X("recall:Q", title=None, scale=scale, axis=alt.Axis(format=".0%", values=values))
    y = alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    base = alt.Chart(data(rows)).encode(y=y)
    colour = alt.Color("colour:N", scale=None)
    all_of_them = alt.Chart(data([{"recall": overall}])).encode(x=x)
    layers = [
        all_of_them.mark_rule(color=MUTED, strokeDash=[4, 4]),
        base.mark_rule(strokeWidth=3, yOffset=8).encode(
            x=alt.X("low:Q", scale=scale), x2="high:Q", color=colour
        ),
        base.mark_point(filled=True, size=70, opacity=1, yOffset=8).encode(
            x=x, color=colour, shape=alt.Shape("shape:N", scale=None)
        ),
        base.mark_text(align="left", dx=8, dy=8).encode(
            x=alt.X("high:Q", scale=scale), text="words:N"
        ),
        base.mark_text(align="left", dy=-9).encode(x=alt.value(0), text="name:N"),
    ]
    height = _BAND * max(len(rows), 1) + 24
    return drawn(alt.layer(*layers), height, prefix, kind["title"], groups_words(kind))


def shown_groups(kind: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Groups with pairs enough to say something."""
    return [group for group in kind["groups"] if not group["too_few"]]


def groups_words(kind: Mapping[str, Any]) -> str:
    """What the picture shows, in words."""
    said = "; ".join(
        f"{g['name']}: {percent(g['recall'])}{' (behind)' if g['behind'] else ''}"
        for g in shown_groups(kind)
    )
    return f"Share of pairs found, by {kind['title'].lower()}. {said or 'Too few pairs'}."


def _row(group: Mapping[str, Any]) -> dict[str, Any]:
    behind = group["behind"]
    return {
        "name": group["name"],
        **{end: group[end] for end in ("low", "high", "recall")},
        "words": percent(group["recall"]) + (", behind" if behind else ""),
        "colour": MARK if behind else BRAND,
        "shape": "diamond" if behind else "circle",
    }
