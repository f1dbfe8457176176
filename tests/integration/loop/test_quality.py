"""How well invented places are understood, whole, over three seeds: the figures we promise."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from wholeplace.loop import run, score
from wholeplace.place import load_place
from wholeplace.synthetic import make_place

SEEDS = (101, 102, 103)
PEOPLE = 12_000
FAMILIES = "troubled-families-phase1"


@pytest.fixture(scope="module")
def scored(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> list[tuple[int, dict[str, Any]]]:
    """For each seed: how many families were planted, and what score says."""
    template = Path(__file__).parents[3] / "examples" / "triborough"
    return [_one(tmp_path_factory.mktemp("quality") / str(seed), template, seed) for seed in SEEDS]


def _one(folder: Path, template: Path, seed: int) -> tuple[int, dict[str, Any]]:
    make_place(folder, PEOPLE, seed, template)
    place = load_place(folder)
    run(place)
    planted = pq.read_table(folder / "truth" / "cohorts.parquet", columns=["cohort"])
    return planted["cohort"].to_pylist().count(FAMILIES), score(place)


@pytest.mark.slow
def test_records_become_people(scored: list[tuple[int, dict[str, Any]]]) -> None:
    for _, said in scored:
        assert said["linkage"]["closure"]["f1"] >= 0.97


@pytest.mark.slow
def test_people_in_flagged_families_are_found(scored: list[tuple[int, dict[str, Any]]]) -> None:
    assert sum(families for families, _ in scored) >= 500
    for _, said in scored:
        assert said["cohorts"][FAMILIES]["precision"] >= 0.95
        assert said["cohorts"][FAMILIES]["recall"] >= 0.92


@pytest.mark.slow
def test_rules_are_exact_on_true_people(scored: list[tuple[int, dict[str, Any]]]) -> None:
    for _, said in scored:
        for id, exact in said["cohorts_on_truth"].items():
            assert exact == {"precision": 1.0, "recall": 1.0}, id
