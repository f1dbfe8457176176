"""No small count shows on a map: wards merge with a neighbour, inside their borough."""

from hypothesis import given
from hypothesis import strategies as st

from wholeplace.loop.merging import SMALL, Area, merge_small, shown


def area(ward: str, *, people: int, east: float = 0.0, borough: str = "B1", **more: int) -> Area:
    return Area((ward,), borough, (east, 0.0), 1000, {"people": people, **more})


def wards(areas: list[Area]) -> list[tuple[str, ...]]:
    return [a.wards for a in areas]


def test_wards_with_enough_people_stay_as_they_are() -> None:
    assert wards(merge_small([area("a", people=8), area("b", people=9)])) == [("a",), ("b",)]


def test_a_small_ward_joins_its_nearest_neighbour() -> None:
    far, near, small = (
        area("far", people=50, east=9000),
        area("near", people=50, east=1000),
        area("small", people=7),
    )

    merged = merge_small([far, near, small])

    assert wards(merged) == [("far",), ("near", "small")]
    assert merged[1].counts == {"people": 57}
    assert merged[1].residents == 2000


def test_a_neighbour_in_another_borough_is_none() -> None:
    merged = merge_small(
        [
            area("small", people=3),
            area("next", people=90, east=1, borough="B2"),
            area("own", people=90, east=5000),
        ]
    )

    assert wards(merged) == [("own", "small"), ("next",)]


def test_a_ward_with_nobody_in_a_measure_hides_nobody() -> None:
    assert wards(merge_small([area("a", people=50, families=0), area("b", people=50)])) == [
        ("a",),
        ("b",),
    ]


def test_any_small_measure_merges() -> None:
    merged = merge_small([area("a", people=50, families=2), area("b", people=50, families=6)])

    assert wards(merged) == [("a", "b")]


def test_a_lone_ward_stays_and_its_small_counts_are_left_blank() -> None:
    assert wards(merge_small([area("a", people=3)])) == [("a",)]
    assert shown(3.0, 3) is None
    assert shown(0.0, 0) == 0.0
    assert shown(8.0, 8) == 8.0


COUNTS = st.integers(0, 40)


@given(st.lists(st.tuples(COUNTS, COUNTS, st.sampled_from(["B1", "B2"])), min_size=1, max_size=12))
def test_merging_loses_no_ward_and_shows_no_small_count(
    given_areas: list[tuple[int, int, str]],
) -> None:
    areas = [
        area(f"w{n:02}", people=people, east=n * 100.0, borough=borough, families=families)
        for n, (people, families, borough) in enumerate(given_areas)
    ]

    merged = merge_small(areas)

    assert sorted(w for a in merged for w in a.wards) == sorted(a.wards[0] for a in areas)
    for name in ("people", "families"):
        assert sum(a.counts[name] for a in merged) == sum(a.counts[name] for a in areas)
    for borough in {a.borough for a in merged}:
        own = [a for a in merged if a.borough == borough]
        if len(own) > 1:
            assert not any(0 < n < SMALL for a in own for n in a.counts.values())
