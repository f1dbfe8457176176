"""Each programme's business case: who pays, who gains, when, and on what evidence."""

from typing import Any

from ..figures import cash_figure, pays_gains_figure
from ..formats import pounds_short, quantity, years
from ..markup import Child, Markup, tag, together
from ..prose import programme_found
from ..results import Results
from ..tables import Table, columns
from .citations import Citations
from .pieces import bullets, paragraph, section, shown, tiles

Json = dict[str, Any]


def programmes_sections(results: Results, cited: Citations) -> list[Markup]:
    """One section a programme."""
    return [_programme(p, cited) for p in results.programmes.values()]


def _programme(appraisal: Json, cited: Citations) -> Markup:
    id = appraisal["programme"]
    return section(
        f"programme-{id}",
        appraisal["name"],
        paragraph(programme_found(appraisal)),
        _facts(appraisal),
        _against(appraisal),
        shown(pays_gains_figure(appraisal, f"pays-{id}")),
        shown(cash_figure(appraisal, f"cash-{id}"), beside=True),
        _warnings(appraisal),
        _readings(appraisal, cited),
        tag("h3", "Every figure and its source"),
        paragraph(appraisal.get("basis", ""), kind="small"),
        figures(appraisal, cited).html(),
    )


def _facts(appraisal: Json) -> Markup:
    return tiles(
        [
            (pounds_short(sum(p["pays"] for p in appraisal["partners"])), "paid in"),
            (pounds_short(sum(p["gains"] for p in appraisal["partners"])), "saved"),
            (pounds_short(appraisal["npv"]), "net present value"),
            (_payback(appraisal["payback_years"]), "to pay back"),
        ]
    )


def _payback(after: float | None) -> str:
    return "at once" if after == 0 else years(after)


def _against(appraisal: Json) -> Markup | None:
    against = appraisal.get("against")
    return paragraph(tag("strong", "Compared with: "), against) if against else None


def _warnings(appraisal: Json) -> Child:
    said = appraisal.get("warnings", [])
    return [tag("h3", "Read this beside the figures"), bullets(said)] if said else None


def _readings(appraisal: Json, cited: Citations) -> Child:
    if not appraisal["readings"]:
        return None
    heading = tag("h3", "Published claims, worked out again")
    return [heading, [_reading(r, cited) for r in appraisal["readings"]]]


def _reading(reading: Json, cited: Citations) -> Markup:
    unit = reading["unit"] or ""
    rows = [
        (name, quantity(figure["value"], figure["unit"]), cited.cite(figure["source"]))
        for name, figure in reading["inputs"].items()
    ]
    caption = f"Inputs: {reading['claim']} ({reading['id']})"
    claimed = None if reading["claimed"] is None else quantity(reading["claimed"], unit)
    return tag(
        "article",
        tag("h4", f"‘{reading['claim']}’", cited.cite(reading["source"])),
        paragraph(
            tag("code", reading["formula"]),
            f" gives {quantity(reading['result'], unit)}",
            f"; claimed: {claimed} ({_verdict(reading['agrees'])})" if claimed else None,
            f". {reading['comment'].rstrip('.')}.",
        ),
        Table(caption, columns("Input", "#Value", "Source"), tuple(rows)).html(),
        class_="reading",
    )


def _verdict(agrees: bool | None) -> str:
    return {True: "agrees", False: "does not agree", None: "not compared"}[agrees]


def figures(appraisal: Json, cited: Citations) -> Table:
    """Every figure of a case: value, how it was worked out, source, grade of evidence."""
    rows = [
        (f["name"], _value(f), _origin(f, cited), str(f["grade"])) for f in appraisal["figures"]
    ]
    heads = columns("Figure", "#Value", "From", "#Grade")
    return Table(f"Figures of {appraisal['name']}", heads, tuple(rows))


def _value(figure: Json) -> str:
    """A figure by year is shown added up."""
    unit = figure["unit"]
    if len(figure.get("by_year", {})) > 1:
        unit = f"{unit.removesuffix(' a year')} in all"
    return quantity(figure["value"], unit)


def _origin(figure: Json, cited: Citations) -> Markup:
    """A formula with its numbers (of the first year), or the source a figure was read in."""
    if not figure.get("formula"):
        return cited.cite(figure["source"])
    worked = tag("code", figure.get("worked") or figure["formula"])
    years_of = list(figure.get("by_year", {}))
    return together(f"{years_of[0]}: ", worked) if len(years_of) > 1 else worked
