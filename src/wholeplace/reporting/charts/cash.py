"""Money out and money back, year by year, and the day they are even."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from ..formats import pounds_short, years
from ..markup import Markup
from ..palette import BRAND_DARK, GAINS, MARK, MUTED, PAPER, PAYS
from .drawing import altair, data, drawn, on_halo


def cash_chart(appraisal: Mapping[str, Any], prefix: str = "cash") -> Markup:
    """Bars for each year's net, a line for the running total, payback marked where it crosses."""
    alt = altair()
    nets = [year["net"] for year in appraisal["years"]]
    labels = [year["year"] for year in appraisal["years"]]
    x = alt.X("at:Q", title=None, axis=_year_axis(alt, labels), scale=_years_scale(alt, labels))
    size, unit = _unit(nets)
    y = alt.Y("pounds:Q", title=unit, axis=alt.Axis(format=",~f", tickCount=6))
    totals = alt.Chart(data(_totals(nets, size))).encode(x=x, y=y)
    layers = [
        _yearly(alt, nets, size, x, y),
        alt.Chart(data([{"pounds": 0}])).mark_rule(color=MUTED).encode(y=y),
        totals.mark_line(color=BRAND_DARK, strokeWidth=2.5),
        totals.mark_point(color=BRAND_DARK, filled=True, size=40, opacity=1),
        *_payback(alt, appraisal["payback_years"], x, y, labels),
    ]
    title = f"Cash by year: {appraisal.get('name', appraisal['programme'])}"
    return drawn(alt.layer(*layers), 300, prefix, title, cash_words(appraisal))


def cash_words(appraisal: Mapping[str, Any]) -> str:
    """What the picture shows, in words."""
    totals = list(accumulate(year["net"] for year in appraisal["years"]))
    if not totals:
        return "No years are appraised."
    return (
        f"{_when(appraisal['payback_years'])}. The running total is lowest at "
        f"{pounds_short(min(0, *totals))} and ends at {pounds_short(totals[-1])} in "
        f"{appraisal['years'][-1]['year']}."
    )


def _when(payback: float | None) -> str:
    if payback is None:
        return "It is not paid back within the years appraised"
    return f"It is paid back after {years(payback)}" if payback else "It pays from the start"


def _unit(nets: list[int]) -> tuple[int, str]:
    """Pence to a tick of the axis, and what to call it."""
    most = max(map(abs, accumulate(nets)), default=0)
    return (100_000_000, "£ million") if most >= 200_000_000 else (100_000, "£ thousand")


def _totals(nets: list[int], size: int) -> list[dict[str, float]]:
    running = [0, *accumulate(nets)]
    return [{"at": n, "pounds": pence / size} for n, pence in enumerate(running)]


def _years_scale(alt: Any, labels: list[str]) -> Any:
    return alt.Scale(domain=[0, len(labels)], nice=False)


def _year_axis(alt: Any, labels: list[str]) -> Any:
    """A label in the middle of each year, or of every second one where they would touch."""
    every = 1 if len(labels) <= 6 else 2
    return alt.Axis(
        values=[n + 0.5 for n in range(0, len(labels), every)],
        labelExpr=f"{labels}[floor(datum.value)]",
        grid=False,
        ticks=False,
        labelPadding=6,
    )


def _yearly(alt: Any, nets: list[int], size: int, x: Any, y: Any) -> Any:
    rows = [
        {"at": n + 0.18, "to": n + 0.82, "pounds": net / size, "zero": 0, "out": net < 0}
        for n, net in enumerate(nets)
    ]
    colour = alt.condition("datum.out", alt.value(PAYS), alt.value(GAINS))
    return (
        alt.Chart(data(rows))
        .mark_rect(opacity=0.45)
        .encode(x=x, x2="to:Q", y=y, y2="zero:Q", color=colour)
    )


def _payback(alt: Any, after: float | None, x: Any, y: Any, labels: list[str]) -> list[Any]:
    """A mark where the total turns for good, its words where nothing is drawn."""
    if not after:
        return []
    late = after > len(labels) / 2
    words = (
        {"align": "right", "dx": -10, "dy": -12} if late else {"align": "left", "dx": 6, "dy": 15}
    )
    row = {"at": after, "pounds": 0, "words": f"Paid back after {years(after)}"}
    mark = alt.Chart(data([row])).encode(x=x, y=y)
    dot = mark.mark_point(
        shape="diamond", size=110, filled=True, color=MARK, stroke=PAPER, opacity=1
    )
    label = mark.mark_text(color=MARK, fontWeight="bold", **words).encode(text="words:N")
    return [dot, *on_halo(label)]
