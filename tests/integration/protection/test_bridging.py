"""Nothing joins the two lives of an adopted child: tried as hard as an unlucky place could."""

import json
import shutil
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from support.protection import AFTER, BEFORE, TWIN, Said, adoption
from support.scanning import found_in
from wholeplace.cli import main
from wholeplace.loop import run
from wholeplace.place import Place, load_place
from wholeplace.pooling.linkage import where_now
from wholeplace.pooling.store import open_snapshot

EARLIER = [("school-roll", BEFORE.upn), ("ae-attendances", "B9000001")]
NOW = [("school-roll", AFTER.upn), ("ae-attendances", "B9000002")]
BETWEEN = ("police-offences", "P9000003")


def people(place: Place) -> dict[tuple[str, str], str]:
    """The person id of each record in view."""
    with open_snapshot(place) as snapshot:
        record = snapshot.table("record").select(["record", "source", "local_id"])
        rows = record.join(snapshot.table("person_record"), "record").to_pylist()
    return {(row["source"], row["local_id"]): row["person"] for row in rows}


@pytest.fixture(scope="module")
def sealed(planted: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The place after the seal and the next run."""
    folder = tmp_path_factory.mktemp("sealed") / "place"
    shutil.copytree(planted.root, folder)
    place = load_place(folder)
    assert adoption(place, _said).code == 0
    run(place)
    return place


def _said(*words: object) -> object:
    from types import SimpleNamespace

    return SimpleNamespace(code=main([str(word) for word in words]))


def test_without_the_seal_the_two_lives_are_one_person(planted: Place) -> None:
    """Otherwise the tests below would prove nothing."""
    found = people(planted)

    assert {found[record] for record in EARLIER} & {found[record] for record in NOW}


def test_the_earlier_life_is_nowhere_in_view_and_the_present_one_is_whole(sealed: Place) -> None:
    found = people(sealed)

    assert not found.keys() & {*EARLIER, BETWEEN}
    assert found[NOW[0]] == found[NOW[1]]


def test_the_twin_is_somebody_else_and_in_view(sealed: Place) -> None:
    found = people(sealed)

    assert found[("school-roll", TWIN.upn)] == found[("ae-attendances", "B9000009")]
    assert found[("school-roll", TWIN.upn)] != found[NOW[0]]


def test_no_id_bridges_the_seal(planted: Place, sealed: Place) -> None:
    """Whoever noted the id of the one person there was finds neither of the two with it."""
    before, after = people(planted), people(sealed)
    once = {before[record] for record in (*EARLIER, BETWEEN)}

    assert once.isdisjoint(after.values())
    for id in once:
        assert set(where_now(id, sealed.register / "people.parquet")).isdisjoint(after.values())
    log = sealed.register / "person_id_log.jsonl"
    assert not log.exists() or not any(id in log.read_text() for id in once)


def test_the_register_keeps_no_id_for_what_is_behind_the_seal(sealed: Place) -> None:
    known = pq.read_table(sealed.register / "people.parquet")

    assert not set(known["local_id"].to_pylist()) & {local for _, local in (*EARLIER, BETWEEN)}


def test_nothing_of_it_was_compared_or_linked(sealed: Place) -> None:
    (linked,) = (sealed.cache / "linkage").glob("linked-*")
    behind = {local for _, local in (*EARLIER, BETWEEN)}

    assert found_in(linked, [AFTER.upn]) != {}
    assert found_in(linked, behind) == {}


def test_nobody_lives_with_the_earlier_life(sealed: Place) -> None:
    with open_snapshot(sealed) as snapshot:
        members = set(snapshot.table("household_member")["person"].to_pylist())
        shown = set(snapshot.table("person")["person"].to_pylist())
    assert members <= shown


def test_what_happened_then_counts_as_money_and_as_nothing_else(
    planted: Place, sealed: Place
) -> None:
    with open_snapshot(planted) as was, open_snapshot(sealed) as now:
        before, after = was.table("activity"), now.table("activity")
        details = now.table("detail_offence")["activity"].to_pylist()
    unowned = after.filter(
        pc.and_(after["person"].is_null(), after["record"].is_null())
    ).to_pylist()
    hidden = [row for row in unowned if row["source"] in ("school-roll", "police-offences")]

    assert pc.sum(before["pence"]).as_py() == pc.sum(after["pence"]).as_py()
    assert {row["kind"] for row in hidden} == {"school_place", "offence"}
    for row in hidden:
        assert not any(row[name] for name in ("group", "provider", "outcome", "row"))
        assert row["activity"] not in details


@pytest.mark.parametrize("other", [NOW[0], NOW[1], BETWEEN, EARLIER[1]])
def test_explain_knows_no_such_record(sealed: Place, wp: Said, other: tuple[str, str]) -> None:
    told = wp("explain", sealed.root, *EARLIER[0], *other)
    never = wp("explain", sealed.root, "school-roll", "X999", *other)

    assert told.code == never.code == 1
    assert told.err.replace(BEFORE.upn, "X999") == never.err


def test_the_list_of_seals_counts_and_names_nobody(sealed: Place, wp: Said) -> None:
    told = wp("seal", sealed.root)
    listed = json.loads(wp("seal", sealed.root, "--json").out)

    assert listed[0]["records"] == {"closed": 2, "now": 2, "apart": 1}
    for value in (BEFORE.given, BEFORE.family, AFTER.family, BEFORE.upn, AFTER.nhs, "B900"):
        assert value not in told.out + json.dumps(listed)


def test_what_stands_apart_is_told_to_the_office_alone_and_on_record(
    sealed: Place, wp: Said
) -> None:
    asked = ("--show", "S1", "--by", "adoption team", "--reason", "to settle sides")

    assert wp("seal", sealed.root, "--show", "S1").code == 2
    assert wp("seal", sealed.root, *asked).out.startswith("police-offences:P9000003\n")


def test_an_office_can_say_on_which_side_a_record_is(
    sealed: Place, wp: Said, tmp_path: Path
) -> None:
    shutil.copytree(sealed.root, tmp_path / "settled")
    place = load_place(tmp_path / "settled")

    told = wp("seal", place.root, "--extend", "S1", "--now", ":".join(BETWEEN), "--by", "a team")
    run(place)

    assert told.code == 0
    found = people(place)
    assert found[BETWEEN] == found[NOW[0]]
    assert not found.keys() & {*EARLIER}


def test_a_seal_that_is_lifted_gives_nobody_their_old_id_back(
    planted: Place, sealed: Place, wp: Said, tmp_path: Path
) -> None:
    shutil.copytree(sealed.root, tmp_path / "lifted")
    place = load_place(tmp_path / "lifted")

    wp("seal", place.root, "--lift", "S1", "--by", "adoption team", "--reason", "order set aside")
    run(place)

    found = people(place)
    assert {found[record] for record in EARLIER} & {found[record] for record in NOW}
    assert found[NOW[0]] not in {people(planted)[record] for record in (*EARLIER, *NOW)}


def test_setting_a_seal_ends_the_serving_of_what_was_pooled_before(copy: Place, wp: Said) -> None:
    told = adoption(copy, wp)

    assert told.code == 0 and "run the place again" in told.out
    assert wp("cohort", copy.root, "ae-attendees").code == 1
    assert list((copy.cache / "snapshots").glob("*")) == []
    assert list((copy.cache / "linkage").glob("*")) == []


def test_without_its_key_a_register_with_seals_is_not_obeyed_half(copy: Place, wp: Said) -> None:
    adoption(copy, wp)
    (copy.register / "keys" / "register.key").unlink()

    told = wp("run", copy.root)

    assert told.code == 1
    assert "is gone, and with it which people are sealed" in told.err
