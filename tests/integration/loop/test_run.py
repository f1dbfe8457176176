"""Nothing is done twice, equal places have equal snapshots, and figures hang together."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from support.loop.places import deliver_again, serves
from wholeplace.loop import Event, results, run
from wholeplace.place import Place, load_place
from wholeplace.pooling.store import open_snapshot, read_current

Copy = Callable[[Place], Place]


def said(place: Place, *names: str) -> Any:
    path = results(place).joinpath(*names[:-1], f"{names[-1]}.json")
    return json.loads(path.read_text("utf-8"))


def test_a_second_run_has_nothing_to_do(pooled: Place) -> None:
    told: list[Event] = []
    before = read_current(pooled)

    again = run(pooled, told.append)

    assert again.nothing_to_do
    assert {event.state for event in told} == {"unchanged"}
    assert read_current(pooled) == before


def test_one_changed_extract_reads_that_source_again_and_no_other(
    pooled: Place, copy: Copy
) -> None:
    place = copy(pooled)
    deliver_again(place, "x,,Solo,Han,01/02/1990,Male,,,03/03/2014,Theft,Charged\r\n")

    done = run(place)

    titles = {source.title for source in place.sources.values()}
    assert [title for title in done.made if title in titles] == [
        place.sources["police-offences"].title
    ]
    assert serves(place)["counts"]["records"] == serves(pooled)["counts"]["records"] + 1


def test_a_changed_cohort_makes_new_figures_from_the_same_snapshot(
    pooled: Place, copy: Copy
) -> None:
    place = copy(pooled)
    path = place.root / "cohorts" / "ae-attendees.toml"
    path.write_text(path.read_text().replace("12 months", "6 months"))

    done = run(load_place(place.root))

    assert done.made == ("Figures", "What changed")
    assert done.snapshot == serves(pooled)["snapshot"]
    assert (
        said(place, "cohorts", "ae-attendees")["count"]
        < (said(pooled, "cohorts", "ae-attendees")["count"])
    )


def test_equal_extracts_and_empty_registers_make_equal_snapshots(
    invented: Place, pooled: Place, copy: Copy
) -> None:
    assert run(copy(invented)).snapshot == serves(pooled)["snapshot"]


@pytest.mark.parametrize("threads", [1, 4])
def test_neither_threads_nor_the_order_of_sources_changes_the_snapshot(
    invented: Place, pooled: Place, copy: Copy, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    place = copy(invented)
    backwards = dict(reversed(place.sources.items()))
    monkeypatch.setattr("wholeplace.loop.reading.AT_ONCE", threads)
    monkeypatch.setattr("wholeplace.pooling.store.engine.THREADS", threads)
    before = pa.cpu_count()
    pa.set_cpu_count(threads)
    try:
        assert run(replace(place, sources=backwards)).snapshot == serves(pooled)["snapshot"]
    finally:
        pa.set_cpu_count(before)


def test_a_lost_cache_is_made_again_with_the_same_people(pooled: Place, copy: Copy) -> None:
    import shutil

    place = copy(pooled)
    shutil.rmtree(place.cache)

    assert run(place).snapshot == serves(pooled)["snapshot"]


def test_a_source_no_agreement_opens_is_left_out_and_said_so(invented: Place, copy: Copy) -> None:
    place = copy(invented)
    for path in (place.root / "agreements").glob("*.toml"):
        path.unlink()

    run(load_place(place.root))

    assert serves(place)["counts"]["records"] == 0
    refused = said(place, "agreements")["refusals"]
    assert {r["source"] for r in refused} >= {"police-offences", "school-roll"}
    assert all(r["reason"] for r in refused)


def test_outputs_have_the_shapes_that_pages_read(pooled: Place) -> None:
    assert {*said(pooled, "summary")} == {
        "place",
        "snapshot",
        "synthetic",
        "counts",
        "boroughs",
        "partners",
    }
    assert {*said(pooled, "sources")["sources"][0]} >= {
        *("id", "format", "rows", "loaded", "quarantined", "findings"),
        *("title", "partner", "zone", "linked_share", "permitted", "reason"),
    }
    assert {*said(pooled, "linkage")} >= {"records", "people", "threshold", "pairs", "by_source"}
    assert {*said(pooled, "overlaps", "ae-known-to-social-care")} >= {
        *("a", "b", "relation", "n_a", "n_both", "share", "low", "high"),
    }
    assert {*said(pooled, "programmes", "troubled-families")} >= {
        "partners",
        "npv",
        "theme",
        "text",
    }
    assert {*said(pooled, "map")["areas"][0]} == {
        *("id", "name", "borough", "wards", "merged", "values"),
    }


def test_every_ward_is_on_the_map_once_and_no_small_count_shows(pooled: Place) -> None:
    found = said(pooled, "map")
    wards = [ward for area in found["areas"] for ward in area["wards"]]

    with open_snapshot(pooled) as snapshot:
        residents = snapshot.table("population")
    everyone = dict(zip(*(residents[c].to_pylist() for c in ("area", "residents")), strict=True))
    assert sorted(wards) == sorted(everyone)
    for area in found["areas"]:
        people = area["values"]["people"]
        known = people and people * sum(everyone[w] for w in area["wards"]) / 1000
        assert known is None or known == 0 or known > 7.5


def test_members_are_kept_beside_the_counts(pooled: Place) -> None:
    members = pq.read_table(results(pooled) / "cohorts" / "troubled-families-phase1.parquet")

    assert members.num_rows == said(pooled, "cohorts", "troubled-families-phase1")["count"]


def test_the_manifest_names_every_input_by_its_hash(pooled: Place) -> None:
    with open_snapshot(pooled) as snapshot:
        inputs = snapshot.manifest["inputs"]

    assert {i["source"] for i in inputs} >= {"police-offences", "school-roll"}
    assert all(len(i["sha256"]) == 64 and i["rows"] >= i["loaded"] for i in inputs)
    assert {"version", "vocabulary", "definitions", "model"} <= {*snapshot.manifest}


@pytest.mark.parametrize("content", ["", "NINO,SURNAME\n", "BENEFIT", None])
def test_a_delivery_that_failed_makes_silence_unknown_not_no(
    invented: Place, copy: Copy, content: str | None
) -> None:
    place = copy(invented)
    benefits = place.extracts / "dwp" / "benefit_list.csv"
    if content is None:
        benefits.unlink()
    elif content == "BENEFIT":  # a column that decides about the kind is gone
        benefits.write_text(benefits.read_text().replace("BENEFIT", "GONE", 1))
    else:
        benefits.write_text(content)
    run(place)
    with open_snapshot(place) as snapshot:
        covered = set(snapshot.table("coverage")["kind"].to_pylist())
    assert "benefit_claim" not in covered and "exclusion" in covered
    criteria = said(place, "cohorts", "troubled-families-phase1")["criteria"]
    work = next(one for one in criteria if one["id"] == "work")
    assert (work["met"], work["no_data"] > 0) == (0, True)


def test_recall_is_measured_for_every_kind_of_group(pooled: Place) -> None:
    found = said(pooled, "groups")

    kinds = {kind["id"]: kind["groups"] for kind in found["kinds"]}
    assert list(kinds) == ["sex", "age", "ethnicity", "deprivation", "agency"]
    assert found["basis"] == "identifiers"
    assert 0 < found["found"] <= found["pairs"]
    agencies = {group["name"]: group for group in kinds["agency"]}
    assert sum(group["pairs"] for group in agencies.values()) == 2 * found["pairs"]
    for group in (group for groups in kinds.values() for group in groups):
        assert group["low"] <= group["recall"] <= group["high"]
        assert group["too_few"] == (group["pairs"] < 10)
