"""The verb that asks a cohort's question: on another day, of one household, of near misses."""

import json
from typing import Any

import pytest

from wholeplace.cli.app import main
from wholeplace.place import Place

ID = "troubled-families-phase1"


def said(capsys: pytest.CaptureFixture[str], place: Place, *options: str) -> str:
    assert main(["cohort", str(place.root), ID, *options]) == 0
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], place: Place, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(capsys, place, "--json", *options))
    return found


def test_a_member_is_explained_by_criterion_person_and_day(
    capsys: pytest.CaptureFixture[str], pooled: Place
) -> None:
    member = as_json(capsys, pooled)["members"][0]

    why = as_json(capsys, pooled, "--explain", member["unit"])

    assert (why["standing"], why["short_by"]) == ("member", 0)
    assert {p["person"] for c in why["criteria"] for p in c["evidence"]} == set(member["persons"])
    met = {c["id"] for c in why["criteria"] if c["verdict"] == "met"}
    assert met == {name for name in ("crime", "education", "work") if member[name]}
    assert f"{member['unit']} on 2014-03-31: member" in said(
        capsys, pooled, "--explain", member["unit"]
    )


def test_near_misses_lack_one_criterion_each(
    capsys: pytest.CaptureFixture[str], pooled: Place
) -> None:
    found = as_json(capsys, pooled, "--near-miss")

    assert found["near"]
    for near in found["near"][:3]:
        why = as_json(capsys, pooled, "--explain", near["unit"])
        assert why["short_by"] == 1
        assert {c["id"] for c in why["criteria"] if c["verdict"] != "met"} == set(near["lacks"])
    assert "one thing more" in said(capsys, pooled, "--near-miss")


def test_another_day_has_another_answer(capsys: pytest.CaptureFixture[str], pooled: Place) -> None:
    now, then = as_json(capsys, pooled), as_json(capsys, pooled, "--as-at", "2013-03-31")

    assert (now["as_at"], then["as_at"]) == ("2014-03-31", "2013-03-31")
    assert now["members"] != then["members"]


def test_nobody_of_that_id_is_said(capsys: pytest.CaptureFixture[str], pooled: Place) -> None:
    assert main(["cohort", str(pooled.root), ID, "--explain", "H0"]) == 1
    assert "there is no household 'H0'" in capsys.readouterr().err
