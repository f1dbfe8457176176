"""Recall by group: intervals, who falls behind, and when there are too few to say."""

import numpy as np
import pytest

from wholeplace.pooling.linkage.recall import (
    Group,
    KnownPairs,
    Rules,
    Share,
    age_band,
    recall_by_group,
    rules,
)

RULES = Rules(gap=0.03, too_few=10, ages=(0, 18, 65))


def measured(**groups: tuple[int, int]) -> dict[str, Group]:
    """Groups of one kind, each given as (pairs, found)."""
    labels: list[str | None] = []
    found: list[bool] = []
    for name, (pairs, hits) in groups.items():
        labels += [name] * pairs
        found += [True] * hits + [False] * (pairs - hits)
    rows = np.arange(len(labels))
    known = KnownPairs(rows, rows, np.array(found), "identifiers")
    return {group.name: group for group in recall_by_group(known, labels, RULES)}


def test_wilsons_interval() -> None:
    """Wilson's own example has its ends at these places, whichever program works it out."""
    low, high = Share(263, 81).interval

    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_newcombes_interval_of_a_difference() -> None:
    """56 of 70 against 48 of 80: Newcombe (1998), table II, method 10."""
    group = measured(a=(70, 56), b=(80, 48))["a"]

    assert group.difference == pytest.approx(0.2)
    assert (round(group.low, 4), round(group.high, 4)) == (0.0524, 0.3339)


def test_a_group_far_below_the_rest_falls_behind() -> None:
    groups = measured(young=(200, 120), old=(800, 720))

    assert groups["young"].behind
    assert not groups["old"].behind
    assert groups["young"].difference == pytest.approx(-0.3)


def test_a_gap_that_chance_explains_is_no_falling_behind() -> None:
    assert not measured(a=(20, 15), b=(30, 26))["a"].behind


def test_a_sure_gap_that_is_small_is_no_falling_behind() -> None:
    group = measured(a=(50_000, 45_000), b=(50_000, 46_000))["a"]

    assert group.high < 0
    assert not group.behind


def test_too_few_pairs_say_nothing() -> None:
    group = measured(a=(9, 0), b=(500, 490))["a"]

    assert group.too_few
    assert not group.behind


def test_a_group_alone_has_nothing_to_be_compared_with() -> None:
    group = measured(a=(50, 40))["a"]

    assert (group.difference, group.behind) == (None, False)


def test_a_pair_counts_in_the_groups_of_both_its_records() -> None:
    labels = ["police", "school", None, "police"]
    known = KnownPairs(np.array([0, 2]), np.array([1, 3]), np.array([True, False]), "identifiers")

    groups = {g.name: g.share for g in recall_by_group(known, labels, RULES)}

    assert groups == {"police": Share(2, 1), "school": Share(1, 1)}


def test_groups_come_in_their_own_order() -> None:
    names = ["10, least deprived", "2", "1, most deprived", "B", "A"]

    groups = measured(**dict.fromkeys(names, (5, 5)))

    assert list(groups) == ["1, most deprived", "2", "10, least deprived", "A", "B"]


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0 to 17"),
        (17, "0 to 17"),
        (18, "18 to 64"),
        (65, "65 and over"),
        (None, None),
        (-1, None),
    ],
)
def test_age_bands(age: int | None, band: str | None) -> None:
    assert age_band(age, RULES) == band


def test_the_figures_are_stated_in_data() -> None:
    stated = rules()

    assert 0 < stated.gap < 0.1
    assert stated.too_few == 10
    assert stated.ages[0] == 0
