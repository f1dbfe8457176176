"""Components. Each shows one of ``design.parts`` and has one template."""

from typing import Any

from django import template
from django.forms import Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ...access.roles import PERMISSION_WORDS, roles_with
from ..assets import vendored
from ..figures import Shown
from ..parts import Link, More, Notice, Stat, Table

register = template.Library()


@register.simple_tag
def styles() -> SafeString:
    """Link the style sheets: the design system where it was fetched, our plain one elsewhere."""
    sheets = [*(vendored() or ["wholeplace/plain.css"]), "wholeplace/wholeplace.css"]
    links = [format_html('<link rel="stylesheet" href="{}">', static(sheet)) for sheet in sheets]
    return mark_safe("\n".join(links))


@register.inclusion_tag("design/table.html")
def table(table: Table) -> dict[str, Any]:
    """A table in a box that scrolls on a narrow screen."""
    return {"table": table}


@register.inclusion_tag("design/stats.html")
def stats(stats: list[Stat]) -> dict[str, Any]:
    """A row of large figures."""
    return {"stats": stats}


@register.inclusion_tag("design/notice.html")
def notice(notice: Notice | None) -> dict[str, Any]:
    """A box the reader should not miss; nothing when there is none."""
    return {"notice": notice}


@register.inclusion_tag("design/subnav.html")
def subnav(label: str, links: list[Link]) -> dict[str, Any]:
    """Pages or views beside this one."""
    return {"label": label, "links": links}


@register.inclusion_tag("design/breadcrumbs.html")
def breadcrumbs(*pairs: str) -> dict[str, Any]:
    """The way back: text, address, text, address …"""
    return {"links": list(zip(pairs[::2], pairs[1::2], strict=True))}


@register.inclusion_tag("design/summary_list.html")
def summary_list(rows: list[tuple[str, str]]) -> dict[str, Any]:
    """Names and values, one under the other."""
    return {"rows": rows}


@register.inclusion_tag("design/more.html")
def more(more: More) -> dict[str, Any]:
    """What opens under a figure."""
    return {"more": more}


@register.inclusion_tag("design/tag.html")
def tag(text: str, colour: str = "grey") -> dict[str, Any]:
    """A short label; never colour alone."""
    return {"text": text, "colour": colour}


@register.inclusion_tag("design/pager.html")
def pager(page: Any, query: str = "") -> dict[str, Any]:
    """Earlier and later pages of a long list."""
    return {"page": page, "query": query}


@register.inclusion_tag("design/why.html", takes_context=True)
def why(context: dict[str, Any]) -> dict[str, Any]:
    """Why the reader can see this page, and that it was recorded."""
    gate = getattr(context.get("request"), "gate", None)
    if gate is None:
        return {}
    user = context["user"]
    held = [role.name for role in user.roles if gate.permission in role.permissions]
    return {
        "gate": gate,
        "held": held,
        "permission": PERMISSION_WORDS[gate.permission],
        "others": [role.name for role in roles_with(gate.permission) if role.name not in held],
    }


@register.inclusion_tag("design/form_field.html")
def form_field(field: Any) -> dict[str, Any]:
    """A labelled control with its hint and errors."""
    kind = "govuk-select" if isinstance(field.field.widget, Select) else "govuk-input"
    classes = f"{kind} {kind}--error" if field.errors else kind
    return {"field": field, "control": field.as_widget(attrs={"class": classes, "placeholder": ""})}


@register.inclusion_tag("design/figure.html")
def figure(shown: Shown) -> dict[str, Any]:
    """A chart with its words and its table; where it cannot be drawn, the table and why."""
    return {"figure": shown.figure, "table": shown.table, "beside": shown.beside}
