"""A business case in words, tables and charts."""

from decimal import Decimal
from typing import Any

from wholeplace.finance import ASK
from wholeplace.place import GRADES
from wholeplace.reporting.charts import cash_chart, pays_gains_chart
from wholeplace.reporting.formats import count, percent, pounds, pounds_short, pounds_whole, years

from ..design.parts import Cell, Column, More, Stat, Table
from ..pictures import picture
from ..results import Results

Json = dict[str, Any]


def business_case(results: Results, appraisal: Json) -> dict[str, Any]:
    """Everything a programme's page shows about money."""
    id = appraisal["programme"]
    return {
        "stats": case_stats(appraisal),
        "basis": appraisal["basis"],
        "against": appraisal["against"],
        "warnings": appraisal["warnings"],
        "cash": picture(results, f"cash-{id}", cash_chart, appraisal, f"cash-{id}"),
        "years": years_table(appraisal["years"]),
        "pays_gains": picture(results, f"pays-{id}", pays_gains_chart, appraisal, f"pays-{id}"),
        "matrix": matrix(appraisal["partners"]),
        "figures": figures_table(appraisal["figures"]),
        "readings": [reading(r) for r in appraisal["readings"]],
    }


def case_stats(appraisal: Json) -> list[Stat]:
    """What it costs, what it is worth, and when it has paid back."""
    base = f"in {appraisal['price_base']} prices"
    cashable = pounds_short(appraisal["cashable"])
    return [
        Stat(pounds_short(appraisal["cost"]), "cost", base),
        Stat(pounds_short(appraisal["gains"]), "saved by partners", f"of which cash {cashable}"),
        Stat(pounds_short(appraisal["npv"]), "net present public value", f"discounted, {base}"),
        Stat(years(appraisal["payback_years"]), "until savings have repaid the cost"),
    ]


def matrix(partners: list[Json]) -> Table:
    """Who pays, who gains, and by which power; the totals are to the penny."""
    columns = [
        Column("Partner"),
        Column("Pays", numeric=True),
        Column("Gains", numeric=True),
        Column("of which cash", numeric=True),
        Column("Net", numeric=True),
        Column("Power to pay"),
    ]
    totals = [sum(p[key] for p in partners) for key in ("pays", "gains", "cashable", "net")]
    foot = [Cell("All partners", header=True), *(Cell(pounds(t)) for t in totals), Cell("")]
    rows = [_partner(p) for p in sorted(partners, key=lambda p: (-p["gains"], p["name"]))]
    return Table("Who pays and who gains", columns, rows, foot)


def _partner(partner: Json) -> list[Cell]:
    return [
        Cell(partner["name"], header=True),
        _money(partner["pays"]),
        _money(partner["gains"]),
        _money(partner["cashable"]),
        Cell(pounds(partner["net"])),
        _power(partner),
    ]


def _money(pence: int) -> Cell:
    return Cell(pounds(pence), quiet=not pence)


def _power(partner: Json) -> Cell:
    asked = partner["power"] == ASK
    words = partner["power"][:1].upper() + partner["power"][1:]
    return Cell(words, tag="orange" if asked else None, note=partner.get("note"))


def years_table(rows: list[Json]) -> Table:
    """Money by year, with the running total."""
    columns = [
        Column("Year"),
        Column("Cost", numeric=True),
        Column("Saved", numeric=True),
        Column("of which cash", numeric=True),
        Column("Net", numeric=True),
        Column("Running total", numeric=True),
    ]
    return Table("Money by year", columns, [_year(r) for r in rows], empty="No year is appraised.")


def _year(row: Json) -> list[Cell]:
    amounts = (row[key] for key in ("cost", "fiscal", "cashable", "net", "cumulative"))
    return [Cell(row["year"], header=True), *(Cell(pounds_whole(pence)) for pence in amounts)]


def figures_table(figures: list[Json]) -> Table:
    """Every figure with its source and grade; under each, how it was worked out."""
    columns = [
        Column("Figure"),
        Column("Value", numeric=True),
        Column("Source"),
        Column("Evidence"),
    ]
    by_name = {figure["name"]: figure for figure in figures}
    rows = [_figure(figure, by_name) for figure in figures]
    return Table("Figures behind the case", columns, rows, empty="No figure is stated.")


def _figure(figure: Json, by_name: dict[str, Json]) -> list[Cell]:
    grade = figure["grade"]
    return [
        Cell(_spoken(figure["name"]), header=True, more=_working(figure, by_name)),
        Cell(amount(figure["value"], figure["unit"]), note=figure.get("price_year")),
        Cell(figure["source"], note=figure.get("disputed")),
        Cell(f"Grade {grade}", note=GRADES.get(grade)),
    ]


def _working(figure: Json, by_name: dict[str, Json]) -> More | None:
    if not figure.get("formula"):
        return None
    rows = [("Formula", figure["formula"])]
    if figure.get("worked"):
        rows.append(("With numbers", figure["worked"]))
    for alias, used in (figure.get("inputs") or {}).items():
        source = by_name.get(used)
        value = amount(source["value"], source["unit"]) if source else ""
        rows.append((alias, f"{_spoken(used)}: {value}" if value else _spoken(used)))
    return More("How this was worked out", rows)


def _spoken(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").replace(".", ": ")
    return words[:1].upper() + words[1:]


def amount(value: float | None, unit: str) -> str:
    """A value with its unit, in words."""
    if value is None:
        return "no data"
    if unit.startswith("GBP"):
        per = unit.removeprefix("GBP").strip()
        return f"{pounds_whole(round(Decimal(str(value)) * 100))} {per}".strip()
    if unit == "share":
        return percent(value)
    return f"{count(value)} {unit}".strip()


def reading(told: Json) -> dict[str, Any]:
    """A published claim beside what its own inputs give."""
    unit = told.get("unit") or ""
    rows = [("Worked out here", amount(told["result"], unit))]
    if told.get("claimed") is not None:
        rows.append(("As claimed", amount(told["claimed"], unit)))
    rows.append(("Formula", told["formula"]))
    for name, given in told["inputs"].items():
        rows.append((_spoken(name), f"{amount(given['value'], given['unit'])}, {given['source']}"))
    verdict = {True: ("Agrees", "green"), False: ("Does not agree", "orange")}.get(
        told.get("agrees")
    )
    return {
        "claim": told["claim"],
        "source": told["source"],
        "comment": told["comment"],
        "verdict": verdict,
        "rows": rows,
    }
