"""From those in need to pounds saved: conventions, lag, drop-off, bias, prices."""

from typing import Any

import pytest
from pydantic import ValidationError

from support.finance import benefit, example_place, programme, sourced
from wholeplace.finance import CaseError, appraise
from wholeplace.finance.case import Case, build_case
from wholeplace.finance.graph import Values


def worked(**changes: Any) -> tuple[Case, Values]:
    case = build_case(programme(**changes), example_place(), {})
    return case, case.graph.evaluate()


def change(effect: dict[str, Any], **more: Any) -> float:
    _, values = worked(benefit=[benefit(effect, **more)])
    return values.one("arrests.change")


def test_engaged_is_need_times_engagement_times_retention() -> None:
    reach = {
        "need": sourced("200", "people"),
        "engagement": sourced("0.5"),
        "retention": sourced("0.8"),
    }
    assert worked(reach=reach)[1].one("reach.engaged") == 80


def test_a_relative_effect_is_a_share_of_the_baseline_not_points() -> None:
    effect = {"kind": "relative", "amount": sourced("0.10")}
    assert change(effect, baseline=sourced("0.6", "reconvicted")) == pytest.approx(0.06)


def test_deadweight_as_a_share_is_taken_off_the_effect() -> None:
    effect = {"kind": "relative", "amount": sourced("0.5"), "deadweight": sourced("0.25")}
    assert change(effect, baseline=sourced("8", "arrests")) == 3


POINTS = {"kind": "points", "amount": sourced("6", "percentage points")}


def test_both_conventions_agree_where_they_say_the_same() -> None:
    in_points = {
        **POINTS,
        "deadweight": sourced("1.5", "percentage points"),
        "deadweight_is": "points",
    }
    as_share = {**POINTS, "deadweight": sourced("0.25")}
    prevalence = sourced("0.6", "reconvicted")
    assert change(in_points, baseline=prevalence) == pytest.approx(0.045)
    assert change(in_points, baseline=prevalence) == change(as_share, baseline=prevalence)


@pytest.mark.parametrize(
    ("effect", "says"),
    [
        ({"deadweight_is": "points", "deadweight": sourced("1", "percentage points")}, "a share"),
        ({"kind": "relative", "amount": sourced("10", "percentage points")}, "in unit 'share'"),
        ({"kind": "points", "amount": sourced("0.1")}, "in unit 'percentage points'"),
        ({"deadweight": sourced("20", "percentage points")}, "in unit 'share'"),
        ({"deadweight": sourced("1.2")}, "not between 0 and 1"),
        (
            {
                **POINTS,
                "deadweight_is": "points",
                "deadweight": sourced("7", "percentage points"),
            },
            "deadweight 7 is not between 0 and 6",
        ),
        ({"lag_years": sourced("1", "years")}, "before it begins"),
        ({"drop_off": sourced("1.5")}, "not a share between 0 and 1"),
    ],
)
def test_mixed_or_absurd_conventions_are_refused(effect: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        programme(benefit=[benefit(effect)])


def test_no_more_is_avoided_than_there_is() -> None:
    effect = {"amount": sourced("9", "arrests")}
    assert change(effect, baseline=sourced("2", "arrests")) == 2
    appraisal = appraise(programme(benefit=[benefit(effect)]), example_place(), {})
    assert any("takes all of the baseline" in w for w in appraisal.to_json()["warnings"])


def test_an_effect_below_zero_is_a_loss() -> None:
    effect = {"amount": sourced("-1", "arrests")}
    rows = appraise(programme(benefit=[benefit(effect)]), example_place(), {}).partners
    police = next(row for row in rows if row["id"] == "met-police")
    assert police["gains"] < 0
    assert police["net"] == 0 and police["compensation"] == -police["gains"]


def test_deadweight_equal_to_the_impact_leaves_nothing() -> None:
    assert change({"deadweight": sourced("1")}) == 0


def test_nobody_engaged_gains_nothing() -> None:
    reach = {"need": sourced("10", "people"), "engagement": sourced("0")}
    appraisal = appraise(programme(reach=reach), example_place(), {})
    assert appraisal.to_json()["gains"] == 0
    assert sum(row["pays"] for row in appraisal.partners) == appraisal.to_json()["cost"]


def test_a_unit_cost_is_uprated_to_the_prices_of_the_place() -> None:
    case, values = worked()
    before, after = values.one("unit-cost.arrest"), values.one("unit-cost.arrest.2013/14")
    in_2006_07, in_2013_14 = (3 * 63.4682 + 64.7322) / 4, (3 * 73.4795 + 74.6524) / 4
    assert before == 593 and after == pytest.approx(593 * in_2013_14 / in_2006_07)
    assert "GDP deflators" in case.graph.figures["gdp-deflator.2006/07"].source


@pytest.mark.parametrize(("grade", "kept"), [(1, 1.0), (2, 0.95), (3, 0.9), (5, 0.75), (6, 0.6)])
def test_optimism_cuts_benefits_by_the_weakest_grade(grade: int, kept: float) -> None:
    effect = {"amount": sourced("1", "arrests", grade)}
    _, values = worked(benefit=[benefit(effect)])
    assert values.one("arrests.saving") == pytest.approx(kept * values.one("arrests.gross"))


def test_optimism_raises_a_harm() -> None:
    effect = {"amount": sourced("-1", "arrests", 6)}
    _, values = worked(benefit=[benefit(effect)])
    assert values.one("arrests.saving") == pytest.approx(1.4 * values.one("arrests.gross"))


def test_two_benefits_may_share_a_unit_cost() -> None:
    for cost in ("arrest", "looked-after-week"):
        two = [benefit(unit_cost=cost), benefit(unit_cost=cost, id="more")]
        _, values = worked(benefit=two)
        assert values.one("more.gross") == values.one("arrests.gross") > 0


def test_the_optimism_table_says_that_it_is_recalled() -> None:
    case, _ = worked()
    assert case.graph.figures["optimism-bias.grade-1"].source.startswith("assumption: ")
    assert "recalled" in case.graph.figures["optimism-bias.grade-1"].source


def test_optimism_raises_costs() -> None:
    cost = {
        "id": "team",
        "title": "A team",
        "kind": "revenue",
        "per": "engaged",
        "amount": {**sourced("100", "GBP", 6), "price_year": "2013/14"},
    }
    assert worked(cost=[cost])[1].by_year("cost.team") == pytest.approx([1400, 0])


def test_a_cohort_is_taken_on_evenly_over_the_years_of_intake() -> None:
    reach = {"cohort": "troubled-families-phase1", "engagement": sourced("0.5")}
    trial = programme(reach=reach, runs_years=2)
    case = build_case(trial, example_place(), {"troubled-families-phase1": 300})
    assert case.graph.evaluate().one("reach.engaged") == 75


def test_a_cohort_that_was_not_counted_is_said() -> None:
    reach = {"cohort": "troubled-families-phase1", "engagement": sourced("1")}
    with pytest.raises(CaseError, match="'troubled-families-phase1', which has not been counted"):
        appraise(programme(reach=reach), example_place(), {})
