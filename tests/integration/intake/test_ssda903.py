"""The return on children looked after (SSDA903): every module, as CSV and as XML."""

from datetime import date

import pytest

from wholeplace.pooling.intake import kinds_told

HEAD = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n17,2,01/02/2005,WBRI,UN1,,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "17,01/04/2012,S,C1,N1,U1,PR1,01/10/2012,X1,,W2 1AB,W2 1AD,SC012\n"
    "17,01/10/2012,L,C2,N1,U1,PR1,,,,W2 1AB,W2 1AD,\n"
)
MISSING = "CHILD,MISSING,MIS_START,MIS_END\n17,M,05/05/2013,07/05/2013\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n17,01/02/2005,01/02/2013,PN1\n"
UASC = "CHILD,SEX,DOB,DUC\n17,2,01/02/2005,15/12/2013\n"
OC2 = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
    "17,01/02/2005,12,,0,1,1,0,1,0,,\n"
)
OC3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n17,01/02/1995,YES,F1,B2\n18,01/02/1995,NO,0,0\n"
AD1 = (
    "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n"
    "17,01/02/2005,01/01/2013,01/03/2013,0,2,MF,L11\n18,01/02/2005,01/01/2013,,,,,\n"
)
PLACED = (
    "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n"
    "17,01/02/2005,01/04/2013,01/05/2013,RD1\n"
)
BEFORE = "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n17,,P1,207,zz/03/2011\n18,,Z1,,\n"
WORKERS = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n17,,SW77,01/04/2012,,FCONTA\n"
LIBERTY = "CHILD,DOB,DOLO_START,DOLO_END\n17,,01/06/2013,01/07/2013\n"
XML = """<?xml version='1.0' encoding='us-ascii'?>
<EXPSSDA903><CHILD><HEADER><CHILDID>17</CHILDID><UPN>UN1</UPN><SEX>2</SEX><DOB>01/02/2005</DOB>
<ETHNIC>WBRI</ETHNIC><UASC>1</UASC><DUC>15/12/2013</DUC><MOTHER>1</MOTHER><MC_DOB>01/02/2014</MC_DOB>
<AREVIEW><REVIEW>01/02/2013</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AMISSING><MISSING>M</MISSING><MIS_START>05/05/2013</MIS_START><MIS_END/></AMISSING>
<OC2><SDQ_SCORE>12</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2>
<IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>B2</ACCOM>
<DATE_INT>01/01/2013</DATE_INT><DATE_MATCH>01/03/2013</DATE_MATCH>
<AD_PLACED><DATE_PLACED>01/04/2013</DATE_PLACED></AD_PLACED>
<PERMANENCE><PREV_PERM>P1</PREV_PERM><DATE_PERM>zz/03/2011</DATE_PERM></PERMANENCE></HEADER>
<EPISODE><DECOM>01/04/2012</DECOM><RNE>S</RNE><LS>C1</LS><CIN>N1</CIN><PL>U1</PL>
<PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC/><REC/><PL_POST>W2 1AD</PL_POST>
<HOME_POST>W2 1AB</HOME_POST></EPISODE></CHILD></EXPSSDA903>"""


def read(place, *files, **more):
    given = {f"{n}.csv": text for n, text in enumerate(files)}
    return place.deliver(given, format="ssda903", **more)


def details(delivery, kind):
    return [
        {k: v for k, v in row.items() if v is not None and k != "activity"}
        for row in delivery.rows(f"detail_{kind}")
    ]


def dates(delivery, kind):
    return [(r["start"], r["end"]) for r in delivery.rows("activity") if r["kind"] == kind]


def test_modules_are_told_by_their_columns(place):
    delivery = read(place, HEAD, EPISODES, MISSING)

    assert delivery.counts == (4, 4, 0)
    kinds = [r["kind"] for r in delivery.rows("activity")]
    assert sorted(kinds) == ["looked_after", "looked_after", "missing_episode"]


def test_there_is_one_record_a_child(place):
    delivery = read(place, HEAD, EPISODES, MISSING)

    (record,) = delivery.rows("record")
    assert (record["local_id"], record["birth_date"]) == ("17", date(2005, 2, 1))
    assert (record["sex"], record["sex_given"]) == ("female", "2")
    assert (record["ethnicity"], record["ethnicity_given"]) == ("white", "WBRI")
    assert delivery.rows("identifier") == [
        {"local_id": "17", "scheme": "la_child", "value": "E09000033:17", "valid": True}
    ]


def test_an_open_episode_lasts_to_the_day_of_the_place(place):
    delivery = read(place, HEAD, EPISODES)

    first, second = delivery.rows("activity")
    assert (first["start"], first["end"]) == (date(2012, 4, 1), date(2012, 10, 1))
    assert (second["start"], second["end"]) == (date(2012, 10, 1), None)
    assert second["quantity"] == pytest.approx((date(2014, 3, 31) - date(2012, 10, 1)).days / 7)
    assert first["provider"] == "SC012"
    assert details(delivery, "looked_after")[1] == {
        "legal_status": "C2",
        "placement": "U1",
        "provider_type": "PR1",
        "need": "N1",
        "began_as": "L",
    }


def test_home_ends_when_care_begins_and_the_placement_follows(place):
    delivery = read(place, HEAD, EPISODES)

    homes = [(a["postcode"], a["start"], a["end"], a["ward"]) for a in delivery.rows("address")]
    assert ("W2 1AB", None, date(2012, 10, 1), "E05000001") in homes
    assert any(postcode == "W2 1AD" and end is None for postcode, _, end, _ in homes)


def test_reviews_missing_episodes_and_orders_are_read(place):
    delivery = read(place, REVIEWS, MISSING, LIBERTY)

    assert dates(delivery, "case_review") == [(date(2013, 2, 1), None)]
    assert details(delivery, "case_review") == [{"of": "care", "participation": "PN1"}]
    assert details(delivery, "missing_episode") == [{"type": "M"}]
    assert dates(delivery, "deprivation_of_liberty") == [(date(2013, 6, 1), date(2013, 7, 1))]


def test_what_a_return_tells_without_a_date_is_dated_by_its_year(place):
    delivery = read(place, OC2, OC3, lines="year = 2013")

    assert dates(delivery, "looked_after_health") == [(date(2013, 3, 31), None)]
    assert details(delivery, "looked_after_health")[0]["difficulties"] == 12
    assert dates(delivery, "care_leaver") == [(date(2013, 3, 31), None)] * 2
    suitable, unknown = details(delivery, "care_leaver")
    assert suitable == {
        "in_touch": "YES",
        "occupation": "F1",
        "accommodation": "B2",
        "suitable": False,
    }
    assert "suitable" not in unknown
    assert delivery.report.findings == ()


def test_without_a_year_it_is_said_where_to_give_one(place):
    delivery = read(place, OC2)

    assert dates(delivery, "looked_after_health") == [(None, None)]
    assert "say its 'year' in the definition" in delivery.finding("no-date").message


def test_the_steps_of_an_adoption_are_read_and_the_adopters_are_not(place):
    delivery = read(place, AD1, PLACED)

    stages = [row["stage"] for row in delivery.rows("detail_adoption_stage")]
    assert stages == ["decided", "decided", "matched", "placed", "ceased"]
    (ceased,) = [r for r in delivery.rows("activity") if r["start"] == date(2013, 5, 1)]
    assert ceased["outcome"] == "RD1"
    assert "MF" not in str(delivery.table("activity").to_pylist())


def test_earlier_permanence_may_leave_the_day_open(place):
    delivery = read(place, BEFORE)

    assert dates(delivery, "previous_permanence") == [(date(2011, 3, 1), None)]
    assert details(delivery, "previous_permanence") == [{"option": "P1", "council": "207"}]


def test_the_social_worker_is_a_contact(place):
    (contact,) = read(place, WORKERS).rows("contact")

    assert (contact["worker"], contact["role"]) == ("SW77", "social worker")
    assert (contact["start"], contact["end"]) == (date(2012, 4, 1), None)


def test_a_mother_in_care_is_told_by_her_child_s_birth(place):
    head = HEAD.replace("UN1,,", "UN1,1,05/01/2014")

    assert dates(read(place, head), "became_mother") == [(date(2014, 1, 5), None)]


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        HEAD.replace("MC_DOB\n", "MC_DOB,UASC_STATUS\n").replace("UN1,,", "UN1,,,1"),
        HEAD.replace("MC_DOB\n", "MC_DOB,UASC_STATUS\n").replace("UN1,,", "UN1,,,"),
    ],
)
def test_an_asylum_seeking_child_is_counted_once_however_it_is_told(place, head):
    delivery = read(place, head, UASC, lines="year = 2013")

    assert dates(delivery, "asylum_seeking_child") == [(date(2013, 3, 31), None)]
    assert details(delivery, "asylum_seeking_child") == [{"ceased": date(2013, 12, 15)}]
    assert delivery.counts == (2, 2, 0)


def test_a_header_that_says_no_is_believed(place):
    head = HEAD.replace("MC_DOB\n", "MC_DOB,UASC_STATUS\n").replace("UN1,,", "UN1,,,0")

    assert dates(read(place, head, UASC, lines="year = 2013"), "asylum_seeking_child") == []


@pytest.mark.parametrize(
    ("year", "old", "new"),
    [(2024, ["H5"], ["K3", "Z11"]), (2025, ["K3"], ["H5", "Z11"]), (2026, ["Z11"], ["P2"])],
)
def test_codes_are_those_of_the_return_s_year(place, year, old, new):
    rows = "".join(EPISODES.splitlines()[1].replace("U1", c) + "\n" for c in (*old, *new))
    delivery = read(place, EPISODES.splitlines()[0] + "\n" + rows, lines=f"year = {year}")

    unknown = delivery.finding("unknown-code", "PLACE")
    assert unknown.rows == [n for n, c in enumerate((*old, *new), 2) if c in new]
    assert f"return that ends in {year}" in unknown.message
    kept = {row["placement"] for row in delivery.rows("detail_looked_after")}
    assert kept == {*old, *new}, "the value is kept as given"


def test_the_sex_code_of_another_year_is_told_and_still_read(place):
    delivery = read(place, HEAD, lines="year = 2025")

    assert delivery.finding("unknown-code", "SEX").rows == [2]
    assert delivery.rows("record")[0]["sex"] == "female"


def test_columns_of_no_module_are_turned_away(place):
    message = read(place, "A,B\n1,2\n").finding("unknown-module").message

    assert "known: header, episodes" in message


def test_a_module_that_did_not_come_is_told_and_its_silence_is_not_no(place):
    delivery = read(place, HEAD, EPISODES, kinds='["looked_after", "missing_episode"]')

    assert delivery.finding("missing-part").column == "missing"
    source = delivery.place.sources["one"]
    assert kinds_told(source, delivery.report) == ["looked_after"]
    whole = read(place, HEAD, EPISODES, MISSING, kinds='["looked_after", "missing_episode"]')
    assert kinds_told(source, whole.report) == ["looked_after", "missing_episode"]


def test_a_module_that_one_of_several_deliveries_lacks_is_told(place):
    more = "".join(
        f'[[source.delivery]]\nid = "{id}"\nfiles = ["one/{id}/*"]\nreceived = {day}\n'
        f"covers = {{ from = {start}, to = {end} }}\n"
        for id, day, start, end in (
            ("old", "2012-04-01", "2011-04-01", "2012-04-01"),
            ("new", "2013-04-01", "2012-04-01", "2013-04-01"),
        )
    )
    both = {f"{id}/{n}.csv": t for id in ("old", "new") for n, t in enumerate((HEAD, EPISODES))}
    delivery = place.deliver(
        {**both, "old/m.csv": MISSING},
        format="ssda903",
        more=more,
        kinds='["looked_after", "missing_episode"]',
    )

    assert delivery.finding("missing-part").file.startswith("one/new/")
    source = delivery.place.sources["one"]
    assert kinds_told(source, delivery.report) == ["looked_after"]


@pytest.mark.parametrize(
    ("covers", "told"),
    [("", True), ("covers = { from = 2013-04-01, to = 2013-07-01 }\n", False)],
)
def test_changes_without_a_module_say_nothing_of_it_unless_of_days(place, covers, told):
    more = (
        '[[source.delivery]]\nid = "year"\nfiles = ["one/year/*"]\nreceived = 2013-04-01\n'
        '[[source.delivery]]\nid = "quarter"\nmode = "delta"\nfiles = ["one/quarter/*"]\n'
        f"received = 2013-07-01\n{covers}"
    )
    year = {f"year/{n}.csv": t for n, t in enumerate((HEAD, EPISODES, MISSING))}
    delivery = place.deliver(
        {**year, "quarter/0.csv": EPISODES},
        format="ssda903",
        more=more,
        kinds='["looked_after", "missing_episode"]',
    )

    kinds = kinds_told(delivery.place.sources["one"], delivery.report)
    assert ("missing_episode" in kinds) == told


def test_a_correction_replaces_the_episode_it_names(place):
    wrong = EPISODES.replace("U1,PR1,,,,", "U4,PR1,,,,")
    more = "".join(
        f'[[source.delivery]]\nid = "{id}"\nmode = "{mode}"\nfiles = ["one/{id}/*"]\n'
        f"received = {day}\n"
        for id, mode, day in (("a", "full", "2013-04-01"), ("b", "correction", "2013-05-01"))
    )
    again = "".join(EPISODES.splitlines(keepends=True)[::2])
    files = {"a/h.csv": HEAD, "a/e.csv": wrong, "b/e.csv": again}
    delivery = place.deliver(files, format="ssda903", more=more)

    assert [d["placement"] for d in details(delivery, "looked_after")] == ["U1", "U1"]
    assert delivery.counts == (4, 3, 0)


def test_xml_says_the_same_as_the_modules(place):
    delivery = place.deliver({"a.xml": XML}, format="ssda903", lines="year = 2013")

    assert delivery.counts == (9, 9, 0)
    assert sorted(r["kind"] for r in delivery.rows("activity")) == [
        *["adoption_stage"] * 3,
        "asylum_seeking_child",
        "became_mother",
        "care_leaver",
        "case_review",
        "looked_after",
        "looked_after_health",
        "missing_episode",
        "previous_permanence",
    ]
    assert details(delivery, "looked_after")[0]["placement"] == "U1"
    assert delivery.rows("record")[0]["local_id"] == "17"
    assert {r["postcode"] for r in delivery.rows("address")} == {"W2 1AB", "W2 1AD"}
    assert delivery.report.findings == ()


def test_xml_names_what_it_does_not_know(place):
    xml = XML.replace("<ETHNIC>", "<PRONOUNS>x</PRONOUNS><ETHNIC>")
    delivery = place.deliver({"a.xml": xml}, format="ssda903", lines="year = 2013")

    assert delivery.finding("unknown-element").column == "PRONOUNS"


def test_nothing_is_looked_up_that_agreements_do_not_open(place):
    delivery = read(place, HEAD, UASC, lines="year = 2013", fields='["record", "identifier"]')

    assert delivery.rows("activity") == []
    assert [f.file for f in delivery.report.files if f.rows] == ["one/0.csv"]
