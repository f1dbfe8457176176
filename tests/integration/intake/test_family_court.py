"""Family-court cases: children, when their case began and ended, and its hearings."""

import json
from datetime import date

import pytest

from support.intake.court import CASE, answer, child, hearing, order, wrapped


def read(place, *cases, **kept):
    return place.deliver({"a.json": answer(*cases)}, format="family-court", **kept)


def proceedings(delivery):
    """(child, case, from, to) of each."""
    details = {row["activity"]: row for row in delivery.rows("detail_care_proceedings")}
    return [
        (row["local_id"], details[row["activity"]]["case"], row["start"], row["end"])
        for row in delivery.rows("activity")
        if row["kind"] == "care_proceedings"
    ]


def test_each_child_of_a_case_from_application_to_its_order(place):
    delivery = read(place, wrapped())

    assert delivery.counts == (2, 2, 0)
    assert proceedings(delivery) == [
        ("a", "ZW13C00001", date(2013, 1, 10), date(2013, 6, 20)),
        ("b", "ZW13C00001", date(2013, 1, 10), None),
    ]
    records = {row["local_id"]: row for row in delivery.rows("record")}
    assert (records["a"]["given"], records["a"]["family"]) == ("Tim", "Jones")
    assert (records["a"]["birth_date"], records["a"]["sex"]) == (date(2008, 8, 1), "male")


def test_a_case_is_shared_by_its_children(place):
    rows = [r for r in read(place, wrapped()).rows("activity") if r["kind"] == "care_proceedings"]

    assert [row["quantity"] for row in rows] == [0.5, 0.5]
    assert {row["group"] for row in rows} == {"ZW13C00001"}


def test_hearings_that_were_held_with_what_they_were_for(place):
    delivery = read(place, wrapped())

    sorts = {row["activity"]: row["sort"] for row in delivery.rows("detail_court_hearing")}
    held = [
        (row["local_id"], sorts[row["activity"]], row["start"], row["quantity"])
        for row in delivery.rows("activity")
        if row["kind"] == "court_hearing"
    ]
    assert sorted(held) == [
        ("a", "case_management", date(2013, 1, 28), 0.5),
        ("a", "final", date(2013, 6, 20), 0.5),
        ("b", "case_management", date(2013, 1, 28), 0.5),
        ("b", "final", date(2013, 6, 20), 0.5),
    ]


def test_a_case_may_come_bare_or_wrapped_one_or_many(place):
    for text in (
        json.dumps(CASE),
        json.dumps([CASE]),
        json.dumps({"id": 1, "case_details": {"id": 2, "case_data": CASE}}),
    ):
        delivery = place.deliver({"a.json": text}, format="family-court")
        assert [case for _, case, *_ in proceedings(delivery)] == ["ZW13C00001"] * 2


@pytest.mark.parametrize(
    ("orders", "end"),
    [
        ([order("C32_CARE_ORDER", "2013-06-20", "Yes")], date(2013, 6, 20)),
        ([order("C32_CARE_ORDER", "2013-06-20")], date(2013, 6, 20)),
        ([order("C32_CARE_ORDER", "2013-06-20", "No")], None),
        ([order("C33_INTERIM_CARE_ORDER", "2013-02-20")], None),
        ([order("C32_CARE_ORDER", "2012-06-20", "Yes")], None),
        (
            [
                order("C32_CARE_ORDER", "2014-01-20", "Yes"),
                order("A70_PLACEMENT_ORDER", "2013-09-01"),
            ],
            date(2013, 9, 1),
        ),
        ([], None),
    ],
)
def test_a_case_ends_for_a_child_with_its_first_final_order(place, orders, end):
    delivery = read(place, wrapped(orderCollection=orders))

    assert {row[3] for row in proceedings(delivery)} == {end}


def test_a_case_that_was_closed_without_an_order(place):
    closed = wrapped(orderCollection=[], closeCaseTabField={"date": "2013-08-01"})

    assert {row[3] for row in proceedings(read(place, closed))} == {date(2013, 8, 1)}


def test_other_cases_are_kept_apart(place):
    secure = wrapped(
        familyManCaseNumber="X2",
        orders={"orderType": ["SECURE_ACCOMMODATION_ORDER"]},
        children1=[child("z", "Zed", "2001-01-01")],
    )
    delivery = read(place, secure, wrapped())

    assert delivery.finding("not-care-proceedings").rows == [1]
    assert {who for who, *_ in proceedings(delivery)} == {"a", "b"}
    assert {row["local_id"] for row in delivery.rows("activity")} == {"a", "b"}
    assert "no-activity" not in delivery.rules


def test_a_case_without_children_is_set_aside(place):
    delivery = read(place, wrapped(children1=[]), wrapped())

    assert delivery.finding("no-children").rows == [1]
    assert delivery.counts == (3, 2, 1)


def test_a_child_whose_whereabouts_are_hidden_is_restricted(place):
    hidden = child("a", "Tim", "2008-08-01", detailsHidden="Yes", address={"PostCode": "W2 1AB"})
    open_ = child("b", "Sarah", "2010-05-02", address={"PostCode": "W2 1AD"})
    delivery = read(place, wrapped(children1=[hidden, open_]))

    assert {r["local_id"]: r["restricted"] for r in delivery.rows("record")} == {
        "a": True,
        "b": False,
    }
    assert ("b", "W2 1AD") in {(a["local_id"], a["postcode"]) for a in delivery.rows("address")}


def test_what_court_papers_say_stays_out(place):
    """The place's agreement is for planning: dates, cases and hearings, and nothing more."""
    delivery = read(place, wrapped())

    (first, _) = delivery.rows("detail_care_proceedings")
    assert (first["order"], first["sought"]) == (None, None)
    [told] = [f.message for f in delivery.report.findings if f.rule == "not-granted"]
    assert "care_proceedings.order, care_proceedings.sought" in told


def test_an_unknown_sort_of_hearing_is_told(place):
    odd = wrapped(hearingDetails=[hearing("h", "TEA_BREAK", "2013-01-28")])

    assert "unknown-code" in read(place, odd).rules


LIST = (
    "SetNumber,CaseNumber,LocalAuthority,LocalAuthorityCode,LAChildID,ChildForename,ChildSurname,"
    "ChildDOB,DateSubmitted,FirstHearing,FinalOrderDate,OrderType,HomePostcode\n"
    "S1,C1,Westminster,213,17,Ann,Ash,2005-02-01,2013-01-10,2013-01-20,2013-06-20,CARE,W2 1AB\n"
    "S1,C1,Westminster,213,18,Bo,Ash,2006-02-01,2013-01-10,2013-01-20,,,W2 1AB\n"
)


def test_the_minimal_list(place):
    delivery = place.deliver({"a.csv": LIST}, format="family-court")

    assert delivery.counts == (2, 2, 0)
    assert proceedings(delivery) == [
        ("Westminster:17", "C1", date(2013, 1, 10), date(2013, 6, 20)),
        ("Westminster:18", "C1", date(2013, 1, 10), None),
    ]
    assert {i["value"] for i in delivery.rows("identifier")} == {"213:17", "213:18"}
    assert {row["group"] for row in delivery.rows("activity")} == {"S1"}
    assert sum(row["kind"] == "court_hearing" for row in delivery.rows("activity")) == 2


def test_the_list_may_lack_what_is_not_needed(place):
    text = (
        "CaseNumber,LAChildID,ChildForename,ChildSurname,ChildDOB,DateSubmitted,FinalOrderDate\n"
        "C1,17,Ann,Ash,2005-02-01,2013-01-10,\n"
    )
    delivery = place.deliver({"a.csv": text}, format="family-court")

    assert proceedings(delivery) == [("17", "C1", date(2013, 1, 10), None)]
    assert "missing-column" not in delivery.rules
    assert delivery.rows("identifier") == []


def test_the_list_without_a_date_is_told(place):
    text = LIST.replace("FinalOrderDate", "Other")
    delivery = place.deliver({"a.csv": text}, format="family-court")

    assert [f.column for f in delivery.report.findings if f.rule == "missing-column"] == [
        "FinalOrderDate"
    ]


def test_another_kind_of_file_is_turned_away(place):
    delivery = place.deliver({"a.json": '[{"a":1}]'}, format="family-court")

    assert "family-court cases" in delivery.finding("wrong-content").message
