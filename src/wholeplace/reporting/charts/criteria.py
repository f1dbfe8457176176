"""How many meet each criterion of a cohort."""

from collections.abc import Mapping
from typing import Any

from ..formats import count, plural
from ..markup import Markup
from ..palette import BRAND
from .drawing import altair, data, drawn

_BAND = 46


def criteria_chart(cohort: Mapping[str, Any], prefix: str = "criteria") -> Markup:
    """One bar a criterion, its title above it, its count at its end."""
    alt = altair()
    rows = [
        {"title": c["title"], "met": c["met"], "words": count(c["met"])} for c in cohort["criteria"]
    ]
    top = max((r["met"] for r in rows), default=0) or 1
    y = alt.Y("title:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    x = alt.X("met:Q", axis=None, scale=alt.Scale(domain=[0, top * 1.18], nice=False))
    base = alt.Chart(data(rows)).encode(y=y)
    layers = [
        base.mark_bar(color=BRAND, height=14, yOffset=8).encode(x=x),
        base.mark_text(align="left", dx=5, dy=8).encode(x=x, text="words:N"),
        base.mark_text(align="left", dy=-12).encode(x=alt.value(0), text="title:N"),
    ]
    height = _BAND * max(len(rows), 1) + 8
    return drawn(alt.layer(*layers), height, prefix, cohort["title"], criteria_words(cohort))


def criteria_words(cohort: Mapping[str, Any]) -> str:
    """What the picture shows, in words."""
    one, many = UNITS[cohort["unit"]]
    met = "; ".join(f"{c['title']}: {count(c['met'])}" for c in cohort["criteria"])
    return f"{plural(cohort['count'], one, many)} in the cohort. Meeting each criterion: {met}."


UNITS = {"household": ("household", "households"), "person": ("person", "people")}
