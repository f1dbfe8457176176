"""Ofsted's Annex A: a sheet for each list, titles above the header, labels rather than codes."""

from datetime import date, datetime

import pytest

from support.intake.workbooks import workbook
from wholeplace.pooling.intake import kinds_told
from wholeplace.pooling.intake.formats import KNOWN

WHO = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
DISABLED = "Does the Child have a Disability"
WORKED = ["Allocated Team", "Allocated Worker"]
CONTACTS = [*WHO, "Date of Contact", "Contact Source"]
EARLY_HELP = [
    *WHO,
    "Assessment start date",
    "Assessment completion date",
    "Organisation completing assessment",
]
REFERRALS = [
    *WHO,
    "Date of referral",
    "Referral Source",
    "Referral NFA?",
    "Number of Referrals in Last 12 Months",
    *WORKED,
]
ASSESSMENTS = [
    *WHO,
    DISABLED,
    "Continuous Assessment Start Date",
    "Child Seen During Continuous Assessment",
    "Continuous Assessment Date of Authorisation",
    "Was the child assessed as requiring LA children's social care support?",
    *WORKED,
]
ENQUIRIES = [
    *WHO,
    DISABLED,
    "Strategy discussion initiating Section 47 Enquiry Start Date",
    "Was an Initial Child Protection Conference deemed unnecessary?",
    "Date of Initial Child Protection Conference",
    "Did the Initial Child Protection Conference Result in a Child Protection Plan",
    *WORKED,
]
IN_NEED = [
    *WHO,
    DISABLED,
    "CIN Start Date",
    "Primary Need Code",
    "Date Child Was Last Seen",
    "CIN Closure Date",
    "Reason for Closure",
    "Case Status",
    *WORKED,
]
PLANS = [
    *WHO,
    DISABLED,
    "Child Protection Plan Start Date",
    "Initial Category of Abuse",
    "Latest Category of Abuse",
    "Date of latest review conference",
    "Child Protection Plan End Date",
    "Number of Previous Child Protection Plans",
    *WORKED,
]
LOOKED_AFTER = [
    *WHO,
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    DISABLED,
    "Date Started to be Looked After",
    "Child's Category of Need",
    "Start date of current legal status",
    "Child's Legal Status",
    "Date of Latest Statutory Review",
    "Date Ceased to be Looked After",
    "Reason Ceased to be Looked After",
    "Start Date of Most Recent Placement",
    "Placement Type",
    "Placement Provider",
    "Placement postcode",
    "URN of Placement",
    *WORKED,
]
LEAVERS = [
    *WHO,
    *WORKED,
    "Allocated Personal Advisor",
    "Eligibility Category",
    "LA in Touch",
    "Latest Date of Contact",
    "Type of Accommodation",
    "Suitability of Accommodation",
    "Activity Status",
]
ADOPTION = [
    "Child Unique ID",
    "Family identifier",
    *WHO[1:],
    "Date of Decision that Child Should be Placed for Adoption",
    "Date of Placement Order",
    "Date of Matching Child and Prospective Adopters",
    "Date Placed for Adoption",
    "Date of Adoption Order",
    "Date of Decision that Child Should No Longer be Placed for Adoption",
    "Reason Why Child No Longer Placed for Adoption",
]
ADOPTERS = ["Individual adopter identifier", "Family identifier", "Gender"]
BORN = date(2005, 2, 1)


def ann(*cells, local_id="C1", sex="b) Female", born=BORN):
    return [local_id, sex, "a) WBRI", born, 9, *cells]


SHEETS = {
    "Cover": [["Annex A"], ["Council of Somewhere"]],
    "List 1": [["List 1: Contacts"], [], CONTACTS, ann(datetime(2014, 1, 2), "Police")],
    "EH": [EARLY_HELP, ann(date(2013, 1, 1), date(2013, 2, 1), "Mill Lane Centre")],
    "3 referrals": [REFERRALS, ann(date(2014, 1, 3), "School", "a) Yes", 1, "Team A", "Cy Elm")],
    "4": [
        ASSESSMENTS,
        ann("b) No", date(2014, 1, 5), "a) Yes", None, "a) Yes", "Team A", "Cy Elm"),
    ],
    "5": [
        ENQUIRIES,
        ann("b) No", date(2014, 1, 6), "b) No", date(2014, 1, 20), "a) Yes", "T", "Cy Elm"),
    ],
    "6": [IN_NEED, ann("b) No", date(2014, 1, 5), "N1", None, None, None, "a) CIN", "T", "W")],
    "7": [
        PLANS,
        ann("b) No", date(2014, 1, 20), "NEG", "EMO", date(2014, 3, 1), None, 1, "T", "W"),
    ],
    "8": [
        LOOKED_AFTER,
        ann(
            *("a) Yes", "b) No", date(2013, 6, 1), "N1", date(2013, 7, 1), "C2", date(2014, 2, 1)),
            *(None, None, date(2013, 9, 1), "U6", "PR1", "W2 1AB", "SC9", "T", "W"),
        ),
    ],
    "9": [
        LEAVERS,
        ann("T", "W", "Di Fir", "Relevant", "Yes", date(2014, 2, 2), "Flat", "a) Suitable", "F2"),
    ],
    "10": [
        ["List 10"],
        ADOPTION,
        ["C7", "F1", *ann()[1:], date(2012, 5, 1), date(2012, 6, 1), None, date(2012, 9, 1),
         date(2013, 9, 1), None, None],
        ["C8", "F1", *ann()[1:], date(2012, 5, 1), None, None, None, None, None, None],
    ],
    "11": [ADOPTERS, ["A1", "F1", "M"]],
}  # fmt: skip


def annex(place, sheets, **more):
    return place.deliver({"annex a.xlsx": workbook(sheets)}, format="annex-a", **more)


def details(delivery, kind):
    return [
        {k: v for k, v in row.items() if v is not None and k != "activity"}
        for row in delivery.rows(f"detail_{kind}")
    ]


def of(delivery, kind):
    return [r for r in delivery.rows("activity") if r["kind"] == kind]


def test_every_list_is_read_by_its_columns(place):
    delivery = annex(place, SHEETS)

    assert delivery.counts == (11, 11, 0)
    assert sorted(r["kind"] for r in delivery.rows("activity")) == [
        *["adoption_stage"] * 5,
        "asylum_seeking_child",
        "care_leaver",
        "care_legal_status",
        *["case_review"] * 2,
        "child_assessment",
        "child_contact",
        "child_in_need",
        "child_protection_conference",
        "child_protection_plan",
        "child_referral",
        "early_help",
        "looked_after",
        "section_47_enquiry",
    ]
    assert {f.rule for f in delivery.report.findings} == {
        "sheet-not-known",
        "module-not-used",
        "sealed-family",
    }


def test_rows_say_their_sheet_and_their_number_in_it(place):
    (contact,) = of(annex(place, SHEETS), "child_contact")

    assert (contact["file"], contact["row"]) == ("one/annex a.xlsx › List 1", 4)
    assert contact["start"] == date(2014, 1, 2)


def test_labels_are_understood_and_kept_as_given(place):
    delivery = annex(place, SHEETS)

    record = next(r for r in delivery.rows("record") if r["local_id"] == "C1")
    assert (record["sex"], record["sex_given"]) == ("female", "b) Female")
    assert (record["ethnicity"], record["ethnicity_given"]) == ("white", "a) WBRI")
    assert details(delivery, "child_referral") == [
        {"referred_by": "School", "no_further_action": True}
    ]
    assert details(delivery, "child_assessment") == [{"seen": True, "support_needed": True}]
    assert details(delivery, "section_47_enquiry") == [{"conference_not_needed": False}]
    assert details(delivery, "child_protection_conference") == [{"plan": True}]
    assert details(delivery, "care_leaver")[0]["suitable"] is True


def test_a_child_looked_after_is_where_the_placement_is(place):
    delivery = annex(place, SHEETS)

    (spell,) = of(delivery, "looked_after")
    assert (spell["start"], spell["end"], spell["provider"]) == (date(2013, 6, 1), None, "SC9")
    (home,) = delivery.rows("address")
    assert (home["postcode"], home["start"]) == ("W2 1AB", date(2013, 9, 1))


def test_workers_are_contacts(place):
    found = {(c["name"], c["role"], c["team"]) for c in annex(place, SHEETS).rows("contact")}

    assert ("Cy Elm", "social worker", "Team A") in found
    assert ("Di Fir", "personal adviser", "T") in found


def test_children_placed_with_one_family_go_together_until_an_order_seals_it(place):
    delivery = annex(place, SHEETS)

    records = {r["local_id"]: r for r in delivery.rows("record")}
    assert (records["C8"]["household_given"], records["C8"]["restricted"]) == ("F1", False)
    assert (records["C7"]["household_given"], records["C7"]["restricted"]) == (None, True)
    assert {r["group"] for r in of(delivery, "adoption_stage") if r["local_id"] == "C7"} == {None}
    assert delivery.finding("sealed-family").rows == [3]


def test_adopters_are_never_read(place):
    delivery = annex(place, SHEETS)

    assert "A1" not in {r["local_id"] for r in delivery.rows("record")}
    assert delivery.finding("module-not-used").column == "11"


@pytest.mark.parametrize(
    "cell",
    [date(2014, 1, 2), datetime(2014, 1, 2, 9, 30), 41641, "02/01/2014", "2-Jan-2014", "02-Jan-14",
     "2014-01-02 00:00:00", "2 January 2014", "02/01/14"],
)  # fmt: skip
def test_dates_come_in_every_style(place, cell):
    (contact,) = of(annex(place, {"x": [CONTACTS, ann(cell, "Police")]}), "child_contact")

    assert contact["start"] == date(2014, 1, 2)


def test_blank_rows_are_no_rows_and_the_header_may_stand_low(place):
    titles = [["List 1"], ["as at", date(2014, 3, 31)], [], ["", "Contacts"]]
    rows = [*titles, CONTACTS, ann(date(2014, 1, 2), "A"), [], ann(date(2014, 1, 3), "B")]
    delivery = annex(place, {"x": rows})

    assert [r["row"] for r in of(delivery, "child_contact")] == [6, 8]
    assert delivery.counts == (2, 2, 0)


def test_titles_that_drift_are_matched_and_told(place):
    header = [
        "Child ID", "Sex", "Ethnicity", "DOB", "Age", DISABLED,
        "Continous Assessment Start Date", "Child seen during assessment",
        "Continuous Assessment Date of Authorisation", "Was child assessed as requiring LA"
        " children's social care support", "Team", "Allocated Social Worker",
    ]  # fmt: skip
    row = ["C1", "F", "WBRI - White British", BORN, 9, "No", date(2014, 1, 5), "Yes", None, "Y"]
    delivery = annex(place, {"x": [header, [*row, "T", "W"]]})

    assert of(delivery, "child_assessment")[0]["start"] == date(2014, 1, 5)
    assert details(delivery, "child_assessment") == [{"seen": True, "support_needed": True}]
    assert delivery.rows("record")[0]["birth_date"] == BORN
    guessed = {f.column: f.message for f in delivery.report.findings if f.rule == "column-guessed"}
    assert (
        "'Continous Assessment Start Date' was taken" in guessed["Continuous Assessment Start Date"]
    )


def test_a_row_without_an_id_is_set_aside_and_located(place):
    rows = [CONTACTS, ann(date(2014, 1, 2), "A"), ann(date(2014, 1, 2), "A", local_id=None)]
    delivery = annex(place, {"x": rows})

    assert delivery.counts == (2, 1, 1)
    assert (delivery.finding("no-key").file, delivery.finding("no-key").rows) == (
        "one/annex a.xlsx › x",
        [3],
    )
    assert delivery.report.whole, "the workbook came in full, but for a row"


def test_a_list_that_is_missing_is_told_and_its_silence_is_not_no(place):
    only = {"List 1": SHEETS["List 1"]}
    delivery = annex(place, only, kinds='["child_contact", "child_in_need"]')

    assert delivery.finding("missing-part").column == "List 6, children in need"
    assert kinds_told(delivery.place.sources["one"], delivery.report) == ["child_contact"]


def test_a_workbook_without_any_list_is_turned_away(place):
    delivery = annex(place, {"x": [["Name", "Amount"], ["a", 1]]})

    assert "no sheet has the columns of a list" in delivery.finding("wrong-content").message


def test_plain_text_is_turned_away(place):
    delivery = place.deliver({"a.csv": "a,b\n1,2\n"}, format="annex-a")

    assert "expected an Annex A workbook" in delivery.finding("wrong-content").message


def test_it_is_recognised_by_content():
    assert KNOWN["annex-a"].sniff(workbook(SHEETS)) > 0.5
    assert KNOWN["annex-a"].sniff(workbook({"x": [["Name"], ["a"]]})) == 0
    assert KNOWN["annex-a"].sniff(b"a,b\n1,2\n") == 0
