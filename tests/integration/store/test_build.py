"""A snapshot built from three sources read and linked by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from support.store.handmade import intake, place_in, pooled
from wholeplace.place import Place
from wholeplace.pooling.intake.tables import SERVICE, SERVICE_LOCATION
from wholeplace.pooling.store import Snapshot, build_snapshot, gather, schema_of


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place_in(tmp_path_factory.mktemp("place") / "town")


@pytest.fixture(scope="module")
def snapshot(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return build_snapshot(place, pooled(place, tmp_path_factory.mktemp("intake")))


def rows(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    return snapshot.table(table).to_pylist()


def test_records_are_numbered_by_people_source_and_local_id(snapshot: Snapshot) -> None:
    said = [(r["record"], r["source"], r["local_id"]) for r in rows(snapshot, "record")]

    assert said == [
        (0, "exclusions", "1"),
        (1, "exclusions", "2"),
        (2, "offences", "P1"),
        (3, "offences", "P2"),
        (4, "offences", "P9"),
    ]


def test_attached_sources_add_to_a_record_and_never_overwrite_it(snapshot: Snapshot) -> None:
    anne = rows(snapshot, "record")[2]

    assert (anne["given"], anne["sex"], anne["partner"]) == ("Anne", "male", "police")


def test_someone_only_an_attached_source_knows_is_kept_as_a_bare_record(
    snapshot: Snapshot,
) -> None:
    bare = rows(snapshot, "record")[4]

    assert (bare["local_id"], bare["given"], bare["sex"]) == ("P9", None, "unknown")


def test_activities_are_ordered_by_kind_and_day_and_carry_their_person(
    snapshot: Snapshot,
) -> None:
    said = [(a["activity"], a["kind"], a["start"], a["person"]) for a in rows(snapshot, "activity")]

    assert said == [
        (0, "arrest", date(2014, 1, 2), "P4"),
        (1, "arrest", date(2014, 1, 21), "PANN"),
        (2, "exclusion", date(2014, 2, 3), "PANN"),
        (3, "offence", date(2013, 12, 1), "PANN"),
        (4, "offence", date(2014, 1, 21), "PANN"),
    ]


def test_actual_cost_stands_before_unit_cost_and_without_either_there_is_none(
    snapshot: Snapshot,
) -> None:
    said = [(a["kind"], a["pence"], a["pence_basis"]) for a in rows(snapshot, "activity")]

    assert said == [
        ("arrest", 50000, "unit-cost"),
        ("arrest", 125000, "unit-cost"),
        ("exclusion", None, None),
        ("offence", None, None),
        ("offence", 12345, "actual"),
    ]


def test_attributes_follow_their_activity_to_its_new_number(snapshot: Snapshot) -> None:
    assert rows(snapshot, "detail_offence") == [
        {"activity": 3, "proven": False, "category": "Fraud"},
        {"activity": 4, "proven": True, "category": "Theft"},
    ]


def test_a_person_lives_where_their_household_does(snapshot: Snapshot) -> None:
    ann = next(p for p in rows(snapshot, "person") if p["person"] == "PANN")

    assert (ann["records"], ann["household"], ann["ward"]) == (2, "H1", "E05013795")
    assert ann["sure"] == 0.98


def test_a_person_without_a_household_lives_at_their_last_address(snapshot: Snapshot) -> None:
    people = {p["person"]: p for p in rows(snapshot, "person")}

    assert people["P1"]["ward"] == "E05013795"
    assert people["P1"]["died"] == date(2014, 1, 1)
    assert people["P3"]["communal"] is True
    assert people["P4"]["ward"] is None


def test_coverage_names_every_borough_when_a_source_names_none(snapshot: Snapshot) -> None:
    said = {(c["source"], c["kind"], c["area"]) for c in rows(snapshot, "coverage")}

    assert said == {
        ("arrests", "arrest", "E09000033"),
        ("exclusions", "exclusion", "E09000033"),
        ("offences", "offence", "E09000033"),
    }


def test_residents_of_wards_add_up_to_the_borough_and_say_how(snapshot: Snapshot) -> None:
    population = rows(snapshot, "population")

    assert sum(p["residents"] for p in population) == 30000
    assert all("live postcodes" in p["basis"] for p in population)


def test_every_table_has_the_columns_that_were_agreed(place: Place, snapshot: Snapshot) -> None:
    for name in snapshot.tables(identity=True):
        assert snapshot.table(name).schema == schema_of(name, place.vocabulary), name


def test_the_same_rows_make_the_same_snapshot(
    place: Place, snapshot: Snapshot, tmp_path: Path
) -> None:
    again = build_snapshot(place, pooled(place, tmp_path))

    assert again.id == snapshot.id
    assert again.path == snapshot.path


def test_pseudonymised_records_are_not_linked(tmp_path: Path) -> None:
    place = place_in(tmp_path / "town")
    hidden = place.sources["exclusions"].model_copy(update={"zone": "pseudonymised"})
    place.sources["exclusions"] = hidden

    found = gather(place, intake(tmp_path / "read"))

    assert set(found.named().record["source"].to_pylist()) == {"offences"}
    assert found.named().address["record"].to_pylist() == [2]


def test_who_cares_for_whom_is_told_of_people_we_know(snapshot: Snapshot) -> None:
    (tie,) = rows(snapshot, "relationship")

    assert (tie["person"], tie["role"], tie["other"]) == ("PANN", "carer", "P1")
    assert (tie["source"], tie["file"], tie["row"]) == ("exclusions", "file.csv", 2)


def test_rows_keep_the_delivery_they_came_in(snapshot: Snapshot) -> None:
    for table in ("record", "activity", "spend", "relationship"):
        assert "delivery" in snapshot.table(table).column_names


def test_services_stand_with_the_partner_whose_directory_tells_of_them(
    place: Place, tmp_path: Path
) -> None:
    parts = pooled(place, tmp_path / "intake")
    folder = parts.intake["exclusions"]
    service = pa.Table.from_pylist([{"service": "s1", "name": "Food bank"}], schema=SERVICE)
    where = pa.Table.from_pylist([{"service": "s1", "postcode": "W10 4RE"}], SERVICE_LOCATION)
    pq.write_table(service, folder / "service.parquet")
    pq.write_table(where, folder / "service_location.parquet")

    with build_snapshot(place, parts) as made:
        (kept,) = rows(made, "service")
        (at,) = rows(made, "service_location")

    partner = place.sources["exclusions"].partner
    assert (kept["partner"], kept["service"], kept["name"]) == (partner, "s1", "Food bank")
    assert (at["service"], at["postcode"]) == ("s1", "W10 4RE")
