"""Costs, grants and funders in a definition: what is refused, and what comes off first."""

from typing import Any

import pytest
from pydantic import ValidationError

from support.finance import example_place, pounds, programme, sourced
from wholeplace.finance import NoFunder, appraise

GRANT = {
    "giver": "department",
    "giver_name": "A department",
    "title": "A grant",
    "power": "Local Government Act 2003 s31",
    "per": "year",
    "amount": pounds("400"),
}
COUNCIL = {"council": {"power": "LGA 1972 s111"}}
TEAM = {
    "id": "team",
    "title": "A team",
    "kind": "revenue",
    "per": "year",
    "amount": pounds("1000"),
}


def appraised(**changes: Any) -> dict[str, Any]:
    return appraise(programme(**changes), example_place(), {}).to_json()


def pays(appraisal: dict[str, Any], *partners: str) -> int:
    return sum(row["pays"] for row in appraisal["partners"] if row["id"] in partners)


COUNCILS = ("westminster", "kensington", "hammersmith")


def test_a_grant_comes_off_the_cost_before_it_is_shared() -> None:
    appraisal = appraised(funds={"gap_funder": "council", "grant": [GRANT], "from": COUNCIL})
    assert pays(appraisal, "department") == 400_00
    assert pays(appraisal, *COUNCILS) == 600_00


def test_a_grant_above_the_cost_is_cut_and_said() -> None:
    grant = GRANT | {"amount": pounds("1500")}
    appraisal = appraised(funds={"gap_funder": "council", "grant": [grant], "from": COUNCIL})
    assert pays(appraisal, "department") == appraisal["cost"] == 1000_00
    assert any("Grants were cut by £500.00" in warning for warning in appraisal["warnings"])


def test_a_partner_may_give_in_kind_and_still_owe_nothing() -> None:
    time = TEAM | {"id": "time", "kind": "in-kind", "by": "probation", "amount": pounds("50")}
    appraisal = appraised(cost=[TEAM, time])
    assert pays(appraisal, "probation") == 50_00
    assert appraisal["cost"] == 1050_00


def test_a_kind_and_a_partner_may_each_have_a_power() -> None:
    funds = {"from": {"police": {"power": "Police Act 1996 s92"}}, "gap_funder": None}
    rows = {row["id"]: row for row in appraised(funds=funds)["partners"]}
    assert rows["met-police"]["pays"] == 1000_00
    assert rows["met-police"]["power"] == "Police Act 1996 s92"


def test_a_cost_nobody_can_pay_is_refused() -> None:
    with pytest.raises(NoFunder, match="met-police would owe it and cannot pay"):
        appraised(funds={"from": {}})


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"funds": {"gap_funder": "council", "from": {}}}, "has no power under funds.from"),
        ({"funds": {"gap_funder": "council", "from": {"council": {}}}}, "has no power"),
        ({"cost": [TEAM | {"kind": "in-kind"}]}, "who gives a cost in kind"),
        ({"cost": [TEAM | {"by": "probation"}]}, "stands with 'in-kind' only"),
        ({"cost": [TEAM | {"spread": ["2019/20"]}]}, "2019/20 is outside its years"),
        (
            {"cost": [TEAM | {"per": "engaged", "spread": ["2013/14"]}]},
            "outside its years, which are 2012/13",
        ),
        ({"cost": [TEAM, TEAM]}, "two costs have the same id: team, team"),
        ({"runs_years": 3}, "longer than horizon_years"),
        ({"reach": {"engagement": sourced("1")}}, "exactly one of 'need' and 'cohort'"),
        (
            {"reach": {"need": sourced("1", "people"), "engagement": sourced("1.5")}},
            "engagement 1.5 is not a share",
        ),
    ],
)
def test_a_definition_that_cannot_be_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        programme(**changes)


def test_a_price_year_outside_the_deflator_is_refused() -> None:
    late = TEAM | {"amount": pounds("1", "2031/32")}
    with pytest.raises(ValidationError, match="no GDP deflator for 2031"):
        programme(cost=[late])
