import re
import sys
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from support import results as made
from wholeplace.reporting import ReportingError, cash_figure, charts
from wholeplace.reporting.palette import GAINS, GAINS_PALE, PAYS

CHARTS: dict[str, tuple[Callable[..., str], Callable[[], dict[str, Any]]]] = {
    "concentration": (charts.concentration_chart, made.concentration),
    "pays-gains": (charts.pays_gains_chart, made.troubled_families),
    "cash": (charts.cash_chart, made.troubled_families),
    "criteria": (charts.criteria_chart, made.families),
}
each_chart = pytest.mark.parametrize("name", CHARTS)


def drawn(name: str, **options: str) -> str:
    chart, result = CHARTS[name]
    return chart(result(), **options)


@each_chart
def test_it_is_well_formed_and_has_words(name: str) -> None:
    svg = ElementTree.fromstring(drawn(name))
    title, description = list(svg)[:2]
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text and description.text


@each_chart
def test_it_is_the_same_every_time(name: str) -> None:
    assert drawn(name) == drawn(name)


@each_chart
def test_two_charts_on_a_page_share_no_id(name: str) -> None:
    ids = [set(re.findall(r'\bid="([^"]+)"', drawn(name, prefix=p))) for p in ("a", "b")]
    assert ids[0] and not ids[0] & ids[1]


@each_chart
def test_it_asks_for_nothing_and_styles_nothing_inline(name: str) -> None:
    svg = drawn(name)
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert "style=" not in svg and "<script" not in svg and "<image" not in svg


def test_the_curve_marks_what_was_found_beside_what_was_expected() -> None:
    svg = drawn("concentration")
    assert "Here: 77.1%" in svg
    assert "Expected: 77%" in svg


def test_a_curve_without_an_expectation_marks_only_what_was_found() -> None:
    svg = charts.concentration_chart({**made.concentration(), "expected": None})
    assert "Here: 77.1%" in svg
    assert "Expected" not in svg


def bars(svg: str, colour: str) -> list[tuple[float, float]]:
    """Start and width of every bar of a colour."""
    found = re.findall(rf'd="M([\d.]+),[\d.]+h(-?[\d.]+)v[^"]*" fill="{colour}"', svg)
    return [(float(x), float(width)) for x, width in found]


def ends(spans: list[tuple[float, float]]) -> list[float]:
    return [round(x, 1) for start, width in spans for x in (start, start + width)]


def test_paying_is_left_of_gaining() -> None:
    svg = drawn("pays-gains")
    paid, cash, capacity = (bars(svg, c) for c in (PAYS, GAINS, GAINS_PALE))
    assert (len(paid), len(cash), len(capacity)) == (5, 6, 6)
    assert max(ends(paid)) <= min(ends(cash)) < min(ends(capacity))


def test_partners_stand_by_what_they_gain() -> None:
    svg = drawn("pays-gains")
    order = ["Westminster City Council", "Department for Work and Pensions", "West London CCG"]
    assert [svg.index(f">{name}<") for name in order] == sorted(svg.index(f">{n}<") for n in order)


def test_payback_is_marked_where_there_is_one() -> None:
    never = {**made.troubled_families(), "payback_years": None}
    assert "Paid back after 3.3 years" in drawn("cash")
    assert "Paid back" not in charts.cash_chart(never)
    assert "not paid back within the years appraised" in charts.cash_words(never)


def test_a_programme_nobody_pays_for_is_still_a_chart() -> None:
    alone = {**made.troubled_families(), "partners": []}
    ElementTree.fromstring(charts.pays_gains_chart(alone))
    assert charts.pays_gains_words(alone) == "Pay most: nobody. Gain most: nobody."


def test_without_the_library_the_table_stands_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    figure = cash_figure(made.troubled_families())
    assert figure.svg is None
    assert "pip install 'wholeplace[charts]'" in figure.note
    assert len(figure.table.rows) == 5


def test_asked_for_directly_a_missing_library_is_one_plain_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ReportingError, match="altair is not installed") as error:
        drawn("criteria")
    assert "\n" not in str(error.value)
