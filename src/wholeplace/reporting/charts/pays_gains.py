"""Who pays for a programme, and who gains by it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..formats import listed, pounds_short
from ..markup import Markup
from ..palette import GAINS, GAINS_PALE, MUTED, PAYS
from .drawing import TEXT, altair, data, drawn

_BAND = 46
_HEAD = 34
_ROOM = 0.46
"""Of the longest bar, left free at either end for its figure."""

_PARTS = {"Pays": PAYS, "Gains: cash": GAINS, "Gains: capacity": GAINS_PALE}

Rows = Sequence[Mapping[str, Any]]


def pays_gains_chart(appraisal: Mapping[str, Any], prefix: str = "pays-gains") -> Markup:
    """Bars to the left for what a partner pays, to the right for what it gains."""
    alt = altair()
    partners = involved(appraisal["partners"])
    bars, ends = list(_bars(partners)), list(_ends(partners))
    scale = alt.Scale(domain=_domain(bars), nice=False)
    y = alt.Y("name:N", sort=[p["name"] for p in partners], axis=None, scale=_touching(alt))
    at = alt.X("at:Q", scale=scale, axis=None)
    labels = alt.Chart(data(ends)).encode(y=y, x=at)
    layers = [
        _drawn_bars(alt, bars, at, y),
        _zero(alt, partners, at, y),
        *(_figures(labels, alt, side) for side in ("right", "left")),
        _names(alt, partners, y),
    ]
    title = f"Who pays and who gains: {appraisal.get('name', appraisal['programme'])}"
    height = _BAND * max(len(partners), 1) + _HEAD
    return drawn(alt.layer(*layers), height, prefix, title, pays_gains_words(appraisal))


def pays_gains_words(appraisal: Mapping[str, Any]) -> str:
    """What the picture shows, in words."""
    partners = appraisal["partners"]
    pays = sorted((p for p in partners if p["pays"] > 0), key=lambda p: -p["pays"])
    gains = sorted((p for p in partners if p["gains"] > 0), key=lambda p: -p["gains"])
    return f"Pay most: {_most(pays, 'pays')}. Gain most: {_most(gains, 'gains')}."


def involved(partners: Rows) -> list[Mapping[str, Any]]:
    """Partners who pay or gain anything, the greatest gain first."""
    rows = [p for p in partners if p["pays"] or p["gains"]]
    return sorted(rows, key=lambda p: (-p["gains"], -p["pays"], p["name"]))


def _most(partners: Rows, key: str) -> str:
    named = [f"{p['name']} ({pounds_short(p[key])})" for p in partners[:3]]
    return listed(named) or "nobody"


def _bars(partners: Rows) -> Iterator[dict[str, Any]]:
    for p in partners:
        cash = p.get("cashable", p["gains"])
        spans = [(0, -p["pays"]), (0, cash), (cash, p["gains"])]
        for part, (at, to) in zip(_PARTS, spans, strict=True):
            if at != to:
                yield {"name": p["name"], "part": part, "at": at, "to": to}


def _ends(partners: Rows) -> Iterator[dict[str, Any]]:
    """The figure at each end of a partner's bars."""
    for p in partners:
        words = (("left", p["pays"], "pays"), ("right", p["gains"], "gains"))
        for side, pence, verb in words:
            if pence:
                at = -pence if side == "left" else pence
                yield {"name": p["name"], "side": side, "at": at, "words": _said(verb, pence)}


def _said(verb: str, pence: int) -> str:
    return f"{verb} {pounds_short(pence)}"


def _domain(bars: list[dict[str, Any]]) -> list[float]:
    ends = [0, *(bar["to"] for bar in bars)]
    room = _ROOM * max(1, max(ends), -min(ends))
    return [min(ends) - room, max(ends) + room]


def _touching(alt: Any) -> Any:
    return alt.Scale(paddingInner=0, paddingOuter=0)


def _drawn_bars(alt: Any, bars: list[dict[str, Any]], at: Any, y: Any) -> Any:
    legend = alt.Legend(title=None, orient="top", direction="horizontal", labelFontSize=TEXT)
    scale = alt.Scale(domain=list(_PARTS), range=list(_PARTS.values()))
    return (
        alt.Chart(data(bars))
        .mark_bar(height=14, yOffset=8)
        .encode(x=at, x2="to:Q", y=y, color=alt.Color("part:N", scale=scale, legend=legend))
    )


def _zero(alt: Any, partners: Rows, at: Any, y: Any) -> Any:
    rows = [{"name": p["name"], "at": 0} for p in partners]
    mark = alt.Chart(data(rows)).mark_tick(color=MUTED, size=22, thickness=1, yOffset=8)
    return mark.encode(x=at, y=y)


def _figures(labels: Any, alt: Any, side: str) -> Any:
    left = side == "left"
    mark = labels.transform_filter(alt.datum.side == side).mark_text(
        align="right" if left else "left", dx=-5 if left else 5, dy=8, color=PAYS if left else GAINS
    )
    return mark.encode(text="words:N")


def _names(alt: Any, partners: Rows, y: Any) -> Any:
    mark = alt.Chart(data([{"name": p["name"]} for p in partners])).mark_text(
        align="left", dy=-13, fontWeight="bold"
    )
    return mark.encode(x=alt.value(0), y=y, text="name:N")
