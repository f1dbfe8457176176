"""Both example programmes, from definition to who pays and who gains."""

import json
from typing import Any

import pytest

from support.finance import example_place
from wholeplace.finance import ASK, appraise

PLACE = example_place()
COUNTS = {"troubled-families-phase1": 1720}


def appraised(programme: str, **counts: int) -> dict[str, Any]:
    found = appraise(PLACE.programmes[programme], PLACE, COUNTS | counts).to_json()
    return json.loads(json.dumps(found, allow_nan=False))  # type: ignore[no-any-return]


@pytest.fixture(params=["care-proceedings", "troubled-families"], scope="module")
def appraisal(request: pytest.FixtureRequest) -> dict[str, Any]:
    return appraised(request.param)


def row(appraisal: dict[str, Any], partner: str) -> dict[str, Any]:
    return next(row for row in appraisal["partners"] if row["id"] == partner)


def total(appraisal: dict[str, Any], table: str, key: str) -> int:
    return sum(row[key] for row in appraisal[table])


def test_what_partners_pay_is_the_cost_to_the_penny(appraisal: dict[str, Any]) -> None:
    assert total(appraisal, "partners", "pays") == appraisal["cost"]
    assert total(appraisal, "years", "cost") == appraisal["cost"]


def test_what_partners_gain_is_what_benefits_save(appraisal: dict[str, Any]) -> None:
    assert total(appraisal, "partners", "gains") == total(appraisal, "benefits", "saving")
    assert total(appraisal, "partners", "gains") == total(appraisal, "years", "fiscal")
    assert total(appraisal, "partners", "cashable") == total(appraisal, "years", "cashable")
    by_partner = [share for b in appraisal["benefits"] for share in b["by_partner"]]
    assert sum(share["gains"] for share in by_partner) == appraisal["gains"]


def test_nets_are_gains_less_payments(appraisal: dict[str, Any]) -> None:
    for partner in appraisal["partners"]:
        assert partner["net"] == partner["gains"] - partner["pays"]
        assert partner["gains"] == partner["cashable"] + partner["capacity"]
    assert total(appraisal, "partners", "net") == appraisal["years"][-1]["cumulative"]


def test_nobody_pays_without_a_power(appraisal: dict[str, Any]) -> None:
    for partner in appraisal["partners"]:
        if partner["power"] == ASK:
            assert partner["pays"] == partner["in_kind"]
            assert partner["gains"] > 0


def test_every_figure_says_where_it_comes_from(appraisal: dict[str, Any]) -> None:
    names = {figure["name"] for figure in appraisal["figures"]}
    for figure in appraisal["figures"]:
        assert isinstance(figure["value"], float) and figure["unit"]
        assert len(figure["source"]) > 3 and 1 <= figure["grade"] <= 6
        assert set(figure["inputs"].values()) <= names
        assert bool(figure["formula"]) == bool(figure["inputs"])


def test_money_in_the_ledger_is_whole_pence(appraisal: dict[str, Any]) -> None:
    money = [v for row in appraisal["years"] for k, v in row.items() if k != "year"]
    assert all(isinstance(amount, int) for amount in [*money, appraisal["npv"]])


def test_the_recalled_table_is_warned_of(appraisal: dict[str, Any]) -> None:
    assert any("recalled" in warning for warning in appraisal["warnings"])


def test_the_ledger_agrees_with_the_graph(appraisal: dict[str, Any]) -> None:
    figures = {figure["name"]: figure["value"] for figure in appraisal["figures"]}
    assert total(appraisal, "years", "fiscal") == pytest.approx(figures["sum.fiscal"] * 100, abs=99)
    assert appraisal["npv"] == pytest.approx(figures["npv"] * 100, abs=1)


def test_care_proceedings_pay_back_and_the_courts_are_asked() -> None:
    appraisal = appraised("care-proceedings")
    assert appraisal["payback_years"] == 0 and appraisal["npv"] > 0
    assert row(appraisal, "courts")["power"] == ASK and row(appraisal, "courts")["asked"] > 0
    assert row(appraisal, "cafcass")["pays"] == row(appraisal, "cafcass")["in_kind"] > 0
    councils = [row(appraisal, c)["carries"] for c in ("westminster", "kensington", "hammersmith")]
    assert sum(councils) == row(appraisal, "courts")["asked"]


def test_care_proceedings_show_both_readings_with_sources() -> None:
    readings = {r["id"]: r for r in appraised("care-proceedings")["readings"]}
    printed, evaluated = readings["weeks-2014-as-printed"], readings["weeks-2014-by-evaluation"]
    assert (printed["agrees"], evaluated["agrees"]) == (False, True)
    assert printed["inputs"]["after"]["value"] == 26 and evaluated["inputs"]["after"]["value"] == 27
    assert readings["saving-2014-basis"]["result"] == 1_000_000
    assert readings["saving-2014-basis"]["claimed"] == 1_200_000
    assert readings["saving-2012-basis"]["result"] == 86.25
    for reading in readings.values():
        assert reading["source"] and all(f["source"] for f in reading["inputs"].values())


def test_a_case_saves_the_weeks_that_were_measured() -> None:
    councils = appraised("care-proceedings")["benefits"][0]
    assert councils["units"] == pytest.approx(3 * 100 * 22 * 0.8)


def test_troubled_families_do_not_pay_back_on_published_evidence() -> None:
    appraisal = appraised("troubled-families")
    assert appraisal["payback_years"] is None and appraisal["npv"] < 0
    assert 0 < appraisal["cash_per_pound"] < 2


def test_benefits_saved_by_work_and_pensions_are_a_transfer() -> None:
    appraisal = appraised("troubled-families")
    assert row(appraisal, "dwp")["power"] == ASK
    assert total(appraisal, "years", "transfers") == row(appraisal, "dwp")["gains"] > 0
    assert appraisal["npv"] < appraisal["net_present_budget_impact"]


def test_health_commissioners_change_in_april_2013() -> None:
    appraisal = appraised("troubled-families")
    shares = next(b for b in appraisal["benefits"] if b["id"] == "ae-attendances")["by_partner"]
    assert {share["id"] for share in shares} == {
        "pct-inner-nwl",
        "ccg-central-london",
        "ccg-west-london",
        "ccg-hammersmith",
    }


def test_no_partner_is_asked_for_more_than_its_cash() -> None:
    for partner in appraised("troubled-families")["partners"]:
        assert partner["due"] <= partner["cashable"]


def test_the_grant_comes_off_first() -> None:
    appraisal = appraised("troubled-families")
    assert row(appraisal, "dclg")["pays"] == total(appraisal, "years", "grants") > 0


def test_an_empty_cohort_costs_and_gains_nothing() -> None:
    appraisal = appraised("troubled-families", **{"troubled-families-phase1": 0})
    assert appraisal["cost"] == appraisal["gains"] == appraisal["npv"] == 0
