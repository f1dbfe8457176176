"""Standard Safeguarding Dataset: tables of a case system, joined by their ids, as CSV or as SQL."""

import csv
import io
import sqlite3
from datetime import date

import pytest

from support.intake import TinyPlace

PERSON = (
    "pers_legacy_id,pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_gender,"
    "pers_ethnicity,pers_dob,pers_single_unique_id,pers_upn_unknown,pers_death_date\n"
    "L9,P1,H801200001001,Ann,Ash,F,02,WBRI,2005-02-01 00:00:00.000,9990000018,,\n"
    "L8,P2,,Bob,Birch,M,01,BCRB,01/02/2008,,UN1,\n"
)
IDENTIFIERS = (
    "link_table_id,link_person_id,link_identifier_type,link_identifier_value\n"
    "1,P1,NHS Number,9990000026\n2,P2,Former Unique Pupil Number,X1\n3,P2,Library card,77\n"
)
ADDRESS = (
    "addr_table_id,addr_person_id,addr_address_type,addr_address_start_date,addr_address_end_date,"
    "addr_address_postcode,addr_address_json\n"
    '1,P1,Home,2010-01-01,,W2 1AB,"{""FLAT"": ""Flat 2"", ""HOUSE"": ""12"", ""STREET"":'
    ' ""Mill Lane"", ""UPRN"": ""100023""}"\n'
    '2,P2,Home,2010-01-01,,W2 1AD,"14 Mill Lane"\n'
)
FAMILY = "fami_table_id,fami_family_id,fami_person_id\n1,F1,P1\n2,F1,P2\n"
EPISODES = (
    "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,"
    "cine_referral_source_code,cine_referral_nfa,cine_close_reason,cine_close_date\n"
    "R1,P1,2013-01-10,N1,1A,N,RC7,2013-06-10\nR2,P2,2013-02-10,N1,6,Y,RC8,2013-02-12\n"
)
DISABILITY = "disa_table_id,disa_person_id,disa_disability_code\n1,P1,LD\n2,P1,AUT\n"
ASSESSMENTS = (
    "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,"
    "cina_assessment_child_seen,cina_assessment_auth_date\nA1,P1,R1,2013-01-12,Y,2013-02-12\n"
)
FACTORS = 'cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\n1,A1,"{}"\n'
CARE = (
    "clae_cla_episode_id,clae_person_id,clae_cla_placement_id,clae_cla_episode_start_date,"
    "clae_cla_episode_start_reason,clae_cla_primary_need_code,clae_cla_episode_ceased_date,"
    "clae_cla_episode_ceased_reason,clae_cla_id\n"
    "E1,P2,PL1,2013-03-01,S,N1,2013-05-01,X1,C1\nE2,P2,PL9,2013-05-01,L,N1,,,C1\n"
)
PLACEMENTS = (
    "clap_cla_placement_id,clap_cla_placement_start_date,clap_cla_placement_type,"
    "clap_cla_placement_urn,clap_cla_id,clap_cla_placement_provider,clap_cla_placement_postcode,"
    "clap_cla_placement_end_date,clap_cla_placement_change_reason\n"
    "PL1,2013-03-01,U6,SC1,C1,PR4,W2 1AB,2013-05-01,CARPL\n"
)
REVIEWS = (
    "clar_cla_review_id,clar_cla_review_date,clar_cla_review_participation,clar_cla_id,"
    "clar_cla_review_cancelled\nV1,2013-04-02,PN1,C1,N\nV2,2013-06-02,PN1,C1,Y\nV3,,,C1,N\n"
)
ENQUIRIES = (
    "s47e_s47_enquiry_id,s47e_referral_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date\n"
    "S1,R1,P1,2013-01-20,2013-01-30\n"
)
CONFERENCES = (
    "icpc_icpc_id,icpc_s47_enquiry_id,icpc_person_id,icpc_referral_id,icpc_icpc_transfer_in,"
    "icpc_icpc_target_date,icpc_icpc_date,icpc_icpc_outcome_cp_flag\n"
    "I1,S1,P1,R1,N,2013-02-05,2013-02-01,Y\nI2,S1,P1,R1,N,2013-02-05,,\n"
)
PLANS = (
    "cppl_cp_plan_id,cppl_referral_id,cppl_icpc_id,cppl_person_id,cppl_cp_plan_start_date,"
    "cppl_cp_plan_end_date,cppl_cp_plan_initial_category,cppl_cp_plan_latest_category\n"
    "CP1,R1,I1,P1,2013-02-01,,NEG,EMO\n"
)
PLAN_REVIEWS = (
    "cppr_cp_review_id,cppr_cp_plan_id,cppr_cp_review_date,cppr_cp_review_participation\n"
    "1,CP1,2013-04-15,PN1\n"
)
PRE_PROCEEDINGS = (
    "prep_table_id,prep_person_id,prep_plo_family_id,prep_pre_pro_decision_date,"
    "prep_initial_pre_pro_meeting_date,prep_pre_pro_outcome,prep_agree_stepdown_issue_date,"
    "prep_pre_pro_letter_date,prep_care_pro_letter_date,prep_pre_pro_meetings_num\n"
    "1,P1,PLACEHOLDER_DATA,2013-01-01,,PLACEHOLDER_DATA,2013-03-01,2013-01-08,,2\n"
)
INVOLVED = (
    "invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,"
    "invo_referral_id,invo_involvement_start_date,invo_involvement_end_date\n"
    "1,W1,Allocated,Team A,R1,2013-01-10,\n"
)
PROFESSIONALS = "prof_professional_id,prof_staff_id,prof_professional_name\nW1,S1,Cy Elm\n"
EVERY = {
    "ssd_person": PERSON,
    "ssd_linked_identifiers": IDENTIFIERS,
    "ssd_address": ADDRESS,
    "ssd_family": FAMILY,
    "ssd_cin_episodes": EPISODES,
    "ssd_disability": DISABILITY,
    "ssd_cin_assessments": ASSESSMENTS,
    "ssd_assessment_factors": FACTORS,
    "ssd_cla_episodes": CARE,
    "ssd_cla_placement": PLACEMENTS,
    "ssd_cla_reviews": REVIEWS,
    "ssd_s47_enquiry": ENQUIRIES,
    "ssd_initial_cp_conference": CONFERENCES,
    "ssd_cp_plans": PLANS,
    "ssd_cp_reviews": PLAN_REVIEWS,
    "ssd_pre_proceedings": PRE_PROCEEDINGS,
    "ssd_involvements": INVOLVED,
    "ssd_professionals": PROFESSIONALS,
}


def read(place, tables, **more):
    return place.deliver({f"{n}.csv": t for n, t in tables.items()}, format="ssd", **more)


def details(delivery, kind):
    return [
        {k: v for k, v in row.items() if v is not None and k != "activity"}
        for row in delivery.rows(f"detail_{kind}")
    ]


def of(delivery, kind):
    return [r for r in delivery.rows("activity") if r["kind"] == kind]


def test_every_table_is_read_and_every_row_accounted_for(place):
    delivery = read(place, EVERY)

    assert delivery.counts == (29, 29, 0)
    assert sorted(r["kind"] for r in delivery.rows("activity")) == [
        *["case_review"] * 2,
        "child_assessment",
        "child_in_need",
        "child_protection_conference",
        "child_protection_plan",
        *["child_referral"] * 2,
        *["looked_after"] * 2,
        "pre_proceedings",
        "section_47_enquiry",
    ]


def test_people_have_names_numbers_and_a_family(place):
    delivery = read(place, EVERY)

    ann, bob = sorted(delivery.rows("record"), key=lambda r: r["local_id"])
    assert (ann["given"], ann["family"], ann["birth_date"]) == ("Ann", "Ash", date(2005, 2, 1))
    assert (bob["sex"], bob["ethnicity"], bob["birth_date"]) == ("male", "black", date(2008, 2, 1))
    assert ann["household_given"] == bob["household_given"] == "F1"
    numbers = {(r["scheme"], r["value"], r["valid"]) for r in delivery.rows("identifier")}
    assert ("nhs", "9990000018", True) in numbers
    assert ("upn", "X1", False) in numbers
    assert ("la_child_legacy", "E09000033:L9", True) in numbers


def test_identifiers_come_by_their_type(place):
    delivery = read(place, {"ssd_linked_identifiers": IDENTIFIERS})

    assert {(r["scheme"], r["value"]) for r in delivery.rows("identifier")} == {
        ("nhs", "9990000026"),
        ("upn", "X1"),
    }
    assert delivery.finding("identifier-type").rows == [4]


def test_addresses_are_taken_out_of_their_json(place):
    delivery = read(place, {"ssd_address": ADDRESS})

    homes = {(a["line"], a["uprn"], a["postcode"]) for a in delivery.rows("address")}
    assert homes == {("Flat 2, 12 Mill Lane", "100023", "W2 1AB"), ("14 Mill Lane", None, "W2 1AD")}
    assert delivery.finding("not-json").rows == [3]


@pytest.mark.parametrize(
    ("given", "factors"),
    [
        ('"[""2B"", ""3A""]"', "2B 3A"),
        ('"{""2B"": ""Yes"", ""3A"": ""No"", ""10A"": 1}"', "2B 10A"),
        ("2B", "2B"),
    ],
)
def test_factors_are_joined_to_their_assessment(place, given, factors):
    tables = {"ssd_cin_assessments": ASSESSMENTS}
    tables["ssd_assessment_factors"] = FACTORS.replace('"{}"', given)

    assert details(read(place, tables), "child_assessment") == [{"factors": factors, "seen": True}]


def test_factors_may_stand_on_rows_of_their_own(place):
    tables = {"ssd_cin_assessments": ASSESSMENTS}
    tables["ssd_assessment_factors"] = FACTORS.replace('"{}"', "2B") + "2,A1,3A\n3,A7,9A\n"

    assert details(read(place, tables), "child_assessment")[0]["factors"] == "2B 3A"


def test_disabilities_are_joined_to_the_child_s_episode(place):
    delivery = read(place, {"ssd_cin_episodes": EPISODES, "ssd_disability": DISABILITY})

    assert details(delivery, "child_in_need") == [{"need": "N1", "disabilities": "LD AUT"}]
    assert details(delivery, "child_referral")[1] == {"referred_by": "6", "no_further_action": True}


def test_a_care_episode_takes_its_placement(place):
    delivery = read(place, {"ssd_cla_episodes": CARE, "ssd_cla_placement": PLACEMENTS})

    first, second = details(delivery, "looked_after")
    assert first == {
        "placement": "U6",
        "provider_type": "PR4",
        "need": "N1",
        "began_as": "S",
        "moved_for": "CARPL",
    }
    assert second == {"need": "N1", "began_as": "L"}
    assert of(delivery, "looked_after")[0]["provider"] == "SC1"
    assert delivery.finding("no-match").rows == [3], "placement PL9 is in no row"


def test_tables_without_the_person_find_it_through_another(place):
    tables = {"ssd_cla_episodes": CARE, "ssd_cla_placement": PLACEMENTS, "ssd_cla_reviews": REVIEWS,
              "ssd_cp_plans": PLANS, "ssd_cp_reviews": PLAN_REVIEWS}  # fmt: skip
    delivery = read(place, tables)

    assert [r["local_id"] for r in delivery.rows("address")] == ["P2"]
    assert [(r["local_id"], r["start"]) for r in of(delivery, "case_review")] == [
        ("P2", date(2013, 4, 2)),
        ("P1", date(2013, 4, 15)),
    ]


def test_the_person_in_a_table_itself_goes_first(place):
    own = PLACEMENTS.replace("clap_cla_id", "clap_person_id,clap_cla_id").replace(",C1,", ",P1,C1,")

    delivery = read(place, {"ssd_cla_episodes": CARE, "ssd_cla_placement": own})
    assert [r["local_id"] for r in delivery.rows("address")] == ["P1"]


def test_a_row_whose_person_is_in_no_table_is_set_aside(place):
    lost = PLACEMENTS + PLACEMENTS.splitlines()[1].replace("C1", "C7").replace("PL1", "PL2") + "\n"
    delivery = read(place, {"ssd_cla_episodes": CARE, "ssd_cla_placement": lost})

    assert delivery.counts == (4, 3, 1)
    assert delivery.finding("no-key").rows == [3]
    assert {f.column for f in delivery.report.findings if f.rule == "no-match"} == {
        "clap_cla_id",
        "clae_cla_placement_id",
    }


def test_one_key_with_two_people_is_told(place):
    two = CARE + CARE.splitlines()[1].replace("E1,P2", "E3,P7") + "\n"
    delivery = read(place, {"ssd_cla_episodes": two, "ssd_cla_reviews": REVIEWS})

    assert delivery.finding("unclear-key").rows == [2, 3, 4]
    assert [r["local_id"] for r in of(delivery, "case_review")] == ["P2"]


def test_what_a_later_delivery_tells_of_a_key_goes_first(place):
    later = PLACEMENTS.replace("U6", "K2")
    more = "".join(
        f'[[source.delivery]]\nid = "{id}"\nmode = "delta"\nfiles = ["one/{id}/*"]\n'
        f"received = 2014-0{month}-01\n"
        for month, id in enumerate(("first", "second"), start=1)
    )
    files = {"first/e.csv": CARE, "first/p.csv": PLACEMENTS, "second/p.csv": later}
    delivery = place.deliver(files, format="ssd", more=more)

    assert [d.get("placement") for d in details(delivery, "looked_after")] == ["K2", None]
    assert "unclear-key" not in delivery.rules


def test_a_finding_about_a_joined_column_says_where_it_stands(place):
    wrong = PLACEMENTS.replace("U6", "QQ")
    delivery = read(place, {"ssd_cla_episodes": CARE, "ssd_cla_placement": wrong})

    told = delivery.finding("unknown-code").column
    assert told == "clap_cla_placement_type of ssd_cla_placement"


def test_workers_are_contacts_with_the_person_of_the_referral(place):
    tables = {"ssd_cin_episodes": EPISODES, "ssd_involvements": INVOLVED}
    (contact,) = read(place, {**tables, "ssd_professionals": PROFESSIONALS}).rows("contact")

    assert (contact["local_id"], contact["worker"], contact["name"]) == ("P1", "W1", "Cy Elm")
    assert (contact["role"], contact["team"]) == ("Allocated", "Team A")


def test_columns_that_a_system_does_not_fill_yet_are_blank(place):
    delivery = read(place, {"ssd_pre_proceedings": PRE_PROCEEDINGS})

    (row,) = of(delivery, "pre_proceedings")
    assert (row["group"], row["outcome"]) == (None, None)
    assert (row["start"], row["end"]) == (date(2013, 1, 1), date(2013, 3, 1))
    held = {f.column for f in delivery.report.findings if f.rule == "placeholder"}
    assert held == {"prep_plo_family_id", "prep_pre_pro_outcome"}


def test_tables_that_are_known_and_not_used_are_noted(place):
    delivery = read(place, {"ssd_cin_visits": "cinv_cin_visit_id,cinv_person_id\n1,P1\n"})
    assert delivery.finding("module-not-used").severity == "note"


def test_tables_of_the_dataset_that_nobody_knows_are_noted(place):
    delivery = read(place, {"ssd_version_log": "version_number\n1\n"})
    assert delivery.finding("module-not-used").severity == "note"


def test_a_table_of_something_else_is_turned_away(place):
    assert read(place, {"other": "a,b\n1,2\n"}).finding("unknown-module").severity == "error"


def script(tables):
    """What ``sqlite3 .dump`` writes of these tables."""
    base = sqlite3.connect(":memory:")
    for name, text in tables.items():
        header, *rows = csv.reader(io.StringIO(text))
        base.execute(f"CREATE TABLE {name} ({', '.join(f'{c} TEXT' for c in header)})")
        marks = ", ".join("?" * len(header))
        blank = [[cell or None for cell in row] for row in rows]
        base.executemany(f"INSERT INTO {name} VALUES ({marks})", blank)
    return "\n".join(base.iterdump())


@pytest.mark.parametrize("table", ["record", "identifier", "address", "activity", "contact"])
def test_a_script_says_the_same_as_the_tables(place, table):
    plain = read(place, EVERY)
    other = TinyPlace(place.root / "other")
    dumped = other.deliver({"dump.sql": script(EVERY)}, format="ssd")

    assert dumped.counts == plain.counts
    assert _said(dumped.rows(table)) == _said(plain.rows(table)) != []


def _said(rows):
    apart = ("file", "row", "activity")
    return sorted(str({k: v for k, v in row.items() if k not in apart}) for row in rows)


def test_a_script_s_rows_are_told_by_table_and_line(place):
    sql = script({"ssd_cla_placement": PLACEMENTS}) + "\nINSERT INTO other VALUES (1);"
    delivery = place.deliver({"dump.sql": sql}, format="ssd")

    finding = delivery.finding("no-key")
    assert finding.file == "one/dump.sql › ssd_cla_placement"
    assert sql.splitlines()[finding.rows[0] - 1].startswith('INSERT INTO "ssd_cla_placement"')
    assert delivery.finding("module-not-used").column == "other"


def test_a_script_that_does_more_than_insert_values_is_refused(place):
    sql = script({"ssd_person": PERSON}) + "\nINSERT INTO ssd_person SELECT * FROM x;"
    delivery = place.deliver({"dump.sql": sql}, format="ssd")

    assert delivery.report.loaded == 0
    assert "refused" in delivery.finding("record-count").message
