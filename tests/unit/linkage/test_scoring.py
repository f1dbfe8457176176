"""Weights are log2(m / u), rare values count for more, missing fields for nothing."""

import numpy as np
import pytest

from wholeplace.pooling.linkage import Compared, Comparison, Level, Model, score
from wholeplace.pooling.linkage.scoring import probability

MODEL = Model(
    comparisons=(
        Comparison("given", (Level("same", 0.9, 0.01, 0.01, 0.01), Level("not", 0.1, 0.99, 0.99))),
        Comparison("family", (Level("same", 0.8, 0.002, 0.8), Level("not", 0.2, 0.998, 0.2))),
        Comparison("birth_date", (Level("same", 0.9, 0.001, 0.02), Level("not", 0.1, 0.999, 0.98))),
        Comparison("id", (Level("same", 0.99, 1e-6, 0.001), Level("not", 0.01, 1.0, 0.999))),
    ),
    prior=2**-10,
    household_prior=2**-9,
)


def pairs(share: float = 0.0, **levels: int) -> Compared:
    every = {"given": -1, "family": -1, "birth_date": -1} | levels
    return Compared(
        np.array([0]),
        np.array([1]),
        {name: np.array([value], np.int8) for name, value in every.items()},
        {"given": np.array([share])},
    )


def test_weight_is_the_prior_and_the_sum_of_log2_m_over_u() -> None:
    scored = score(pairs(given=0, family=1), MODEL)

    assert scored.weight[0] == pytest.approx(-10 + np.log2(0.9 / 0.01) + np.log2(0.2 / 0.998))


def test_missing_fields_leave_the_prior() -> None:
    assert score(pairs(), MODEL).weight[0] == pytest.approx(-10)


def test_a_value_four_times_rarer_counts_two_bits_more() -> None:
    usual, rare = (score(pairs(given=0, share=share), MODEL).weight[0] for share in (0.01, 0.0025))

    assert rare - usual == pytest.approx(2)


def test_household_members_are_a_rival_of_their_own() -> None:
    scored = score(pairs(given=1, family=0), MODEL)

    assert scored.household[0] == pytest.approx(-1 + np.log2(0.1 / 0.99))
    assert scored.log_odds[0] < min(scored.weight[0], scored.household[0])


def test_one_birth_date_in_one_household_means_twins_who_share_their_name() -> None:
    with_name = score(pairs(birth_date=0, family=1), MODEL).household[0]
    without = score(pairs(birth_date=0), MODEL).household[0]

    assert with_name == without


def test_a_likely_pair_contradicts_nothing_an_unlikely_one_by_what_disagrees() -> None:
    likely = score(pairs(given=0, birth_date=0, family=1), MODEL)
    unlikely = score(pairs(given=1, birth_date=0), MODEL)

    assert likely.log_odds[0] > 0
    assert likely.contradiction[0] == 0
    assert unlikely.contradiction[0] == pytest.approx(np.log2(0.1 / 0.99))


def test_a_new_identifier_scheme_takes_the_general_figures() -> None:
    told = Compared(np.array([0]), np.array([1]), {**pairs().levels, "id:new": np.array([0])}, {})

    assert score(told, MODEL).weight[0] == pytest.approx(-10 + np.log2(0.99 / 1e-6))


def test_probability_of_bits() -> None:
    assert probability(np.array([0.0, 1.0, -1000.0])).tolist() == pytest.approx([0.5, 2 / 3, 0])
