"""From an Altair chart to inline SVG: one look, one width, ids and words of its own."""

import json
import re
from typing import Any

from ..errors import ReportingError
from ..markup import Markup, tag, together
from ..palette import FONT, INK, MUTED, PAPER, RULE

WIDTH = 440
"""Units across, as on a map: 13 units are 10 px or more on a narrow screen."""

TEXT = 13

Row = dict[str, Any]


class ChartsMissing(ReportingError):
    """Charts cannot be drawn here; whoever asked shows the table alone."""


def altair() -> Any:
    """The chart library, or a plain line that says how to get it."""
    try:
        import altair
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise ChartsMissing(
            f"charts are not drawn, because {error.name} is not installed: "
            "pip install 'wholeplace[charts]'. Tables say the same"
        ) from error
    return altair


def data(rows: list[Row]) -> Any:
    """Rows as they stand, inside the chart."""
    return altair().Data(values=rows)


def on_halo(text: Any) -> list[Any]:
    """A text mark over a paler copy of itself, so that it reads on bars and lines."""
    halo = text.copy()
    halo.mark.stroke, halo.mark.strokeWidth, halo.mark.strokeOpacity = PAPER, 4, 0.85
    return [halo, text]


def drawn(chart: Any, height: int, prefix: str, title: str, description: str) -> Markup:
    """The chart as SVG as wide as its container; the same bytes every time."""
    import vl_convert

    spec = chart.properties(width=WIDTH, height=height).to_dict()
    spec |= {"config": _LOOK, "autosize": {"type": "fit", "contains": "padding"}, "padding": 4}
    svg = vl_convert.vegalite_to_svg(json.dumps(spec), allowed_base_urls=[])
    return _inlined(svg, prefix, title, description)


_AXIS = {
    "labelFontSize": TEXT - 1,
    "titleFontSize": TEXT,
    "titleFontWeight": "normal",
    "labelColor": INK,
    "titleColor": INK,
    "gridColor": RULE,
    "gridOpacity": 0.6,
    "domainColor": MUTED,
    "tickColor": MUTED,
    "titlePadding": 8,
}
_LOOK = {
    "aria": False,
    "background": PAPER,
    "font": FONT,
    "axis": _AXIS,
    "view": {"stroke": None},
    "text": {"fontSize": TEXT, "color": INK},
}

_WORDLESS = re.compile(r' (?:aria-[a-z]+|role|class)="[^"]*"')
_LONG = re.compile(r"\d+\.\d{3,}")
_OPENING = re.compile(r"<svg[^>]*>")
_VIEWBOX = re.compile(r'viewBox="([^"]+)"')


def _inlined(svg: str, prefix: str, title: str, description: str) -> Markup:
    opening = _OPENING.search(svg)
    box = _VIEWBOX.search(svg)
    if opening is None or box is None:
        raise ReportingError(f"the chart '{title}' came out as something that is not SVG")
    inside = _plain(_renumbered(svg[opening.end() : svg.rindex("</svg>")], prefix))
    return tag(
        "svg",
        tag("title", title, id=f"{prefix}-title"),
        tag("desc", description, id=f"{prefix}-desc"),
        together(Markup(inside)),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=box[1],
        width="100%",
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        class_="wp-chart",
    )


def _renumbered(svg: str, prefix: str) -> str:
    """Ids count up within a process: number them anew, so that two charts never share one."""
    for number, name in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))):
        svg = svg.replace(f'id="{name}"', f'id="{prefix}-{number}"')
        svg = svg.replace(f"#{name})", f"#{prefix}-{number})")
        svg = svg.replace(f'href="#{name}"', f'href="#{prefix}-{number}"')
    return svg


def _plain(svg: str) -> str:
    """The picture is one image with words of its own: no roles inside, no needless decimals."""
    return _LONG.sub(lambda number: f"{float(number[0]):.2f}", _WORDLESS.sub("", svg))
