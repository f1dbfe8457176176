"""What is known by hidden identifiers, or by review, tells how much linking finds."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from support.linkage.people import AGENCIES, People, make_people
from wholeplace.pooling.linkage import Linked, link
from wholeplace.pooling.linkage.recall import REVIEWED, KnownPairs, known_pairs

NAMED = {"dwp-benefits", "housing-lettings", "police-offences", "school-roll"}


@pytest.fixture(scope="module")
def town() -> People:
    """Lists with names; everyone on them has one number, if the agency asked for it."""
    agencies = [replace(a, ids={"nhs": 0.6}, ages=(0, 110)) for a in AGENCIES if a.source in NAMED]
    return make_people(2500, seed=4, agencies=agencies)


@pytest.fixture(scope="module")
def linked(town: People) -> Linked:
    return link(town.records, town.identifiers, town.addresses)


def measured(town: People, linked: Linked, reviewed: pa.Table | None = None) -> KnownPairs:
    tables = town.records, town.identifiers, town.addresses
    return known_pairs(*tables, linked.model, reviewed=reviewed)


def test_pairs_share_a_number_and_come_from_two_agencies(town: People, linked: Linked) -> None:
    pairs = measured(town, linked)

    source = np.array(town.records["source"].to_pylist())
    assert pairs.basis == "identifiers"
    assert len(pairs) > 300
    assert (source[pairs.left] != source[pairs.right]).all()
    assert (town.truth[pairs.left] == town.truth[pairs.right]).mean() > 0.98


def test_recall_is_that_of_linking_without_any_number(town: People, linked: Linked) -> None:
    pairs = measured(town, linked)

    without = link(
        town.records, town.identifiers.slice(0, 0), town.addresses, model=linked.model
    ).pairs.above(0.5)

    joined = set(zip(*np.sort([without.left, without.right], axis=0).tolist(), strict=True))
    both = zip(*np.sort([pairs.left, pairs.right], axis=0).tolist(), strict=True)
    assert pairs.found.tolist() == [pair in joined for pair in both]
    assert 0.85 < pairs.found.mean() < 0.995


def test_people_whose_names_are_spelt_badly_are_seen_to_be_found_less(
    town: People, linked: Linked
) -> None:
    hurt = np.isin(town.truth % 5, [0])
    given = town.records["given"].to_pylist()
    family = town.records["family"].to_pylist()
    odd = hurt & (np.arange(len(hurt)) % 2 == 0)
    names = [
        (g and g[::-1], f and f[::-1]) if o else (g, f)
        for g, f, o in zip(given, family, odd, strict=True)
    ]
    worse = town.records
    for column, place in (("given", 0), ("family", 1)):
        index = worse.column_names.index(column)
        worse = worse.set_column(index, column, pa.array([n[place] for n in names], pa.string()))

    pairs = measured(replace(town, records=worse), linked)

    inside = hurt[pairs.left]
    assert pairs.found[inside].mean() < pairs.found[~inside].mean() - 0.1


def test_reviewed_pairs_are_used_where_too_few_share_a_number(town: People, linked: Linked) -> None:
    bare = replace(town, identifiers=town.identifiers.slice(0, 0))
    pairs = linked.pairs.above(0.5)
    keys = list(zip(*(town.records[c].to_pylist() for c in ("source", "local_id")), strict=True))
    judged = [
        (*keys[a], *keys[b], True)
        for a, b in zip(pairs.left[:40].tolist(), pairs.right[:40].tolist(), strict=True)
    ]
    no, gone = (*keys[0], *keys[1], False), (*keys[0], "police", "gone", True)
    table = pa.Table.from_pylist(
        [dict(zip(REVIEWED.names, row, strict=True)) for row in [*judged, no, gone]], REVIEWED
    )

    found = measured(bare, linked, table)

    assert (found.basis, len(found)) == ("review", 40)
    assert found.found.mean() > 0.8
    assert measured(town, linked, table).basis == "identifiers"


def test_nothing_to_measure_by_is_no_error(town: People, linked: Linked) -> None:
    bare = replace(town, identifiers=town.identifiers.slice(0, 0))

    assert len(measured(bare, linked)) == 0
