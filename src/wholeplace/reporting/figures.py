"""Every chart with its words and its table: one cannot be shown without the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wholeplace.place import Place

from . import charts
from .formats import NO_DATA, bare, coarse, count, percent, pounds, pounds_short
from .groups import kind_table
from .markup import Markup
from .tables import Table, columns
from .ward_map import APPROXIMATE, described, ward_map

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """A chart (or, where charts cannot be drawn, the reason), what it shows, and its table."""

    title: str
    words: str
    table: Table
    svg: Markup | None
    note: str = ""


def map_figure(place: Place, results_map: Json, measure: str, prefix: str = "map") -> Figure:
    """Wards shaded by one measure of map.json."""
    chosen = next(m for m in results_map["measures"] if m["id"] == measure)
    areas = results_map["areas"]
    return Figure(
        chosen["title"],
        described(areas, chosen),
        map_table(place, areas, chosen),
        ward_map(place, areas, chosen, prefix),
        f"{APPROXIMATE} {place.areas.attribution}",
    )


def concentration_figure(result: Json, prefix: str = "concentration") -> Figure:
    """The curve of who the cost falls on; without any cost there is none to draw."""
    words, table = charts.concentration_words(result), concentration_table(result)
    if result["top_share"] is None:
        return Figure(result["title"], words, table, None, "No cost was found to draw.")
    return _figure(
        result["title"], words, table, lambda: charts.concentration_chart(result, prefix)
    )


def pays_gains_figure(appraisal: Json, prefix: str = "pays-gains") -> Figure:
    """Who pays and who gains, to the penny."""
    return _figure(
        "Who pays and who gains",
        charts.pays_gains_words(appraisal),
        pays_gains_table(appraisal),
        lambda: charts.pays_gains_chart(appraisal, prefix),
    )


def cash_figure(appraisal: Json, prefix: str = "cash") -> Figure:
    """Cost, savings and the running total by year."""
    return _figure(
        "Cost and savings by year",
        charts.cash_words(appraisal),
        cash_table(appraisal),
        lambda: charts.cash_chart(appraisal, prefix),
    )


def criteria_figure(cohort: Json, prefix: str = "criteria") -> Figure:
    """How many meet each criterion."""
    return _figure(
        "How many meet each criterion",
        charts.criteria_words(cohort),
        criteria_table(cohort),
        lambda: charts.criteria_chart(cohort, prefix),
    )


def groups_figure(groups: Json, kind: Json, prefix: str = "groups") -> Figure:
    """How many pairs were found in each group of one kind."""
    return _figure(
        kind["title"],
        charts.groups_words(kind),
        kind_table(kind),
        lambda: charts.groups_chart(kind, groups["recall"], prefix),
    )


def _figure(title: str, words: str, table: Table, draw: Callable[[], Markup]) -> Figure:
    try:
        return Figure(title, words, table, draw())
    except charts.ChartsMissing as missing:
        return Figure(title, words, table, None, str(missing))


def map_table(place: Place, areas: list[Json], measure: Json) -> Table:
    """Areas by value, highest first; what has no data comes last."""
    boroughs: dict[str, str] = {b.code: b.name for b in place.areas.boroughs}
    value = {a["id"]: a["values"].get(measure["id"]) for a in areas}
    ranked = sorted(
        areas, key=lambda a: (value[a["id"]] is None, -(value[a["id"]] or 0), a["name"])
    )
    rows: list[tuple[str, str, str]] = [
        (
            str(a["name"]),
            boroughs.get(a["borough"], str(a["borough"])),
            _bare(value[a["id"]], measure["unit"]),
        )
        for a in ranked
    ]
    heads = columns("Area", "Borough", f"#{_unit_heading(measure['unit'])}")
    return Table(measure["title"], heads, tuple(rows))


def _bare(value: float | None, unit: str) -> str:
    return NO_DATA if value is None else bare(coarse(value), unit)


def _unit_heading(unit: str) -> str:
    """What the heading of a column of bare figures says: 'Per 1,000 households'."""
    return unit[0].upper() + unit[1:] if " " in unit else "Value"


def concentration_table(result: Json) -> Table:
    """The curve at each tenth of residents, and at the share that is asked about."""
    asked = {*(n / 10 for n in range(1, 10)), result["top"]}
    at = {round(people, 4): cost for people, cost in result["curve"]}
    rows = [
        (f"Costliest {percent(people)}", percent(at[round(people, 4)]))
        for people in sorted(asked)
        if round(people, 4) in at
    ]
    return Table(result["title"], columns("Residents", "#Share of cost"), tuple(rows))


def pays_gains_table(appraisal: Json) -> Table:
    """One row a partner; pays and gains add up to the penny."""
    partners = charts.involved(appraisal["partners"])
    rows = [
        (
            p["name"],
            pounds(p["pays"]),
            pounds(p["gains"]),
            pounds(_cash(p)),
            pounds(p["net"]),
            _how(p),
        )
        for p in partners
    ]
    totals = [pounds(sum(f(p) for p in partners)) for f in (_pays, _gains, _cash, _net)]
    heads = columns("Partner", "#Pays", "#Gains", "#Of it cash", "#Net", "Power to pay")
    return Table(
        f"Who pays and who gains: {_name(appraisal)}", heads, tuple(rows), ("Total", *totals, "")
    )


def _name(appraisal: Json) -> str:
    return str(appraisal.get("name", appraisal["programme"]))


def _pays(partner: Json) -> int:
    return int(partner["pays"])


def _gains(partner: Json) -> int:
    return int(partner["gains"])


def _net(partner: Json) -> int:
    return int(partner["net"])


def _cash(partner: Json) -> int:
    return int(partner.get("cashable", partner["gains"]))


def _how(partner: Json) -> str:
    """The power by which a partner pays, and what is said beside it."""
    in_kind = partner.get("in_kind")
    beside = [f"{pounds(in_kind)} in kind"] if in_kind else []
    beside += [partner["note"]] if partner.get("note") else []
    return f"{partner['power']} ({'; '.join(beside)})" if beside else str(partner["power"])


def cash_table(appraisal: Json) -> Table:
    """One row a year."""
    rows = [
        (
            y["year"],
            pounds_short(y["cost"]),
            pounds_short(y["fiscal"]),
            pounds_short(y["cashable"]),
            pounds_short(y["net"]),
            pounds_short(y["cumulative"]),
        )
        for y in appraisal["years"]
    ]
    heads = columns("Year", "#Cost", "#Savings", "#Of it cash", "#Net", "#Running total")
    return Table(f"Cost and savings by year: {_name(appraisal)}", heads, tuple(rows))


def criteria_table(cohort: Json) -> Table:
    """Each criterion: how many meet it, and of how many it cannot be said."""
    rows = [(c["title"], count(c["met"]), count(c["no_data"])) for c in cohort["criteria"]]
    heads = columns("Criterion", "#Meet it", "#No data")
    return Table(f"How many meet each criterion: {cohort['title']}", heads, tuple(rows))


def met_by_number_table(cohort: Json) -> Table:
    """How many meet none, one, two … of the criteria."""
    rows = [(number, count(many)) for number, many in sorted(cohort["met_by_number"].items())]
    many = charts.UNITS[cohort["unit"]][1].capitalize()
    caption = f"How many criteria are met: {cohort['title']}"
    return Table(caption, columns("Criteria met", f"#{many}"), tuple(rows))
