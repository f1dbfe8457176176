"""Directories of services: each checked against the schema of Open Referral UK, formats too."""

import json
from datetime import date

import pytest

from support.intake.directory import FOOD, but, page
from wholeplace.pooling.intake.formats import sniffed
from wholeplace.pooling.intake.formats.schemas import validator


def read(place, *services, total=None, **kept):
    pages = {"services.json": page(*services, total=total)}
    return place.deliver(pages, format="open-referral-uk", zone="aggregate", **kept)


def test_a_service_with_who_it_is_for_and_how_to_reach_it(place):
    delivery = read(place, FOOD)

    assert delivery.counts == (1, 1, 0)
    assert delivery.rules == set()
    (service,) = delivery.rows("service")
    assert (service["name"], service["organisation"]) == ("Food bank", "A Charity")
    assert (service["status"], service["url"]) == ("active", "https://food.example/help")
    assert service["phone"] == "020 7946 0000; 020 7946 0001"
    assert service["contacts"] == "Jo, Manager"
    assert (service["minimum_age"], service["maximum_age"]) == (16, 120)
    assert (service["areas"], service["eligibility"]) == ("Westminster", "With a voucher")
    assert (service["schedule"], service["fees"]) == ("weekly MO,TH 10:00-12:00", "parcel, 0")
    assert (service["assured"], service["modified"]) == (date(2014, 1, 2), date(2014, 2, 3))


def test_where_it_is_given_lies_in_a_ward(place):
    (where,) = read(place, FOOD).rows("service_location")

    assert where["service"] == FOOD["id"]
    assert (where["address"], where["postcode"]) == ("The Hall, 1 High Road, London", "W2 1AB")
    assert (where["ward"], where["borough"]) == ("E05000001", "E09000033")


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("url", "food.example", "not-uri"),
        ("email", "help at food", "not-email"),
        ("assured_date", "02/01/2014", "not-date"),
        ("last_modified", "yesterday", "not-date-time"),
        ("organization_id", "17", "not-uuid"),
        ("status", "open", "unknown-code"),
        ("minimum_age", "sixteen", "wrong-type"),
        ("status", None, "missing-field"),
    ],
)
def test_what_breaks_the_schema_is_told_and_the_service_kept(place, field, value, rule):
    delivery = read(place, but(**{field: value}), FOOD)

    found = delivery.finding(rule)
    assert (found.column, found.rows, found.severity) == (field, [1], "warning")
    assert delivery.counts == (2, 2, 0)


def test_only_a_check_of_formats_finds_a_bad_address_of_the_web():
    wrong = but(url="not a web address", email="nobody")

    assert [e.validator for e in validator("open-referral-uk").iter_errors(wrong)] == ["format"] * 2
    assert not list(validator("open-referral-uk", formats=False).iter_errors(wrong))


def test_a_fault_deep_inside_names_its_field(place):
    organisation = FOOD["organization"] | {"website": "no scheme"}

    assert read(place, but(organization=organisation)).finding("not-uri").column == (
        "organization.website"
    )


def test_a_service_without_an_id_is_set_aside(place):
    delivery = read(place, but(id=None), FOOD)

    assert delivery.counts == (2, 1, 1)
    assert delivery.finding("no-key").rows == [1]


def test_pages_that_did_not_come_are_told(place):
    found = read(place, FOOD, but(1), total=30).finding("pages-missing")

    assert found.severity == "error"
    assert "30 services, and 2 came" in found.message


def test_of_a_service_told_twice_the_one_modified_last_counts(place):
    later = {**FOOD, "name": "Food and heat", "last_modified": "2014-03-01T00:00:00Z"}
    delivery = read(place, later, FOOD, total=1)

    assert [row["name"] for row in delivery.rows("service")] == ["Food and heat"]
    assert delivery.finding("told-again").rows == [2]


def test_single_services_and_plain_lists_are_read_too(place):
    files = {"a.json": json.dumps(FOOD), "b.json": json.dumps([but(1), but(2)])}
    delivery = place.deliver(files, format="open-referral-uk", zone="aggregate")

    assert len(delivery.rows("service")) == 3


def test_it_is_known_by_content():
    assert sniffed(page(FOOD).encode())[0][1].name == "open-referral-uk"


def test_without_a_grant_it_is_not_read(place):
    delivery = read(place, FOOD, fields='["spend"]')

    assert not delivery.report.permitted
    assert delivery.rows("service") == []
