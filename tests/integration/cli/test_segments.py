"""The verb that puts everybody in one segment of need."""

import json
from pathlib import Path

import pytest

from wholeplace.cli.app import main
from wholeplace.place import Place
from wholeplace.pooling.store import open_snapshot


def test_everybody_known_and_living_is_in_one_segment(
    capsys: pytest.CaptureFixture[str], pooled: Place
) -> None:
    assert main(["segments", str(pooled.root), "need-segments", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    with open_snapshot(pooled) as snapshot:
        people = snapshot.table("person").num_rows

    assert 0.95 * people < found["count"] <= people
    assert sum(one["count"] for one in found["segments"]) == found["count"]
    assert all(one["unsure"] <= one["count"] for one in found["segments"])
    assert [one["id"] for one in found["segments"]][-1] == "others"


def test_it_is_said_with_shares_and_what_is_not_sure(
    capsys: pytest.CaptureFixture[str], pooled: Place
) -> None:
    assert main(["segments", str(pooled.root), "need-segments"]) == 0
    said = capsys.readouterr().out
    assert "1. Lives with long-term care" in said and "%" in said


def test_one_that_is_not_there_is_answered_with_those_that_are(
    capsys: pytest.CaptureFixture[str], pooled: Place
) -> None:
    assert main(["segments", str(pooled.root), "nothing"]) == 2
    assert "there is: need-segments" in capsys.readouterr().err


def test_a_place_without_any_is_told_where_to_add_one(
    capsys: pytest.CaptureFixture[str], pooled_copy: Path
) -> None:
    (pooled_copy / "cohorts" / "need-segments.toml").unlink()
    assert main(["segments", str(pooled_copy), "need-segments"]) == 2
    assert "none: add a file to cohorts/" in capsys.readouterr().err
