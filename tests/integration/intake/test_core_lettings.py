"""CORE: the bulk-upload form and the export, and households in which nobody is named."""

from datetime import date

import pytest

from support.intake.core import ASKED, EXPORTED, LETTING, export, form, workbook


def read(place, text, name="a.csv", **kept):
    return place.deliver({name: text}, format="core-lettings", **kept)


def letting(delivery):
    """The one letting, with its details."""
    (row,) = delivery.rows("activity")
    (detail,) = delivery.rows("detail_tenancy")
    return row | detail


EXPECTED = {
    "household_size": 3,
    "lead_age": 34,
    "children": 1,
    "workless": True,
    "members": "partner 36 M 4; other 7 F 9",
    "homeless": True,
    "supported": False,
    "left_because": "4",
    "came_from": "19",
    "housing_benefit": True,
    "income_from_benefits": "all",
}


def test_the_form_under_its_rows_of_questions(place):
    delivery = read(place, form(LETTING))

    assert delivery.counts == (1, 1, 0)
    assert delivery.rules <= {"unknown-code"}
    found = letting(delivery)
    assert {name: found[name] for name in EXPECTED} == EXPECTED
    assert (found["start"], found["group"]) == (date(2013, 9, 4), "P1")


def test_nobody_is_invented(place):
    delivery = read(place, form(LETTING))

    (record,) = delivery.rows("record")
    assert (record["local_id"], record["household_given"]) == ("ORG1:T1", "ORG1:T1")
    assert (record["given"], record["family"], record["birth_date"]) == (None, None, None)
    assert (record["sex"], record["ethnicity"]) == ("female", "white")
    assert [(i["scheme"], i["value"]) for i in delivery.rows("identifier")] == [
        ("tenancy", "ORG1:T1")
    ]


def test_the_home_let_and_the_one_before(place):
    homes = read(place, form(LETTING)).rows("address")

    assert [(h["postcode"], h["start"], h["end"], h["uprn"]) for h in homes] == [
        ("W2 1AD", None, date(2013, 9, 4), None),
        ("W2 1AB", date(2013, 9, 4), None, "10009"),
    ]


def test_questions_are_found_wherever_they_stand(place):
    backwards = dict(reversed(ASKED.items()))
    delivery = read(place, form(LETTING, asked=backwards, first=100))

    assert letting(delivery)["members"] == EXPECTED["members"]


def test_sex_at_birth_goes_before_gender(place):
    (record,) = read(place, form(LETTING | {"birth1": "M"})).rows("record")

    assert (record["sex"], record["sex_given"]) == ("male", "M")


@pytest.mark.parametrize(("given", "sex"), [("X", "other"), ("R", "unknown"), ("", "unknown")])
def test_sex_as_core_codes_it(place, given, sex):
    (record,) = read(place, form(LETTING | {"sex1": given})).rows("record")

    assert record["sex"] == sex


@pytest.mark.parametrize(
    ("given", "ethnicity"), [("17", "refused"), ("4", "mixed"), ("19", "other")]
)
def test_ethnicity_as_core_numbers_it(place, given, ethnicity):
    (record,) = read(place, form(LETTING | {"ethnic": given})).rows("record")

    assert record["ethnicity"] == ethnicity


def test_a_date_of_three_columns_that_is_none(place):
    delivery = read(place, form(LETTING | {"month": "13"}, LETTING | {"tenant": "T2", "day": ""}))

    assert delivery.finding("unreadable-date").column == "3 + 4 + 5"
    assert [row["start"] for row in delivery.rows("activity")] == [None, None]


def test_the_export_with_labels_reads_as_codes(place):
    delivery = read(place, export(EXPORTED, labels=True))

    assert "unknown-code" not in delivery.rules
    found = letting(delivery)
    assert (found["left_because"], found["came_from"]) == ("4", "6")
    assert (found["homeless"], found["housing_benefit"]) == (False, True)
    assert found["income_from_benefits"] == "all"
    assert (found["household_size"], found["children"], found["workless"]) == (3, 1, True)
    assert found["members"] == "partner 32 M 4; other 4 ? 9"
    assert found["landlord"] == "A Landlord"


def test_the_export_with_codes(place):
    coded = {
        "needstype": "2",
        "relat2": "P",
        "relat3": "X",
        "ecstat1": "0",
        "ecstat2": "4",
        "ecstat3": "9",
        "sex1": "F",
        "sex2": "M",
        "sex3": "R",
        "ethnic": "2",
        "reason": "4",
        "prevten": "6",
        "homeless": "1",
        "hb": "6",
        "benefits": "1",
    }
    labelled = letting(read(place, export(EXPORTED)))
    with_codes = letting(read(place, export(EXPORTED | coded)))

    told = ("left_because", "came_from", "homeless", "housing_benefit", "members", "workless")
    assert {n: with_codes[n] for n in told} == {n: labelled[n] for n in told}
    assert (labelled["supported"], with_codes["supported"]) == (False, True)


def test_a_letting_without_a_tenant_code_is_known_by_its_log(place):
    delivery = read(place, export(EXPORTED | {"tenancycode": ""}, EXPORTED))

    assert delivery.finding("no-tenant-code").rows == [2]
    assert {r["local_id"] for r in delivery.rows("record")} == {
        "A Landlord:log 77",
        "A Landlord:T7",
    }


def test_two_landlords_may_use_one_tenant_code(place):
    text = form(LETTING, LETTING | {"owner": "ORG2"})

    assert {r["local_id"] for r in read(place, text).rows("record")} == {"ORG1:T1", "ORG2:T1"}


def test_a_letting_that_nothing_names_is_set_aside(place):
    delivery = read(place, form(LETTING | {"tenant": ""}, LETTING))

    assert delivery.counts == (2, 1, 1)
    assert delivery.finding("no-key").rows == [7]


def test_a_workbook_under_the_name_of_a_csv(place):
    delivery = read(place, workbook(form(LETTING)), "excel_as_csv.csv")

    assert delivery.finding("name-and-content").severity == "note"
    assert letting(delivery)["members"] == EXPECTED["members"]


@pytest.mark.parametrize(
    ("start", "reason", "known"),
    [
        ("2024-04-01", "53", True),
        ("2023-09-04", "53", False),
        ("2024-04-01", "999", False),
    ],
)
def test_codes_by_the_year_of_the_letting(place, start, reason, known):
    delivery = read(place, export(EXPORTED | {"startdate": start, "reason": reason}))

    told = [f.column for f in delivery.report.findings if f.rule == "unknown-code"]
    assert told == ([] if known else ["reason"])


def test_a_form_without_its_top_rows_is_refused(place):
    bare = "\n".join(form(LETTING).splitlines()[7:])

    assert "top rows" in read(place, bare).finding("no-header").message


def test_a_form_without_lettings_is_told(place):
    assert read(place, form()).finding("header-only").severity == "warning"


def test_only_what_agreements_open_is_loaded(place):
    fields = '["record", "tenancy.dates", "tenancy.children"]'
    delivery = read(place, form(LETTING), fields=fields)

    found = letting(delivery)
    assert (found["children"], found["members"], found["workless"]) == (1, None, None)
    assert delivery.rows("address") == []
    assert delivery.rows("identifier") == []


def test_without_names_it_may_be_held_without_names(place):
    delivery = read(place, form(LETTING), zone="pseudonymised")

    assert letting(delivery)["children"] == 1


def test_a_working_situation_that_is_no_code_is_told(place):
    delivery = read(place, form(LETTING | {"work2": "77"}))

    assert delivery.finding("unknown-code").column == "21"
    assert "77" in letting(delivery)["members"]
