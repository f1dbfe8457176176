"""HTML and SVG as nested calls: whatever is not already markup is escaped."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is markup already. Django templates take it as safe, too."""

    def __html__(self) -> "Markup":
        return self


Child = str | None | Iterable["Child"]

_ALONE = frozenset({"br", "hr", "meta", "path", "rect"})


def tag(name: str, /, *children: Child, **attributes: object) -> Markup:
    """``tag("p", "a < b", class_="note")``; an attribute that is None or False is left out."""
    head = name + "".join(_attribute(k, v) for k, v in attributes.items())
    inside = together(*children)
    if name in _ALONE and not inside:
        return Markup(f"<{head}/>")
    return Markup(f"<{head}>{inside}</{name}>")


def together(*children: Child) -> Markup:
    """Several pieces, one after another."""
    return Markup("".join(_text(child) for child in children))


def _text(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return str(child)
    if isinstance(child, str):
        return escape(child, quote=False)
    return "".join(_text(c) for c in child)


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    return f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
