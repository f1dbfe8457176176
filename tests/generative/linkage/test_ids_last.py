"""Whatever history of merges and splits: ids stay unique, and a replay gives the same ones."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from wholeplace.pooling.linkage import durable_ids

RECORDS = 7
runs = st.lists(st.integers(0, 3), min_size=RECORDS, max_size=RECORDS)
histories = st.lists(runs, min_size=1, max_size=4)
KEYS = [("gp", str(number)) for number in range(RECORDS)]


def replay(history: list[list[int]]) -> list[list[str]]:
    with TemporaryDirectory() as folder:
        register = Path(folder) / "person_ids.parquet"
        return [durable_ids(clusters, KEYS, register).tolist() for clusters in history]


@settings(max_examples=25, deadline=None)
@given(histories)
def test_one_id_per_person_and_one_person_per_id(history: list[list[int]]) -> None:
    for clusters, ids in zip(history, replay(history), strict=True):
        pairs = set(zip(clusters, ids, strict=True))
        assert len(pairs) == len(set(clusters)) == len(set(ids))


@settings(max_examples=10, deadline=None)
@given(histories)
def test_a_replayed_history_gives_the_same_ids(history: list[list[int]]) -> None:
    assert replay(history) == replay(history)


@settings(max_examples=10, deadline=None)
@given(runs, st.permutations(range(RECORDS)))
def test_the_order_of_records_does_not_matter(clusters: list[int], order: list[int]) -> None:
    with TemporaryDirectory() as folder:
        shuffled = durable_ids(
            [clusters[i] for i in order], [KEYS[i] for i in order], Path(folder) / "ids.parquet"
        )
    straight = replay([clusters])[0]
    assert shuffled.tolist() == [straight[i] for i in order]


@settings(max_examples=10, deadline=None)
@given(runs)
def test_people_who_did_not_change_keep_their_ids(clusters: list[int]) -> None:
    first, again = replay([clusters, clusters])
    assert first == again
