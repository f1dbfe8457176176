"""Wording and layout of pages, apart from any request."""

from typing import Any

from support import results as told
from wholeplace.reporting.figures import pays_gains_table
from wholeplace.web.design.figures import as_table
from wholeplace.web.money.figures import figure_groups
from wholeplace.web.money.presenters import POWER, payback, power_cell, reading
from wholeplace.web.pool.presenters.data import _permitted, findings_table
from wholeplace.web.pool.presenters.place import borough_table, merged_notes


def test_whoever_gains_and_cannot_pay_is_set_out() -> None:
    table = as_table(pays_gains_table(told.troubled_families()), marks={POWER: power_cell})

    powers = {row[0].text: row[POWER] for row in table.rows}
    dwp = powers["Department for Work and Pensions"]
    assert (dwp.text, dwp.tag) == ("Gains, cannot pay: ask", "orange")
    assert dwp.note == "asked for £30,000.00"
    assert powers["Westminster City Council"].tag is None


def test_the_foot_of_the_matrix_adds_up_to_the_penny() -> None:
    appraisal = told.troubled_families()

    table = as_table(pays_gains_table(appraisal))

    paid = sum(p["pays"] for p in appraisal["partners"])
    assert table.foot[1].text == f"£{paid // 100:,}.{paid % 100:02d}"


def test_a_figure_says_how_it_was_worked_out_and_a_given_one_only_its_source() -> None:
    rows = {
        row[0].text: row
        for group in figure_groups(told.troubled_families())
        for row in group.table.rows
    }

    assert rows["Need"][0].more is None
    worked = dict(rows["Engaged"][0].more.rows)
    assert worked["Formula"] == "need * engagement"
    assert worked["With numbers"] == "214 * 0.7 = 149.8"
    assert worked["engagement"] == "Engagement: 70%"


def test_figures_stand_in_groups_with_totals_first_and_open() -> None:
    groups = figure_groups(told.troubled_families())

    assert groups[0].title == "Totals" and groups[0].open
    assert sum(len(g.table.rows) for g in groups) == len(told.FIGURES)


def test_a_reading_shows_the_claim_beside_what_its_own_inputs_give() -> None:
    shown = reading(told.SAVING)

    assert shown["verdict"] == ("Does not agree", "orange")
    assert dict(shown["rows"])["Worked out here"] == "£1m a year"
    assert dict(shown["rows"])["As claimed"] == "£1.2m a year"


def test_payback_at_once_within_and_never() -> None:
    assert payback(0) == "at once"
    assert payback(2.5) == "2.5 years"
    assert payback(None) == "not within the years appraised"


def test_an_area_of_several_wards_says_so() -> None:
    areas: list[dict[str, Any]] = [
        {"name": "Colville and Pembridge", "wards": ["a", "b"], "merged": True},
        {"name": "Abbey Road", "wards": ["c"], "merged": False},
    ]

    assert merged_notes(areas) == {
        "Colville and Pembridge": "2 wards shown together: numbers are small"
    }


def test_errors_come_before_notes_however_many_notes_there_are() -> None:
    table = findings_table(told.sources()[0]["findings"])

    assert [row[2].text for row in table.rows] == ["error", "note"]


def test_a_borough_without_residents_has_no_share() -> None:
    table = borough_table([{"name": "X", "residents": 0, "people": 0, "sharing": 0}])

    assert table.rows[0][3].text == "–"


def test_a_delivery_that_did_not_come_in_full_is_not_called_used() -> None:
    source = {"permitted": True, "whole": False}
    assert _permitted(source).text == "Incomplete"
    assert _permitted({**source, "whole": True}).text == "Used"
