"""What happened: told once, counted, costed, with its typed attributes."""

from datetime import date

import pytest

CARE = """
[source.mapping]
dates = ["%d/%m/%Y"]
[source.mapping.person]
local_id = "Person"
[[source.mapping.activity]]
kind = "adult_care"
when = [{ column = "Type", in = ["Service"] }]
start = "Start"
end = "End"
attributes = { service = "Service" }
[source.mapping.activity.one_event]
same = ["Person", "Start", "Service"]
latest = "Period"
closes_when_missing = true
[source.mapping.activity.actual]
price = "Cost"
units_a_week = "Units"
once = { column = "Frequency", in = ["One-off"] }
[source.mapping.codes.service]
Community = "community"
"""
HEAD = "Period,Person,Type,Start,End,Service,Cost,Frequency,Units\n"
SPELLS = """
[source.mapping.person]
local_id = "PATIENT"
[[source.mapping.activity]]
kind = "emergency_admission"
when = [{ column = "EPISTAT", in = ["3"] }, { column = "ADMIMETH", starts = ["2"] }]
one_event = { same = ["PATIENT", "PROCODE", "ADMIDATE"], latest = "EPIEND" }
start = "ADMIDATE"
end = "DISDATE"
attributes = { method = "ADMIMETH" }
"""


def care(place, *rows):
    return place.deliver({"a.csv": HEAD + "".join(f"{row}\n" for row in rows)}, CARE)


def test_an_event_sent_again_is_told_by_its_latest_row(place):
    delivery = care(
        place,
        "30/06/2013,1,Service,01/05/2013,,Community,10.00,Hourly,2",
        "30/09/2013,1,Service,01/05/2013,01/08/2013,Community,10.00,Hourly,2",
    )

    (activity,) = delivery.rows("activity")
    assert (activity["end"], activity["row"]) == (date(2013, 8, 1), 3)
    assert delivery.finding("told-again").rows == [2]
    assert delivery.counts == (2, 2, 0)


def test_an_open_event_missing_from_the_newest_period_has_closed(place):
    delivery = care(
        place,
        "30/06/2013,1,Service,01/05/2013,,Community,,,",
        "30/09/2013,2,Service,01/05/2013,,Community,,,",
    )

    ends = {r["local_id"]: r["end"] for r in delivery.rows("activity")}
    assert ends == {"1": date(2013, 6, 30), "2": None}


def test_an_open_end_counts_before_a_closed_one_of_the_same_day(place):
    delivery = care(
        place,
        "30/09/2013,1,Service,01/05/2013,,Community,,,",
        "30/09/2013,1,Service,01/05/2013,01/08/2013,Community,,,",
    )

    assert [r["end"] for r in delivery.rows("activity")] == [None]


def test_cost_is_price_by_units_by_weeks_to_the_penny(place):
    delivery = care(
        place,
        "30/09/2013,1,Service,01/05/2013,15/05/2013,Community,10.01,Hourly,2.5",
        "30/09/2013,2,Service,01/05/2013,04/05/2013,Community,1.00,Hourly,1",
        "30/09/2013,3,Service,01/05/2013,15/05/2013,Community,750,One-off,1",
        "30/09/2013,4,Service,01/05/2013,15/05/2013,Community,,Hourly,1",
    )

    pence = {r["local_id"]: r["pence"] for r in delivery.rows("activity")}
    assert pence == {"1": 5005, "2": 43, "3": 75000, "4": None}
    basis = {r["local_id"]: r["pence_basis"] for r in delivery.rows("activity")}
    assert basis == {"1": "actual", "2": "actual", "3": "actual", "4": None}


def test_a_price_that_is_no_amount_is_found(place):
    delivery = care(place, "30/09/2013,1,Service,01/05/2013,,Community,tbc,Hourly,1")

    assert delivery.rows("activity")[0]["pence"] is None
    assert delivery.finding("unreadable-amount", "Cost").rows == [2]


def test_quantity_is_length_in_the_unit_of_the_kind(place):
    delivery = care(place, "30/09/2013,1,Service,01/05/2013,15/05/2013,Community,,,")

    assert delivery.rows("activity")[0]["quantity"] == pytest.approx(2.0)


def test_an_end_before_the_start_is_found(place):
    delivery = care(place, "30/09/2013,1,Service,01/05/2013,01/04/2013,Community,1,Hourly,1")

    (activity,) = delivery.rows("activity")
    assert (activity["end"], activity["pence"]) == (date(2013, 5, 1), 0)
    assert delivery.finding("ends-before-start").rows == [2]


def test_an_event_without_a_date_is_kept_and_found(place):
    delivery = care(place, "30/09/2013,1,Service,,,Community,1,Hourly,1")

    (activity,) = delivery.rows("activity")
    assert (activity["start"], activity["quantity"], activity["pence"]) == (None, None, None)
    assert delivery.finding("no-date").rows == [2]


def test_a_code_that_is_not_allowed_is_not_known(place):
    delivery = care(place, "30/09/2013,1,Service,01/05/2013,,Mystery,,,")

    assert delivery.rows("detail_adult_care")[0]["service"] is None
    assert delivery.finding("unknown-code", "Service").rows == [2]


def test_other_rows_of_the_file_make_no_activity(place):
    delivery = care(place, "30/09/2013,1,Request,01/05/2013,,,,,")

    assert delivery.rows("activity") == []
    assert delivery.counts == (1, 1, 0)
    assert len(delivery.rows("record")) == 1


def test_a_spell_is_its_finished_episodes(place):
    head = "PATIENT,PROCODE,ADMIDATE,DISDATE,EPIEND,EPISTAT,ADMIMETH\n"
    body = (
        "7,R1,2013-01-01,,2013-01-03,3,21\n"
        "7,R1,2013-01-01,2013-01-09,2013-01-09,3,21\n"
        "7,R1,2013-05-01,,,1,21\n"
        "7,R1,2013-06-01,2013-06-02,2013-06-02,3,11\n"
    )
    delivery = place.deliver({"a.csv": head + body}, SPELLS)

    (spell,) = delivery.rows("activity")
    assert (spell["start"], spell["end"]) == (date(2013, 1, 1), date(2013, 1, 9))
    assert (spell["quantity"], spell["row"]) == (1.0, 3)


def test_a_case_of_three_children_is_one_case(place):
    mapping = """
[source.mapping.joined.ref]
columns = ["Council", "Child"]
separator = ":"
codes = { Westminster = "E09000033" }
[source.mapping.person]
local_id = "Child"
identifiers = { la_child = "ref" }
[[source.mapping.activity]]
kind = "care_proceedings"
group = "Set"
start = "Submitted"
shared_by = "Case"
"""
    rows = "".join(f"Westminster,{child},S1,C{child // 3},2013-01-01\n" for child in range(4))
    delivery = place.deliver({"a.csv": "Council,Child,Set,Case,Submitted\n" + rows}, mapping)

    assert [r["quantity"] for r in delivery.rows("activity")] == pytest.approx([1 / 3] * 3 + [1])
    assert {r["group"] for r in delivery.rows("activity")} == {"S1"}
    assert delivery.rows("identifier")[0]["value"] == "E09000033:0"


def test_dates_in_three_columns_and_rows_above_the_header(place):
    mapping = """
[source.mapping]
header_row = 3
dates = ["%d/%m/%Y"]
[source.mapping.joined.let]
columns = ["day", "month", "year"]
[source.mapping.person]
local_id = "code"
household = "code"
[[source.mapping.activity]]
kind = "tenancy"
start = "let"
attributes = { household_size = "size", homeless = "homeless" }
"""
    text = "Section,,,,,\nQuestion,,,,,\ncode,day,month,year,size,homeless\nT1,7,3,2012,4,1\n"
    delivery = place.deliver({"a.csv": text}, mapping)

    assert delivery.rows("activity")[0]["start"] == date(2012, 3, 7)
    assert delivery.rows("record")[0]["household_given"] == "T1"
    detail = delivery.rows("detail_tenancy")[0]
    assert (detail["household_size"], detail["homeless"]) == (4, True)


def test_constants_and_code_maps_make_flags(place):
    mapping = """
[source.mapping.person]
local_id = "ID"
[[source.mapping.activity]]
kind = "offence"
start = "Date"
attributes = { proven = "Disposal" }
constants = { category = "Theft" }
[source.mapping.codes."offence.proven"]
Caution = "yes"
"No further action" = "no"
"""
    rows = (
        "1,2013-01-01,caution\n2,2013-01-01,No further action\n3,2013-01-01,Moon\n4,2013-01-01,\n"
    )
    delivery = place.deliver({"a.csv": "ID,Date,Disposal\n" + rows}, mapping)

    detail = delivery.rows("detail_offence")
    assert [d["proven"] for d in detail] == [True, False, None, None]
    assert {d["category"] for d in detail} == {"Theft"}
    assert delivery.finding("unknown-code").rows == [4]


SPEND = """
[source.mapping]
dates = ["%d/%m/%Y"]
[source.mapping.spend]
payee = "Supplier"
paid = "Date"
pounds = "Amount"
service = "Service"
[source.mapping.synonyms]
Supplier = ["Benificiary Name"]
"""


def test_spend_is_pence_with_refunds_and_struck_out_names(place):
    text = (
        "Benificiary Name,Date,Amount,Service\n"
        'Acme,01/02/2014,"£1,234.50",Care\n'
        "REDACTED PERSONAL DATA,01/02/2014,-20.5,Care\n"
        "Acme,01/02/2014,see note,Care\n"
    )
    delivery = place.deliver({"a.csv": text}, SPEND, zone="aggregate")

    assert [(r["payee"], r["pence"]) for r in delivery.rows("spend")] == [
        ("Acme", 123450),
        ("REDACTED PERSONAL DATA", -2050),
    ]
    assert delivery.counts == (3, 2, 1)
    assert delivery.finding("unreadable-amount").rows == [4]
    assert delivery.rows("record") == []


def test_a_withheld_count_is_not_nought(place):
    mapping = """
[source.mapping.aggregate]
kind = "drug_treatment"
area = "ward"
count = "people"
start = "from"
"""
    text = "ward,people,from\nE05000001,12,2013-01-01\nE05000002,*,2013-01-01\n,3,2013-01-01\n"
    delivery = place.deliver({"a.csv": text}, mapping, zone="aggregate")

    assert [(r["area"], r["count"]) for r in delivery.rows("aggregate")] == [
        ("E05000001", 12),
        ("E05000002", None),
    ]
    assert delivery.counts == (3, 2, 1)
    assert delivery.finding("withheld-count").rows == [3]


def test_findings_name_columns_as_the_file_does(place):
    text = "Benificiary Name,Date,Amount,Service\nAcme,1 May,5,Care\n"
    delivery = place.deliver(
        {"a.csv": text}, SPEND.replace('"Amount"', '"pounds"') + 'pounds = ["Amount"]\n'
    )

    assert delivery.finding("unreadable-date").column == "Date"
    delivery = place.deliver({"a.csv": text.replace(",5,", ",x,")}, SPEND, zone="aggregate")
    assert delivery.finding("unreadable-amount").column == "Amount"


TOLD = """
[source.mapping]
dates = ["%d/%m/%Y"]
[source.mapping.person]
local_id = "Person"
[[source.mapping.activity]]
kind = "special_need"
start = "Period"
one_event = { same = ["Person", "Need"], latest = "Period", lasts_while_told = true }
attributes = { sort = "Need" }
"""


def test_what_is_only_told_lasts_from_the_first_telling_to_the_next_that_does_not(place):
    months = {"1": "ABx", "2": "AB", "3": "B", "4": "AB", "5": "Ax"}
    rows = [f"01/0{month}/2013,1,{need}\n" for month, needs in months.items() for need in needs]
    rows.reverse()
    delivery = place.deliver({"a.csv": "Period,Person,Need\n" + "".join(rows)}, TOLD)

    needs = {row["activity"]: row["sort"] for row in delivery.rows("detail_special_need")}
    found = [
        (needs[row["activity"]], row["start"].month, row["end"] and row["end"].month)
        for row in delivery.rows("activity")
    ]
    assert sorted(found, key=str) == [
        ("A", 1, 3),
        ("A", 4, None),
        ("B", 1, 5),
        ("x", 1, 2),
        ("x", 5, None),
    ]


def test_a_telling_without_a_day_ends_nothing(place):
    text = "Period,Person,Need\n,1,A\n01/01/2013,1,B\n01/02/2013,2,B\n"
    delivery = place.deliver({"a.csv": text}, TOLD)

    found = {(row["start"], row["end"]) for row in delivery.rows("activity")}
    assert found == {
        (None, None),
        (date(2013, 1, 1), date(2013, 2, 1)),
        (date(2013, 2, 1), None),
    }


ONE_AT_A_TIME = """
[source.mapping]
dates = ["%d/%m/%Y"]
[source.mapping.person]
local_id = "Person"
[[source.mapping.activity]]
kind = "destination"
start = "From"
end = "To"
one_event = { same = ["Person", "From"], latest = "Told", next_ends_it = true }
"""


def test_of_things_one_does_one_at_a_time_the_next_ends_the_open_one(place):
    text = (
        "Told,Person,From,To\n01/06/2013,1,01/01/2013,\n01/06/2013,1,01/03/2013,01/04/2013\n"
        "01/06/2013,1,01/05/2013,\n01/06/2013,2,01/04/2013,\n"
    )
    delivery = place.deliver({"a.csv": text}, ONE_AT_A_TIME)

    ends = [(row["local_id"], row["end"]) for row in delivery.rows("activity")]
    assert ends == [
        ("1", date(2013, 3, 1)),
        ("1", date(2013, 4, 1)),
        ("1", None),
        ("2", None),
    ]


BLANK_CODE = """
[source.mapping]
dates = ["%d/%m/%Y"]
[source.mapping.person]
local_id = "Person"
[[source.mapping.activity]]
kind = "tenancy"
start = "From"
attributes = { homeless = "Homeless" }
[source.mapping.codes]
homeless = { 1 = "no", 2 = "yes", 9 = "" }
"""


def test_a_code_for_not_known_is_blank_and_no_fault(place):
    text = "Person,From,Homeless\n1,01/01/2013,9\n2,01/01/2013,2\n3,01/01/2013,8\n"
    delivery = place.deliver({"a.csv": text}, BLANK_CODE)

    assert [row["homeless"] for row in delivery.rows("detail_tenancy")] == [None, True, None]
    (found,) = [f for f in delivery.report.findings if f.column == "Homeless"]
    assert found.rows == [4]


JOINED = """
[source.mapping.person]
local_id = "Person"
address = { line = "whole", postcode = "Postcode" }
[source.mapping.joined.whole]
columns = ["House", "Street", "Town"]
separator = ", "
skip_blank = true
"""


def test_lines_of_an_address_are_joined_as_many_as_there_are(place):
    text = (
        "Person,House,Street,Town,Postcode\n1,1,,London,W2 1AB\n2,,,,W2 1AB\n3,3,High Rd,,W2 1AD\n"
    )
    delivery = place.deliver({"a.csv": text}, JOINED)

    assert {row["local_id"]: row["line"] for row in delivery.rows("address")} == {
        "1": "1, London",
        "2": None,
        "3": "3, High Rd",
    }
