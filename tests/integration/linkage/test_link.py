"""Linking invented people end to end: quality, order, a saved model, and training without ids."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from support.linkage.people import AGENCIES, People, make_people
from wholeplace.pooling.linkage import Linked, Model, link, score_linkage

NAMED = {"dwp-benefits", "housing-lettings", "police-offences", "school-roll", "youth-justice"}


def linked(people: People, model: Model | None = None) -> Linked:
    return link(people.records, people.identifiers, people.addresses, model=model)


def closure(people: People, result: Linked) -> dict[str, float]:
    return score_linkage(result.person_of, people.truth)["closure"]


@pytest.fixture(scope="module")
def town() -> People:
    return make_people(2500, seed=5)


@pytest.fixture(scope="module")
def town_linked(town: People) -> Linked:
    return linked(town)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_named_lists_link_nearly_perfectly(seed: int) -> None:
    """Half of the records of these lists have errors; exact name and birth date finds .6."""
    agencies = [agency for agency in AGENCIES if agency.source in NAMED]
    people = make_people(4000, seed, agencies=agencies)

    score = closure(people, linked(people))

    assert score["f1"] >= 0.975
    assert score["precision"] >= 0.985


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_mostly_nameless_lists_link_where_anything_is_shared(seed: int) -> None:
    people = make_people(4000, seed)

    score = closure(people, linked(people))

    assert score["f1"] >= 0.95
    assert score["precision"] >= 0.985


def test_probabilities_mean_what_they_say() -> None:
    people = make_people(6000, seed=8)
    pairs = linked(people).pairs

    right = people.truth[pairs.left] == people.truth[pairs.right]

    for low, high in ((0.0, 0.1), (0.9, 1.0)):
        some = (pairs.probability >= low) & (pairs.probability <= high)
        assert right[some].mean() == pytest.approx(pairs.probability[some].mean(), abs=0.03)


def test_the_order_of_rows_does_not_matter(town: People, town_linked: Linked) -> None:
    order = np.random.default_rng(3).permutation(town.records.num_rows)
    shuffled = link(
        town.records.take(pa.array(order)),
        town.identifiers.take(pa.array(np.arange(town.identifiers.num_rows)[::-1])),
        town.addresses.take(pa.array(np.arange(town.addresses.num_rows)[::-1])),
    )

    assert shuffled.person_of.tolist() == town_linked.person_of[order].tolist()
    assert shuffled.model.hash == town_linked.model.hash


def test_a_saved_model_links_the_same(town: People, town_linked: Linked) -> None:
    again = linked(town, Model.from_json(town_linked.model.to_json()))

    assert again.person_of.tolist() == town_linked.person_of.tolist()
    assert again.model == town_linked.model


def test_nobody_holds_two_national_health_numbers(town: People, town_linked: Linked) -> None:
    nhs = town.identifiers.to_pandas().query("scheme == 'nhs'")
    person = town_linked.person_of[nhs["record"]]

    assert nhs.groupby(person)["value"].nunique().max() == 1


def test_how_sure_a_record_is(town_linked: Linked) -> None:
    alone = np.bincount(town_linked.person_of)[town_linked.person_of] == 1

    assert (town_linked.probability[alone] == 1).all()
    assert (town_linked.probability[~alone] >= town_linked.model.threshold).mean() > 0.99


def test_without_shared_identifiers_splink_trains() -> None:
    agencies = [replace(a, ids={}) for a in AGENCIES if a.source in NAMED]
    people = make_people(3000, seed=6, agencies=agencies)

    result = linked(people)

    assert result.model.trained_on == "splink-em"
    assert closure(people, result)["f1"] >= 0.975


def test_identifiers_train_where_they_are_shared(town_linked: Linked) -> None:
    assert town_linked.model.trained_on == "identifiers"
    assert town_linked.model.pairs_seen > 30


def test_a_handful_of_records() -> None:
    people = make_people(6, seed=1)

    assert len(linked(people).person_of) == people.records.num_rows


def test_no_records_at_all(town: People) -> None:
    nothing = [table.slice(0, 0) for table in (town.records, town.identifiers, town.addresses)]

    result = link(*nothing)

    assert result.person_of.tolist() == []


def test_progress_is_told(town: People, town_linked: Linked) -> None:
    told: list[str] = []

    link(
        town.records, town.identifiers, town.addresses,
        model=town_linked.model, progress=told.append,
    )  # fmt: skip

    assert told == ["cleaning", "comparing", "joining"]
