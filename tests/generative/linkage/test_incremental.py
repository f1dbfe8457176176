"""Linking only what changed ends where linking everything anew ends, exactly."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from support.linkage.deliveries import Delivery, deliveries
from support.linkage.people import make_people
from wholeplace.pooling.linkage import alike, blocking, durable_ids
from wholeplace.pooling.linkage.frequencies import Frequencies
from wholeplace.pooling.linkage.id_log import Change, read_log
from wholeplace.pooling.linkage.id_register import keyed, read_register
from wholeplace.pooling.linkage.incremental import (
    IdIndex,
    Shelf,
    State,
    change_since,
    index_of_all,
    relink,
    rename,
    state_of,
)
from wholeplace.pooling.linkage.incremental.shelf import Array
from wholeplace.pooling.linkage.linking import Worked, work
from wholeplace.pooling.linkage.model import Model


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("limits", [(40, 200), (4, 6)])
def test_a_change_ends_where_a_whole_linkage_ends(
    seed: int, limits: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_blocks(monkeypatch, *limits)
    check_equal_all_along(700, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 20))
def test_the_same_with_more_people_and_blocks_that_cross_their_limit(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_blocks(monkeypatch, 2 + seed % 4, 3 + seed % 5)
    check_equal_all_along(4000, seed)


def limit_blocks(monkeypatch: pytest.MonkeyPatch, others: int, ids: int) -> None:
    """Few people have few large blocks, so the limits come down to them."""
    monkeypatch.setattr(blocking, "RARE_UP_TO", 0)
    monkeypatch.setattr(blocking, "LARGEST_BLOCK", others)
    monkeypatch.setattr(blocking, "LARGEST_ID_BLOCK", ids)
    monkeypatch.setattr(alike, "MOST_ALIKE", max(2, others - 1))


def check_equal_all_along(people: int, seed: int) -> None:
    first, *later = deliveries(make_people(people, seed), seed)
    trained = work(*first.tables)
    frequencies = Frequencies.of(trained.fields)
    model = trained.model
    worked = work(*first.tables, model=model, frequencies=frequencies, rulings=first.rulings)
    state = state_of(worked, *first.tables, first.rulings)
    for delivery in later:
        change, _ = change_since(state, *delivery.tables)
        state = relink(state, change, model, frequencies, delivery.rulings).state
        check_equal(state, delivery, model, frequencies)


def check_equal(state: State, delivery: Delivery, model: Model, frequencies: Frequencies) -> None:
    whole = work(*delivery.tables, model=model, frequencies=frequencies, rulings=delivery.rulings)
    change, kept = change_since(state, *delivery.tables)
    rows = kept[whole.order]
    assert change.nothing
    np.testing.assert_array_equal(np.sort(rows), np.flatnonzero(state.alive))
    np.testing.assert_array_equal(by_first(state.group[rows]), by_first(whole.groups))
    np.testing.assert_array_equal(state.sure[rows], whole.sure)
    check_same_pairs(state, whole, rows)


def check_same_pairs(state: State, whole: Worked, rows: np.ndarray) -> None:
    mine, theirs = state.edges(), whole.edges
    left, right = rows[theirs.left], rows[theirs.right]
    for one, other in zip(in_order(mine.left, mine.right), in_order(left, right), strict=True):
        np.testing.assert_array_equal(one, other)
    order = np.lexsort((right, left))
    np.testing.assert_array_equal(
        mine.log_odds[np.lexsort((mine.right, mine.left))], theirs.log_odds[order]
    )


def in_order(left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.lexsort((right, left))
    return left[order], right[order]


def by_first(groups: np.ndarray) -> np.ndarray:
    """The same partition has the same numbers."""
    _, first, back = np.unique(groups, return_index=True, return_inverse=True)
    return first[back]


def test_training_again_on_the_same_records_changes_no_weight() -> None:
    people = make_people(700, 3)
    tables = people.records, people.identifiers, people.addresses
    trained = work(*tables)
    kept = Frequencies.from_table(Frequencies.of(trained.fields).to_table())

    again = work(*tables, model=trained.model, frequencies=kept)

    np.testing.assert_array_equal(again.edges.log_odds, trained.edges.log_odds)
    np.testing.assert_array_equal(again.groups, trained.groups)


@pytest.mark.parametrize("seed", range(3))
def test_ids_of_changes_are_those_that_naming_everybody_gives(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_blocks(monkeypatch, 40, 200)
    one, other = tmp_path / "one" / "people.parquet", tmp_path / "other" / "people.parquet"
    long_ago, first, *later = deliveries(make_people(700, seed), seed, steps=5)
    worked = work(*first.tables, rulings=first.rulings)
    model, frequencies = worked.model, Frequencies.of(worked.fields)
    state = state_of(worked, *first.tables, first.rulings)
    for register in (one, other):
        durable_ids(work(*long_ago.tables).linked().person_of, long_ago.tables[0], register)
        ids = durable_ids(worked.linked().person_of, first.tables[0], register)
    index = IdIndex((Shelf(whole_index(worked, first, ids, other)),))
    for delivery in later:
        change, rows = change_since(state, *delivery.tables)
        relinked = relink(state, change, model, frequencies, delivery.rulings)
        state, rows[rows < 0] = relinked.state, relinked.rows
        index = index.under(rename(state, index, other).index)
        whole = work(
            *delivery.tables, model=model, frequencies=frequencies, rulings=delivery.rulings
        )
        ids = durable_ids(whole.linked().person_of, delivery.tables[0], one)
        assert index.people(rows).to_pylist() == ids.tolist()
        assert read_register(one).equals(read_register(other))
    assert told(one) == told(other) != []


def whole_index(
    worked: Worked, delivery: Delivery, ids: pa.Array, register: Path
) -> dict[str, Array]:
    """The index of a whole linkage; the register remembers records that are not there now."""
    known = read_register(register)
    here = keyed(delivery.tables[0].select(["source", "local_id"]))["key"]
    absent = known.filter(pc.invert(pc.is_in(known["key"], value_set=here)))
    return index_of_all(np.argsort(worked.order), ids.cast(pa.string()), absent)


def told(register: Path) -> list[Change]:
    """What the log says, in no order: merges and splits of one run have none."""
    return sorted(read_log(register), key=lambda change: (change.before, change.after))
