"""A probability of 0.9 means nine in ten, on people that nothing was fitted to.

Limits: the expected calibration error of each set, and how far the share truly one person in the
bucket from 0.85 to 0.95 may be from the mean probability there.
"""

from pathlib import Path

import pytest

from support.linkage.reliability import Judged, bucket, judged_lists, judged_places

SEEDS = [201, 202, 203]
BUCKET = 0.06


def holds(several: list[Judged], error: float) -> None:
    pairs, sure, right = bucket(several, 0.85, 0.95)

    assert [one.error for one in several if one.error > error] == []
    assert pairs >= 80
    assert right == pytest.approx(sure, abs=BUCKET)


@pytest.mark.slow
def test_in_invented_places(tmp_path: Path) -> None:
    holds(judged_places(tmp_path, 15_000, SEEDS), error=0.012)


@pytest.mark.slow
def test_in_lists_of_another_generator() -> None:
    holds(judged_lists(15_000, SEEDS, noise=1.0), error=0.018)


@pytest.mark.slow
def test_in_lists_with_three_times_the_errors() -> None:
    holds(judged_lists(15_000, SEEDS, noise=3.0), error=0.025)
