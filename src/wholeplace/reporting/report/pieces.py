"""Pieces that several sections are made of."""

from collections.abc import Sequence

from ..figures import Figure
from ..markup import Child, Markup, tag


def section(id: str, title: str, *children: Child) -> Markup:
    """A chapter of the report."""
    heading = tag("h2", title, id=f"{id}-heading")
    return tag("section", heading, *children, id=id, aria_labelledby=f"{id}-heading")


def paragraph(*children: Child, kind: str | None = None) -> Markup:
    """A paragraph."""
    return tag("p", *children, class_=kind)


def bullets(items: Sequence[Child]) -> Markup:
    """A list; nothing when there is nothing to list."""
    return tag("ul", [tag("li", item) for item in items]) if items else Markup("")


def tiles(facts: Sequence[tuple[str, str]]) -> Markup:
    """A few figures that should be seen first: value, then what it is."""
    pairs = [tag("div", tag("dt", what), tag("dd", value)) for value, what in facts]
    return tag("dl", pairs, class_="tiles")


def shown(figure: Figure, level: str = "h3", beside: bool = False) -> Markup:
    """A figure: heading, picture, table (``beside`` it where there is room), what it shows."""
    picture = figure.svg or tag("p", figure.note, class_="missing")
    note = tag("p", figure.note, class_="small") if figure.svg and figure.note else None
    return tag(
        "figure",
        tag(level, figure.title),
        tag(
            "div",
            tag("div", picture, class_="picture"),
            figure.table.html(),
            class_="pair side" if beside else "pair",
        ),
        tag("figcaption", tag("p", figure.words), note),
    )


def warning(title: str, *children: Child) -> Markup:
    """Something to know before reading on."""
    return tag("div", tag("strong", title), " ", *children, class_="warning")
