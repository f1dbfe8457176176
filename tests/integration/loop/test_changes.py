"""What a run says is different from the run before it."""

from collections.abc import Callable
from typing import Any

from support.loop.places import deliver_again
from wholeplace.loop import last_changes, run
from wholeplace.place import Place, load_place

Copy = Callable[[Place], Place]
CHANGED = "x,,Solo,Han,01/02/1990,Male,,,03/03/2014,Theft,Charged\r\n"


def changes(place: Place) -> dict[str, Any]:
    said = last_changes(place)
    assert said is not None
    return said


def of(said: list[dict[str, Any]], id: str) -> dict[str, Any]:
    return next(one for one in said if one["id"] == id)


def moved(change: dict[str, Any]) -> dict[str, int]:
    both = ((cause, n) for way in ("entered", "left") for cause, n in change[way].items())
    total: dict[str, int] = {}
    for cause, n in both:
        total[cause] = total.get(cause, 0) + n
    return total


def adds_up(change: dict[str, Any]) -> bool:
    entered, left = (sum(change[way].values()) for way in ("entered", "left"))
    return bool(change["before"] + entered - left == change["after"])


def test_the_first_run_has_nothing_to_compare_with(pooled: Place) -> None:
    assert last_changes(pooled) is None


def test_a_narrower_rule_lets_people_go_by_definition(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    path = place.root / "cohorts" / "ae-attendees.toml"
    path.write_text(path.read_text().replace("12 months", "6 months"))
    run(load_place(place.root))

    said = of(changes(place)["cohorts"], "ae-attendees")

    assert adds_up(said) and said["after"] < said["before"]
    assert moved(said) == {
        "definition": said["before"] - said["after"],
        **dict.fromkeys(("link", "data", "people"), 0),
    }


def test_a_source_that_lost_a_file_lets_people_go_by_data(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    gone = sorted(place.extracts.glob("acute/ecds_*.csv"))[-1]
    gone.unlink()
    run(place)

    said = changes(place)
    source = of(said["sources"], "ae-attendances")
    cohort = of(said["cohorts"], "ae-attendees")

    assert source["gone"] == [gone.relative_to(place.extracts).as_posix()]
    assert source["after"]["rows"] < source["before"]["rows"]
    assert adds_up(cohort) and cohort["left"]["data"] > 0
    assert cohort["left"]["definition"] == cohort["left"]["people"] == 0


def test_a_later_day_moves_people_by_what_happened_since(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    path = place.root / "place.toml"
    path.write_text(path.read_text().replace("as_at = 2014-03-31", "as_at = 2014-06-30"))
    run(load_place(place.root))

    said = of(changes(place)["cohorts"], "ae-attendees")

    assert adds_up(said) and said["after"] < said["before"]
    assert said["left"]["people"] > 0
    assert said["left"]["data"] == said["left"]["definition"] == 0


def test_a_changed_file_is_named(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    deliver_again(place, CHANGED)
    run(place)

    source = of(changes(place)["sources"], "police-offences")

    assert (source["new"], source["changed"], source["gone"]) == ([], ["police/offences.csv"], [])
    assert source["after"]["rows"] == source["before"]["rows"] + 1


def test_a_run_that_changes_nothing_keeps_what_was_said(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    deliver_again(place, CHANGED)
    run(place)
    before = changes(place)

    assert run(place).nothing_to_do
    assert changes(place) == before
