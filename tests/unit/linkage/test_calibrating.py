"""Evidence that promises too much or too little is mended by one figure, learned without labels."""

from dataclasses import replace

import numpy as np
import pytest

from support.linkage.people import make_people
from wholeplace.pooling.linkage import Calibration, Comparer, Model, link, prepare, score
from wholeplace.pooling.linkage.blocking import candidates
from wholeplace.pooling.linkage.calibrating import (
    calibrated,
    expected_error,
    found_otherwise,
    hidden,
)
from wholeplace.pooling.linkage.comparing import Compared
from wholeplace.pooling.linkage.scoring import probability

SEED = 5


@pytest.fixture(scope="module")
def town() -> tuple[Model, Compared, Comparer, np.ndarray]:
    people = make_people(9000, seed=9)
    model = link(people.records, people.identifiers, people.addresses).model
    fields = prepare(people.records, people.identifiers, people.addresses)
    comparer = Comparer(fields)
    pairs = comparer.compare(*candidates(fields, np.ones(fields.size, dtype=bool)))
    return model, pairs, comparer, people.truth[pairs.left] == people.truth[pairs.right]


@pytest.mark.parametrize("times", [0.5, 2.0])
def test_evidence_counted_wrongly_is_mended(town, times: float) -> None:
    """A model whose every bit is doubled, as if each field had been asked twice, or halved."""
    model, pairs, comparer, right = town
    plain = model.replacing((), calibration=Calibration())
    wrong = exaggerated(plain, times)

    mended = calibrated(wrong, pairs, comparer.fields)

    slope = mended.calibration.slope
    assert (slope < 0.9) if times > 1 else (slope > 1.3)
    before = expected_error(score(pairs, wrong).probability, right)
    after = expected_error(score(pairs, mended).probability, right)
    assert after < before
    assert mended.calibration.error_after < mended.calibration.error_before


def exaggerated(model: Model, times: float) -> Model:
    """Every m/u and m/h to a power; each m is left as it is."""
    changed = [
        replace(
            comparison,
            levels=tuple(
                replace(
                    level,
                    u=level.m * (level.u / level.m) ** times,
                    h=level.m * (level.h / level.m) ** times,
                )
                for level in comparison.levels
            ),
        )
        for comparison in model.comparisons
    ]
    prior = model.prior**times
    return model.replacing(
        changed, prior=prior, household_prior=prior * (model.household_prior / model.prior) ** times
    )


def test_even_odds_stay_even_and_the_order_stays(town) -> None:
    model, pairs, _, _ = town
    plain = score(pairs, model.replacing((), calibration=Calibration()))
    mended = score(pairs, model.replacing((), calibration=Calibration(slope=1.7)))

    assert mended.weight.tolist() == plain.weight.tolist(), "Splink's weight is not touched"
    assert ((mended.probability >= 0.5) == (plain.probability >= 0.5)).all()
    assert mended.log_odds == pytest.approx(1.7 * plain.log_odds)


def test_too_few_pairs_leave_the_model_alone(town) -> None:
    model, pairs, comparer, _ = town
    plain = model.replacing((), calibration=Calibration())

    assert calibrated(plain, pairs.take(np.arange(50)), comparer.fields) == plain


def test_no_identifier_is_left_in_what_is_weighed(town) -> None:
    _, pairs, _, _ = town

    assert any(field.startswith("id:") for field in pairs.levels)
    assert not any(field.startswith("id:") for field in hidden(pairs).levels)


def test_pairs_that_met_by_a_number_alone_are_known(town) -> None:
    _, pairs, comparer, _ = town

    otherwise = found_otherwise(comparer.fields, pairs.left, pairs.right)

    by_number = np.logical_or.reduce(
        [level == 0 for field, level in pairs.levels.items() if field[:3] == "id:"]
    )
    assert by_number[~otherwise].all()
    assert 0 < (~otherwise).sum() < by_number.sum()


def test_the_expected_error_of_honest_and_of_boastful_probabilities() -> None:
    chance = np.random.default_rng(1)
    bits = chance.normal(0, 4, 200_000)
    right = chance.random(len(bits)) < probability(bits)

    assert expected_error(probability(bits), right) < 0.005
    assert expected_error(probability(2 * bits), right) > 0.05
