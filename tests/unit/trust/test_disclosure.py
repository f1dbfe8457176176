"""What may be published: what is hidden and why, what is refused, and what a ledger remembers."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from wholeplace.trust.disclosure import (
    Cell,
    Dimension,
    Exact,
    Ledger,
    Refused,
    Released,
    Rounded,
    Rules,
    Suppressed,
    Table,
    protect,
    rate,
    release,
    show,
)
from wholeplace.trust.disclosure.ledger import SelfApproved

EXACT = Rules(method="exact")
WARD = {"w1": "north", "w2": "north", "w3": "south", "w4": "south"}
BY_WARD = Dimension("ward", tuple(WARD), within=("borough", WARD))
SEXES = ("female", "male")
BY_SEX = Dimension("sex", SEXES)


def table(counts: Mapping[tuple[str, ...], int | Cell], *dimensions: Dimension) -> Table:
    cells = {at: c if isinstance(c, Cell) else Cell(c) for at, c in counts.items()}
    return Table("t", "People found", "residents on 2014-03-31", dimensions, cells)


def wards(*counts: int) -> Table:
    return table({(w,): n for w, n in zip(WARD, counts, strict=True)}, BY_WARD)


def is_hidden(released: Released, **where: str) -> bool:
    return isinstance(released[where], Suppressed)


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (8, 10), (10, 10), (12, 10), (13, 15), (1237, 1235)]
)
def test_counts_are_rounded_to_five(count: int, shown: int) -> None:
    assert protect(count) == shown


@pytest.mark.parametrize("count", [1, 4, 7])
def test_one_to_seven_are_hidden(count: int) -> None:
    assert isinstance(protect(count), Suppressed)


def test_a_negative_count_is_an_error() -> None:
    with pytest.raises(ValueError, match="-1"):
        protect(-1)


def test_what_is_hidden_can_be_shown_and_nothing_else() -> None:
    hidden = Suppressed()
    assert (str(hidden), show(hidden)) == ("*", "*")
    for use in (lambda: hidden == 3, lambda: bool(hidden), lambda: hash(hidden)):
        with pytest.raises(TypeError):
            use()
    with pytest.raises(TypeError):
        hidden + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        sorted([hidden, hidden])  # type: ignore[type-var]


def test_a_large_table_is_rounded_with_all_its_sums() -> None:
    released = release(wards(21, 43, 58, 102), Rules(), Ledger())

    assert released[{"ward": "w1"}] == Rounded(20)
    assert released[{"borough": "north"}] == Rounded(65)
    assert released[{}] == Rounded(225)
    assert released.hidden == 0


def test_one_small_ward_takes_another_with_it_in_an_exact_table() -> None:
    released = release(wards(3, 43, 58, 102), EXACT, Ledger())

    assert is_hidden(released, ward="w1") and is_hidden(released, ward="w2")
    assert released[{"borough": "north"}] == Exact(46)
    assert released[{"ward": "w3"}] == Exact(58)


def test_few_households_hide_a_count_of_many_people() -> None:
    cells = {("female",): Cell(20, households=3), ("male",): Cell(90, households=40)}
    released = release(table(cells, BY_SEX), Rules(), Ledger())

    assert is_hidden(released, sex="female")


def test_a_sum_that_one_contributor_dominates_is_hidden() -> None:
    cells = {
        ("female",): Cell(200, contributions={"a": 9_500, "b": 300, "c": 200}),
        ("male",): Cell(300, contributions={"a": 4_000, "b": 3_500, "c": 3_000}),
    }
    released = release(table(cells, BY_SEX), EXACT, Ledger())

    assert is_hidden(released, sex="female")


def test_the_second_largest_must_not_work_out_the_largest() -> None:
    close = {("female",): Cell(200, contributions={"a": 5_000, "b": 4_700, "c": 300})}
    assert is_hidden(release(table(close, BY_SEX), EXACT, Ledger()), sex="female")


def test_a_group_all_of_one_kind_does_not_tell_so() -> None:
    need = Dimension("need", ("drugs", "none"), sensitive=True)
    counts = {("w1", "drugs"): 40, ("w2", "drugs"): 30, ("w2", "none"): 300, ("w3", "none"): 55}
    where = Dimension("ward", ("w1", "w2", "w3"))
    released = release(table(counts, where, need), Rules(), Ledger())

    assert is_hidden(released, ward="w1", need="drugs") and is_hidden(
        released, ward="w1", need="none"
    )


def test_a_table_that_cannot_be_made_safe_is_refused_with_a_coarser_one() -> None:
    with pytest.raises(Refused, match="try it by borough"):
        release(wards(3, 43, 58, 102), EXACT, published(north=46, w2=43))


def test_what_was_published_is_not_hidden_later() -> None:
    with pytest.raises(Refused, match="ward w1 was published before"):
        release(wards(3, 43, 58, 102), EXACT, published(w1=3))


def published(**numbers: int) -> Ledger:
    """A ledger in which some figures of these residents were published exactly."""

    class Said(Ledger):
        releases = [  # noqa: RUF012
            {
                "table": "old",
                "population": "residents on 2014-03-31",
                "sums": [],
                "values": [
                    [[["ward" if name in WARD else "borough", name]], ["exact", number]]
                    for name, number in numbers.items()
                ],
            }
        ]

    return Said()


def test_a_second_table_may_not_uncover_the_first(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    recorded(ledger, wards(3, 43, 58, 102))
    halves = {"w1": (3, 0), "w2": (20, 23), "w3": (29, 29), "w4": (50, 52)}
    counts = {(w, s): n for w, both in halves.items() for s, n in zip(SEXES, both, strict=True)}
    released = release(table(counts, BY_WARD, BY_SEX), EXACT, ledger)

    assert is_hidden(released, ward="w2")
    assert is_hidden(released, ward="w2", sex="female") or is_hidden(
        released, ward="w2", sex="male"
    )
    assert released[{"sex": "female"}] == Exact(102)


def test_last_month_and_this_month_may_not_differ_by_a_few(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    recorded(ledger, wards(21, 43, 58, 102))
    later = wards(23, 43, 78, 102)
    april = Table(later.id, later.title, "residents on 2014-04-30", later.dimensions, later.cells)
    released = release(april, EXACT, ledger)

    assert is_hidden(released, ward="w1") and is_hidden(released, borough="north")
    assert released[{}] == Exact(246)


def recorded(ledger: Ledger, asked: Table) -> Released:
    released = release(asked, EXACT, ledger)
    ledger.record(asked, released, date(2014, 4, 1), "an analyst", "a commissioner", "the report")
    return released


def test_nobody_agrees_to_their_own_release(tmp_path: Path) -> None:
    ledger, asked = Ledger(tmp_path / "ledger.jsonl"), wards(21, 43, 58, 102)
    released = release(asked, Rules(), ledger)

    with pytest.raises(SelfApproved):
        ledger.record(asked, released, date(2014, 4, 1), "an analyst", "an analyst", "the report")
    assert not (tmp_path / "ledger.jsonl").exists()


def test_the_ledger_holds_no_hidden_count(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    recorded(ledger, wards(3, 4373, 5897, 10229))

    said = (tmp_path / "ledger.jsonl").read_text()
    assert "4373" not in said and "5897" in said
    assert [["ward", "w1"]] in [v[0] for v in json.loads(said)["values"] if v[1] == ["hidden"]]


def test_the_same_table_gives_the_same_release() -> None:
    one, other = (release(wards(3, 43, 58, 5), EXACT, Ledger()) for _ in range(2))

    assert {k: show(v) for k, v in one.values.items()} == {
        k: show(v) for k, v in other.values.items()
    }


def test_a_rate_comes_from_published_figures_only() -> None:
    assert rate(Rounded(20), Rounded(225)) == pytest.approx(20 / 225)
    assert isinstance(rate(Suppressed(), Rounded(225)), Suppressed)
    assert isinstance(rate(Rounded(10), Rounded(20)), Suppressed)
