import pytest

from support import results as made
from wholeplace.place import Place
from wholeplace.reporting import (
    concentration_figure,
    criteria_figure,
    map_figure,
    pays_gains_figure,
)
from wholeplace.reporting.classes import classes
from wholeplace.reporting.figures import met_by_number_table
from wholeplace.reporting.markup import Markup, tag
from wholeplace.reporting.tables import Table, columns


def pence(text: str) -> int:
    return round(float(text.replace("£", "").replace(",", "").replace("−", "-")) * 100)


def test_who_pays_and_who_gains_adds_up_to_the_penny() -> None:
    table = pays_gains_figure(made.troubled_families()).table
    assert table.foot is not None
    for column in (1, 2, 3, 4):
        rows = [pence(str(row[column])) for row in table.rows]
        assert sum(rows) == pence(str(table.foot[column]))
    assert table.foot[1] == "£200,000.00"


def test_a_partner_who_cannot_pay_is_shown_as_one_to_ask() -> None:
    rows = {row[0]: row for row in pays_gains_figure(made.troubled_families()).table.rows}
    dwp = rows["Department for Work and Pensions"]
    assert dwp[1] == "£0.00"
    assert dwp[5] == "gains, cannot pay: ask (asked for £30,000.00)"


def test_help_in_kind_is_said_beside_the_power() -> None:
    programme = made.care_proceedings()
    programme["partners"][2] |= {"in_kind": 6_300_000, "note": ""}
    rows = {row[0]: row for row in pays_gains_figure(programme).table.rows}
    assert rows["Cafcass"][5] == "gains, cannot pay: ask (£63,000.00 in kind)"


def test_the_curve_is_tabled_by_tenths_with_the_share_asked_about() -> None:
    table = concentration_figure({**made.concentration(), "top": 0.05}).table
    assert [row[0] for row in table.rows[:3]] == ["Costliest 5%", "Costliest 10%", "Costliest 20%"]


def test_areas_are_ranked_and_those_without_data_come_last(place: Place) -> None:
    figure = map_figure(place, made.ward_values(place), made.FAMILIES)
    values = [row[2] for row in figure.table.rows]
    assert values[-1] == "no data"
    assert [float(str(v)) for v in values[:-1]] == sorted(
        (float(str(v)) for v in values[:-1]), reverse=True
    )
    assert figure.table.columns[2].title == "Per 1,000 households"
    assert "Crown copyright" in figure.note


def test_criteria_keep_no_data_apart_from_no() -> None:
    rows = criteria_figure(made.families()).table.rows
    assert rows[1] == ("Exclusion or absence from school", "371", "1,180")
    assert [row[0] for row in met_by_number_table(made.families()).rows] == ["0", "1", "2", "3"]


def test_a_table_names_its_rows_and_columns() -> None:
    html = Table("A & B", columns("Name", "#Count"), (("<x>", "1"),), ("Total", "1")).html()
    assert "<caption>A &amp; B</caption>" in html
    assert '<th scope="col" class="number">Count</th>' in html
    assert '<th scope="row">&lt;x&gt;</th><td class="number">1</td>' in html


def test_markup_is_escaped_once() -> None:
    assert tag("p", "a < b", tag("b", "&"), class_="x") == '<p class="x">a &lt; b<b>&amp;</b></p>'
    assert tag("p", Markup("<br/>"), None, title='"') == '<p title="&quot;"><br/></p>'
    assert tag("td") == "<td></td>"


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ["under 3", "3 to 5", "5 to 7", "7 to 9", "9 and over"]),
        ([5, 5, 5], ["5 everywhere"]),
        ([], ["0 everywhere"]),
        ([0, 0, 0, 0, 9], ["under 9", "9 and over"]),
        ([0] * 9 + [0.162, 0.236], ["under 0.162", "0.162 and over"]),
    ],
)
def test_classes_hold_about_as_many_areas_each(values: list[float], labels: list[str]) -> None:
    found = classes(values, "count")
    assert [found.label(n) for n in range(len(found.breaks) + 1)] == labels
    assert {found.of(v) for v in values} == set(range(len(labels))) or not values


def test_a_concentration_without_any_cost_says_so_and_draws_nothing() -> None:
    nothing = {"title": "Cost", "top": 0.2, "top_share": None, "expected": None, "curve": []}
    figure = concentration_figure(nothing)
    assert (figure.svg, figure.words) == (None, "Cost: no cost was found.")
    assert figure.note == "No cost was found to draw."
