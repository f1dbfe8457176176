"""A run links what changed since the last one, by the model kept, and obeys what people decided."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from support.loop.places import deliver_again, serves
from wholeplace.loop import Event, ReasonMissing, decide, explain_pair, results, run
from wholeplace.place import Place, load_place
from wholeplace.pooling.decisions import undo_link
from wholeplace.pooling.linkage import blocking
from wholeplace.pooling.store import Snapshot, open_snapshot

Copy = Callable[[Place], Place]


@pytest.fixture(scope="module", autouse=True)
def as_if_large() -> Iterator[None]:
    """A small place is linked whole each time, so this one must pass for a large one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "RARE_UP_TO", 0)
        yield


@pytest.fixture(scope="module")
def pooled(invented: Place, as_if_large: None, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The place pooled once, as a large one."""
    folder = tmp_path_factory.mktemp("large") / "place"
    shutil.copytree(invented.root, folder)
    place = load_place(folder)
    run(place)
    return place


HAN = "x,,Solo,Han,01/02/1990,Male,,,03/03/2014,Theft,Charged\r\n"
NOW = datetime(2014, 3, 31, tzinfo=UTC)


def about_linkage(place: Place) -> dict[str, Any]:
    with open_snapshot(place) as snapshot:
        folder = place.cache / "linkage" / snapshot.manifest["linkage"]
    said: dict[str, Any] = json.loads((folder / "linkage.json").read_text("utf-8"))
    return said


def test_the_first_run_trains_and_later_ones_keep_its_model(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    first = about_linkage(place)
    deliver_again(place, HAN)

    run(place)

    assert first["trained"] == "there was none"
    assert about_linkage(place)["trained"] is None
    assert about_linkage(place)["model"]["hash"] == first["model"]["hash"]


def test_linking_what_changed_makes_the_snapshot_that_linking_all_makes(
    pooled: Place, copy: Copy
) -> None:
    one, other = copy(pooled), copy(pooled)
    for place in (one, other):
        deliver_again(place, HAN)
    shutil.rmtree(other.cache / "linkage")

    assert run(one).snapshot == run(other).snapshot
    assert about_linkage(one)["before"] and not about_linkage(other)["before"]


def test_many_small_changes_end_where_linking_all_ends(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    for number in range(3):
        deliver_again(place, HAN.replace("x,", f"x{number},"))
        last = run(place)
        assert about_linkage(place)["before"]
    shutil.rmtree(place.cache)

    assert run(place).snapshot == last.snapshot


def test_a_model_is_trained_anew_when_asked_for(pooled: Place, copy: Copy) -> None:
    place, told = copy(pooled), list[Event]()

    done = run(place, told.append, train=True)

    assert "Linking: training a model, for it was asked for" in [event.message for event in told]
    assert done.snapshot == serves(pooled)["snapshot"]  # the same records teach the same
    assert run(place).nothing_to_do


def test_a_model_that_knows_not_a_scheme_is_trained_anew(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    forget_scheme(place, "pnc")
    deliver_again(place, HAN)

    run(place)

    assert about_linkage(place)["trained"] == "identifiers it has never seen: pnc"


def forget_scheme(place: Place, scheme: str) -> None:
    """Put a model in use that was trained when nobody sent such identifiers."""
    from wholeplace.pooling.linkage import keep_model, kept_model

    kept = kept_model(place.register)
    assert kept is not None
    known = tuple(c for c in kept.model.comparisons if c.field != f"id:{scheme}")
    from dataclasses import replace

    model = replace(kept.model, comparisons=known)
    keep_model(place.register, model, kept.frequencies, kept.records)


def doubt(place: Place) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two records of the weightiest doubt that keeps them apart."""
    items = json.loads((results(place) / "review.json").read_text("utf-8"))["items"]
    records = next(one["records"] for one in items if not one["joined"])
    with open_snapshot(place) as snapshot:
        table = snapshot.table("record").select(["source", "local_id"])
    a, b = (tuple(table.take([record]).to_pylist()[0].values()) for record in records)
    return a, b


def decided(place: Place, what: str, why: str = "seen on file") -> int:
    with open_snapshot(place) as snapshot:
        return decide(place, snapshot, what, *doubt(place), by="ana", at=NOW, why=why)


def test_a_decision_is_obeyed_by_the_next_run_and_by_linking_all(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    a, b = doubt(place)
    decided(place, "same")

    laid_over = run(place)
    found = explain_pair(place, a, b)
    shutil.rmtree(place.cache)

    assert found["one_person"] and found["decided"]["by"] == "ana"
    assert run(place).snapshot == laid_over.snapshot
    assert explain_pair(place, a, b)["one_person"]


def test_a_decision_taken_back_is_obeyed_no_more(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    number = decided(place, "same")
    run(place)

    undo_link(place.register, number, by="ana", at=NOW, why="wrong file")

    assert run(place).snapshot == serves(pooled)["snapshot"]


def test_to_decide_against_the_machine_needs_a_reason(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)

    with pytest.raises(ReasonMissing):
        decided(place, "same", why=" ")
    decided(place, "different", why="")


def test_a_doubt_that_was_decided_is_not_asked_again(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    pair = doubt(place)
    decided(place, "different")

    run(place)

    assert doubt(place) != pair


def test_a_run_that_links_what_changed_says_so(pooled: Place, copy: Copy) -> None:
    place, told = copy(pooled), list[Event]()
    deliver_again(place, HAN)

    run(place, told.append)

    assert "Linking: comparing 1 records that changed" in [event.message for event in told]


def test_the_register_keeps_ids_of_changes_in_small_files(pooled: Place, copy: Copy) -> None:
    place = copy(pooled)
    before = (place.register / "people.parquet").read_bytes()
    deliver_again(place, HAN)

    run(place)

    assert (place.register / "people.parquet").read_bytes() == before
    assert [p.name for p in place.register.glob("people-*")] == ["people-0001.parquet"]


def test_the_manifest_names_the_linkage_and_the_decisions(pooled: Place) -> None:
    with open_snapshot(pooled) as snapshot:
        assert_named(pooled, snapshot)


def assert_named(place: Place, snapshot: Snapshot) -> None:
    manifest = snapshot.manifest
    assert (place.cache / "linkage" / manifest["linkage"]).is_dir()
    assert len(manifest["decisions"]) == len(manifest["model"]) == 64
    assert Path(place.register / "models" / f"{manifest['model']}.json").is_file()
