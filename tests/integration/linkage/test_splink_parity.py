"""Splink, given our model, weighs every pair as we do, by its own SQL on its own table."""

import json
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from support.linkage.in_splink import by_our_pairs, pairs_of, predicted, splink_linker, weighed
from support.linkage.people import AGENCIES, make_people
from support.linkage.tables import Person, among
from wholeplace.pooling.linkage import Compared, Comparer, Model, link, prepare, score
from wholeplace.pooling.linkage.blocking import candidates
from wholeplace.pooling.linkage.encoding import pair_codes, split_codes
from wholeplace.pooling.linkage.frequencies import Frequencies
from wholeplace.pooling.linkage.in_splink import InSplink, from_splink, to_splink
from wholeplace.pooling.linkage.linking import in_order

ODD = "St Mary's list"
BORN = date(1980, 3, 4)
# Records that hold what generated ones seldom do, each beside one that it agrees with so far.
BY_HAND = [
    Person(ODD, "1", "Ann", "Lee", BORN, "female", [("1 Oak Road", "W2 1AB")], {"mrn": "a:12345"}),
    Person(ODD, "2", "A", "Lee", BORN, "male", [(None, "W2 1AB")], {"mrn": "b:12345"}),
    Person(ODD, "3", "Lee", "Ann", BORN, at=[("2 Oak Road", "W2 1AB")], ids={"mrn": "a:12346"}),
    Person(ODD, "4", "Lee", "Anne", BORN, at=[("1 Oak Rd", "W2 1AB"), (None, "W2 1CD")]),
    Person(ODD, "5", "Ann", "Lee-Smith", date(1980, 4, 3), at=[(None, "W2")], ids={"mrn": "12345"}),
    Person(ODD, "6", "Ann", "Smith", date(1980, 1, 1), precision="year", at=[(None, "W2 2AB")]),
    Person(ODD, "7", None, "Lee", date(1980, 3, 1), precision="month", at=[("1 Oak Road", None)]),
    Person(ODD, "8", "Anna", None, date(1780, 3, 4), at=[("1 Elm Street", "10115")]),
    Person(ODD, "9", "Ann", "Lee", date(1780, 3, 4), aliases="Lee, Anna; Ann Lee Smith"),
    Person(ODD, "10", "Ann", "Lee", date(1980, 3, 14), at=[("1 Elm Strasse", "10115")]),
    Person(ODD, "11", "Lee", "Anna", date(1981, 3, 4), aliases="Lee Ann", ids={"mrn": "c:1"}),
    Person(ODD, "12", zone="aggregate", given="Ann", family="Lee", born=BORN),
]


@dataclass(frozen=True)
class Town:
    """Records in both forms, and the pairs to weigh."""

    tables: tuple[pa.Table, pa.Table, pa.Table]
    model: Model
    exported: InSplink
    linker: Any
    compared: Compared
    found: set[int]  # candidate pairs, as ``pairs_of`` writes them


@pytest.fixture(scope="module")
def town() -> Town:
    agencies = [replace(a, named=max(a.named, 0.5), aliases=0.2, uprn=0.4) for a in AGENCIES]
    tables = among(make_people(2500, seed=7, noise=2.5, agencies=agencies), BY_HAND)
    model = link(*tables).model
    exported = to_splink(model, *tables)
    _, fields, linkable = in_order(*tables)
    found = pair_codes(*candidates(fields, linkable))
    others = pair_codes(*_others(fields.source == fields.sources.index(ODD), linkable))
    compared = Comparer(fields).compare(*split_codes(np.unique(np.concatenate([found, others]))))
    return Town(tables, model, exported, splink_linker(exported), compared, set(found.tolist()))


def _others(by_hand: np.ndarray, linkable: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of the records made by hand, and pairs that share nothing in particular."""
    few, many = np.flatnonzero(by_hand & linkable), np.flatnonzero(linkable)
    pairs = [*combinations(few, 2), *np.random.default_rng(1).choice(many, (2000, 2))]
    left, right = np.sort(pairs, axis=1).T
    return left[left != right], right[left != right]


def test_match_weights_are_equal(town: Town) -> None:
    ours = score(town.compared, town.model).weight

    theirs = weighed(town.linker, town.compared.left, town.compared.right)

    assert len(theirs) > 3000
    assert np.abs(theirs - ours).max() < 1e-6


def test_match_weights_are_equal_where_values_were_counted_elsewhere(town: Town) -> None:
    """A place's model keeps the shares of values it was trained with; some here it never met."""
    elsewhere = make_people(900, seed=8)
    before = prepare(elsewhere.records, elsewhere.identifiers, elsewhere.addresses)
    frequencies = Frequencies.of(before)
    _, fields, _ = in_order(*town.tables)
    few = slice(0, 3000)
    left, right = town.compared.left[few], town.compared.right[few]
    compared = Comparer(fields, frequencies.shares(fields)).compare(left, right)

    linker = splink_linker(to_splink(town.model, *town.tables, frequencies=frequencies))

    ours = score(compared, town.model).weight
    assert np.abs(weighed(linker, left, right) - ours).max() < 1e-6
    assert not np.allclose(ours, score(town.compared, town.model).weight[few])


def test_the_pairs_reach_every_level_of_every_field(town: Town) -> None:
    reached: dict[str, set[int]] = {}
    for field, levels in town.compared.levels.items():
        reached.setdefault(field.partition(":")[0], set()).update(levels.tolist())
    for kind, levels in reached.items():
        assert levels == {-1, *range(len(town.model.comparison(kind).levels))}, kind
    for field, shares in town.compared.shares.items():
        assert len(set(shares.tolist())) > 5, field


def test_splink_is_given_our_candidates(town: Town) -> None:
    linker = splink_linker(town.exported)
    by_our_pairs(linker, town.exported)

    assert pairs_of(predicted(linker)) == town.found


def test_splink_finds_nearly_all_matches_by_the_keys_of_the_records(town: Town) -> None:
    sure = score(town.compared, town.model).probability >= 0.5
    left, right = town.compared.left[sure], town.compared.right[sure]
    ours = set(pair_codes(left, right).tolist()) & town.found

    theirs = pairs_of(predicted(splink_linker(town.exported)))

    assert len(ours & theirs) >= 0.95 * len(ours)


def test_a_round_trip_loses_nothing(town: Town) -> None:
    again = from_splink(json.dumps(town.exported.settings))

    assert again == town.model
    assert again.hash == town.model.hash


def test_a_round_trip_through_splink_loses_nothing(town: Town) -> None:
    assert from_splink(json.dumps(town.linker.misc.save_model_to_json())) == town.model


def test_what_splink_learned_is_read_and_weighs_the_same(town: Town) -> None:
    settings = json.loads(json.dumps(town.exported.settings))
    _part(settings, "sex", "same")["m_probability"] = 0.9
    for part in _parts(settings, "given", "exact"):
        part["m_probability"] *= 0.5
    settings["probability_two_random_records_match"] = 0.001

    learned = from_splink(json.dumps(settings))

    assert learned.comparison("sex").levels[0].m == 0.9
    before, after = (m.comparison("given").levels for m in (town.model, learned))
    assert after[0].m == pytest.approx(before[0].m / 2)
    assert after[0].h == before[0].h
    assert learned.prior == pytest.approx(0.001 / 0.999)
    assert learned.trained_on == "splink"
    few = town.compared.take(np.arange(400))
    theirs = weighed(splink_linker(to_splink(learned, *town.tables)), few.left, few.right)
    assert np.abs(theirs - score(few, learned).weight).max() < 1e-6


def _parts(settings: dict, column: str, level: str) -> list[dict]:
    (one,) = [c for c in settings["comparisons"] if c["output_column_name"] == column]
    return [p for p in one["comparison_levels"] if p["label_for_charts"].startswith(level)]


def _part(settings: dict, column: str, level: str) -> dict:
    (part,) = _parts(settings, column, level)
    return part
