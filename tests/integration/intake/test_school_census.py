"""The school census: modules that speak of pupils by rows of a table."""

from datetime import date

import pytest

from support.intake.school import AUTUMN, EXCLUSIONS, LEFT, NEEDS, ROLL, SESSIONS

ANN, DI = "H801200001001", "A801200001001"


def read(place, files, **kept):
    return place.deliver(files, format="school-census", **kept)


def of(delivery, kind):
    """Activities of a kind with their details."""
    details = {row["activity"]: row for row in delivery.rows(f"detail_{kind}")}
    return [
        row | details.get(row["activity"], {})
        for row in delivery.rows("activity")
        if row["kind"] == kind
    ]


@pytest.fixture
def autumn(place):
    return read(place, AUTUMN)


def test_modules_are_told_by_their_columns_and_pupils_called_by_upn(autumn):
    assert autumn.counts == (13, 13, 0)
    assert {row["local_id"] for row in autumn.rows("record")} == {
        ANN,
        DI,
        "one/2013 autumn/on/2",
    }
    assert {row["local_id"] for row in autumn.rows("activity")} == {
        ANN,
        DI,
        "one/2013 autumn/on/2",
    }


def test_a_pupil_with_a_long_date_style(autumn):
    ann = next(row for row in autumn.rows("record") if row["local_id"] == ANN)

    assert (ann["given"], ann["family"]) == ("Ann", "Ash")
    assert (ann["birth_date"], ann["sex"]) == (date(2000, 4, 25), "female")
    assert (ann["ethnicity"], ann["ethnicity_given"]) == ("white", "WBRI")


def test_a_upn_that_fails_its_check_letter_is_told_and_kept(autumn):
    valid = {row["value"]: row["valid"] for row in autumn.rows("identifier")}

    assert valid == {ANN: True, DI: False, "9876543210": True}
    assert autumn.finding("upn-check-letter").severity == "warning"


def test_a_place_at_a_school(autumn):
    places = {row["local_id"]: row for row in of(autumn, "school_place")}

    assert (places[ANN]["start"], places[ANN]["end"]) == (date(2011, 9, 5), None)
    assert (places[ANN]["sen"], places[ANN]["young_carer"]) == ("support", True)
    assert (places[ANN]["year_group"], places[ANN]["school"]) == ("9", "2131234")
    assert (places[DI]["start"], places[DI]["end"]) == (date(2010, 9, 6), date(2013, 7, 20))


def test_an_address_over_several_lines_in_a_cell(autumn):
    (home,) = [row for row in autumn.rows("address") if row["postcode"]]

    assert home["line"] == "Flat 2, Rear 1 High Road"
    assert (home["local_id"], home["start"]) == (ANN, date(2013, 10, 3))


def test_exclusions_with_their_reasons(autumn):
    found = [
        (row["category"], row["reasons"], row["sessions"], row["outcome"])
        for row in of(autumn, "exclusion")
    ]

    assert found == [("fixed", "DB PA", 10, "DB"), ("permanent", "PP", None, "PP")]


def test_attendance_of_a_term_is_put_together(autumn):
    absence = {row["local_id"]: row for row in of(autumn, "absence")}

    ann = absence[ANN]
    assert (ann["possible"], ann["authorised"], ann["unauthorised"]) == (130, 5, 15)
    assert ann["quantity"] == 15
    assert (ann["start"], ann["end"]) == (date(2013, 4, 1), date(2013, 8, 1))
    bo = absence["one/2013 autumn/on/2"]
    assert (bo["authorised"], bo["unauthorised"]) == (4, 0)


def test_a_pupil_who_left_without_details_of_sessions_is_told(autumn):
    assert DI not in {row["local_id"] for row in of(autumn, "absence")}
    assert autumn.finding("no-sessions").file == "one/2013 autumn/b.csv"


def test_needs_and_free_meals(autumn):
    (need,) = of(autumn, "special_need")
    (meals,) = of(autumn, "free_school_meals")

    assert (need["sort"], need["rank"], need["start"]) == ("BESD", 1, date(2013, 10, 3))
    assert (meals["start"], meals["end"]) == (date(2013, 2, 16), date(2013, 11, 1))


def test_totals_of_earlier_censuses_need_no_details(place):
    roll = ROLL.replace(
        "possible,", "possible,termlysessionsauthorised,termlysessionsunauthorised,"
    )
    roll = roll.replace(",130.0,", ",130.0,3,40,").replace(",128.0,", ",128.0,,,")
    (absence,) = of(read(place, {"2014 spring/a.csv": roll}), "absence")

    assert (absence["authorised"], absence["unauthorised"]) == (3, 40)
    assert (absence["start"], absence["end"]) == (date(2013, 8, 1), date(2014, 1, 1))


def test_rows_of_two_censuses_are_not_confused(place):
    spring = ROLL.replace("\n2,", "\n9,").replace("\n1,", "\n2,")
    delivery = read(
        place,
        {"2013 autumn/a.csv": ROLL, "2014 spring/a.csv": spring, "2014 spring/e.csv": EXCLUSIONS},
    )

    assert [row["local_id"] for row in of(delivery, "exclusion")] == ["one/2014 spring/on/1", ANN]
    assert delivery.finding("no-pupil").rows == [2]
    places = [row for row in of(delivery, "school_place") if row["local_id"] == ANN]
    assert len(places) == 1


def test_needs_last_while_a_census_tells_of_them(place):
    files = {
        f"{term}/{name}": text
        for term in ("2013 spring", "2013 summer", "2013 autumn")
        for name, text in (("a.csv", ROLL), ("f.csv", NEEDS))
    }
    files["2013 autumn/f.csv"] = NEEDS.replace("BESD", "SLCN")
    needs = of(read(place, files), "special_need")

    assert sorted((row["sort"], row["start"], row["end"]) for row in needs) == [
        ("BESD", date(2013, 1, 17), date(2013, 10, 3)),
        ("SLCN", date(2013, 10, 3), None),
    ]


def test_cuts_by_upn(place):
    delivery = read(
        place,
        {
            "x.csv": f"upn,startdate,category,reason1,sessions\n{ANN},2013-06-03,SUSP,OW,2\n",
            "y.csv": "upn,termstart,termend,sessionspossible,sessionsauthorised,"
            f"sessionsunauthorised\n{ANN},01/09/2012,20/12/2012,140,1,2\n",
            "z.csv": f"upn,sex,surname,forename,dob,entrydate,leavingdate,postcode\n"
            f"{ANN},F,Ash,Ann,25/04/2000,05/09/2011,,W2 1AB\n",
        },
    )

    assert delivery.counts == (3, 3, 0)
    assert len(delivery.rows("record")) == 1
    assert of(delivery, "exclusion")[0]["category"] == "fixed"
    (absence,) = of(delivery, "absence")
    assert (absence["start"], absence["unauthorised"]) == (date(2012, 9, 1), 2)


def test_a_census_that_nothing_names_has_no_date(place):
    delivery = read(place, {"a.csv": ROLL, "f.csv": NEEDS})

    told = [found for found in delivery.report.findings if found.rule == "no-census"]
    assert {found.file for found in told} == {"one/a.csv", "one/f.csv"}
    assert all("'2025 spring'" in found.message for found in told)
    assert [row["start"] for row in of(delivery, "special_need")] == [None]


@pytest.mark.parametrize(
    ("term", "code", "known"),
    [
        ("2014 spring", "H", True),
        ("2025 spring", "H", False),
        ("2025 spring", "C2", True),
        ("2014 spring", "C2", False),
        ("2014 spring", "??", False),
    ],
)
def test_attendance_codes_by_the_year_of_the_census(place, term, code, known):
    details = f"pupilonrolltableid,sessions,attendancereason\n1,4,{code}\n"
    delivery = place.deliver(
        {f"{term}/a.csv": ROLL, f"{term}/d.csv": details}, format="school-census"
    )

    told = [f.rows for f in delivery.report.findings if f.column == "attendancereason"]
    assert told == ([] if known else [[2]])


def test_sessions_that_are_no_number_are_told(place):
    delivery = read(place, AUTUMN | {"2013 autumn/d.csv": SESSIONS.replace("12.0", "many")})

    assert delivery.finding("unreadable-number", "sessions").rows == [2]
    assert {row["unauthorised"] for row in of(delivery, "absence")} == {3, 0}


def test_modules_that_are_known_and_not_used(place):
    text = "schooltableid,schoolname,phone\n1,A school,\n"

    assert read(place, {"x.csv": text}).finding("module-not-used").severity == "note"


def test_columns_of_no_module_are_turned_away(place):
    assert "known: pupils" in read(place, {"x.csv": "a,b\n1,2\n"}).finding("unknown-module").message


def test_a_module_with_a_header_only(place):
    delivery = read(place, {"2013 autumn/b.csv": LEFT.partition("\n")[0] + "\n"})

    assert delivery.finding("header-only").severity == "warning"


def test_absence_alone_may_be_opened(place):
    fields = '["record", "identifier", "address", "absence.dates", "absence.unauthorised"]'
    delivery = read(place, AUTUMN, fields=fields)

    assert {row["kind"] for row in delivery.rows("activity")} == {"absence"}
    assert delivery.rows("detail_absence")[0]["possible"] is None


def test_absence_that_is_not_opened_is_not_made(place):
    fields = '["record", "identifier", "address", "exclusion"]'
    delivery = read(place, AUTUMN, fields=fields)

    assert {row["kind"] for row in delivery.rows("activity")} == {"exclusion"}
    assert "no-sessions" not in delivery.rules
