"""Joining pairs to groups: strongest first, contradictions refused."""

import numpy as np

from support.linkage.tables import Person, tables
from wholeplace.pooling.linkage import prepare
from wholeplace.pooling.linkage.closure import Edges, close
from wholeplace.pooling.linkage.scoring import Parts


def groups(
    edges: list[tuple[int, int, float]],
    against: dict[tuple[int, int], float] | None = None,
    ids: dict[int, str] | None = None,
    size: int = 4,
) -> list[int]:
    """Group of each record. ``against`` says which pairs contradict, ``ids`` NHS numbers."""
    against, ids = against or {}, ids or {}
    people = [
        Person("a", str(n), ids={"nhs": ids[n]} if n in ids else {"x": str(n)}) for n in range(size)
    ]
    fields = prepare(*tables(people))

    def of(pairs: list[tuple[int, int]], bits: list[float]) -> Edges:
        left, right = (np.array([p[side] for p in pairs], dtype=np.int32) for side in (0, 1))
        clash = [a in ids and b in ids and ids[a] != ids[b] for a, b in pairs]
        contradiction = [against.get(pair, 0.0) for pair in pairs]
        said = [against.get(pair, np.nan) for pair in pairs]  # of the one field there is
        of_pattern = np.array(said, dtype=float).reshape(-1, 1)
        return Edges(
            left, right, np.array(bits), np.array(contradiction), np.array(clash, bool),
            Parts(of_pattern, np.arange(len(pairs))),
        )  # fmt: skip

    def check(left: np.ndarray, right: np.ndarray) -> Edges:
        pairs = list(zip(left.tolist(), right.tolist(), strict=True))
        pairs = [(min(pair), max(pair)) for pair in pairs]
        return of(pairs, [-9.0] * len(pairs))

    known = of([(a, b) for a, b, _ in edges], [bits for *_, bits in edges])
    return close(known, fields, 0.0, check).tolist()


def test_what_is_joined_to_one_is_joined_to_all() -> None:
    assert groups([(0, 1, 5.0), (1, 2, 5.0)]) == [0, 0, 0, 3]


def test_pairs_below_the_threshold_join_nothing() -> None:
    assert groups([(0, 1, -0.1)]) == [0, 1, 2, 3]


def test_the_weaker_of_two_contradicting_joins_is_refused() -> None:
    assert groups([(0, 1, 9.0), (1, 2, 4.0)], against={(0, 2): -6.0}) == [0, 0, 2, 3]


def test_strong_evidence_overrules_a_small_contradiction() -> None:
    assert groups([(0, 1, 9.0), (1, 2, 8.0)], against={(0, 2): -6.0}) == [0, 0, 0, 3]


def test_different_identifiers_are_never_joined_however_strong_the_pair() -> None:
    assert groups([(0, 1, 50.0)], ids={0: "9990000018", 1: "9997654321"}) == [0, 1, 2, 3]


def test_different_identifiers_are_never_joined_through_others() -> None:
    joined = groups(
        [(0, 1, 50.0), (1, 2, 50.0), (2, 3, 40.0)], ids={0: "9990000018", 3: "9997654321"}
    )

    assert joined == [0, 0, 0, 3]


def test_groups_are_numbered_by_their_first_record() -> None:
    assert groups([(1, 3, 5.0)]) == [0, 1, 2, 1]
