"""The Children in Need census, 2021 to 2026: XML, read leniently and reported strictly."""

from datetime import date

import pytest

CHILD = """
  <Child>
    <ChildIdentifiers><LAchildID>17</LAchildID><UPN>H801200001001</UPN>
      <PersonBirthDate>2005-02-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
    <ChildCharacteristics><Ethnicity>APKN</Ethnicity><Disabilities><Disability>HAND</Disability>
      <Disability>HEAR</Disability></Disabilities></ChildCharacteristics>
    <CINdetails><CINreferralDate>2013-01-10</CINreferralDate><ReferralSource>1A</ReferralSource>
      <PrimaryNeedCode>N1</PrimaryNeedCode><CINclosureDate>2013-06-10</CINclosureDate>
      <ReasonForClosure>RC1</ReasonForClosure>{more}<ReferralNFA>0</ReferralNFA></CINdetails>
  </Child>
"""
ASSESSMENT = """<Assessments><AssessmentActualStartDate>2013-01-12</AssessmentActualStartDate>
  <AssessmentAuthorisationDate>2013-02-12</AssessmentAuthorisationDate>
  <FactorsIdentifiedAtAssessment><AssessmentFactors>2B</AssessmentFactors>
  <AssessmentFactors>3A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>"""
ENQUIRY = """<Section47><S47ActualStartDate>2013-01-20</S47ActualStartDate>
  <InitialCPCtarget>2014-06-10</InitialCPCtarget><DateOfInitialCPC>2013-02-01</DateOfInitialCPC>
  <ICPCnotRequired>false</ICPCnotRequired></Section47>"""
PLAN = """<ChildProtectionPlans><CPPstartDate>2013-02-01</CPPstartDate>
  <InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
  <LatestCategoryOfAbuse>PHY</LatestCategoryOfAbuse><NumberOfPreviousCPP>2</NumberOfPreviousCPP>
  <Reviews><CPPreviewDate>2013-04-15</CPPreviewDate><CPPreviewDate>2013-08-15</CPPreviewDate>
  </Reviews></ChildProtectionPlans>"""
PRE_PROCEEDINGS = """<PreProceedingsandFGDM><PPStartDate>2013-02-09</PPStartDate>
  <LBPSentDate>2013-02-20</LBPSentDate><FGDMMeetingOffer>1</FGDMMeetingOffer>
  <FGDMMeetingFac>0</FGDMMeetingFac><InitialPPMeetingDate>2013-02-28</InitialPPMeetingDate>
  <ReviewMeetingsCount>3</ReviewMeetingsCount><StepDecisionDate>2013-05-01</StepDecisionDate>
  <PPOutcome>A</PPOutcome><CourtAppDate>2013-05-18</CourtAppDate>
  <LetterInitCPDate>2013-05-05</LetterInitCPDate></PreProceedingsandFGDM>"""
IN_NEED_PLAN = """<CINPlanDates><CINPlanStartDate>2013-01-24</CINPlanStartDate>
  <CINPlanEndDate>2013-03-26</CINPlanEndDate></CINPlanDates>"""


def child(more=""):
    return CHILD.replace("{more}", more)


def census(children, head="", space="", reference="2014-03-31"):
    header = (
        "<Header><CollectionDetails><Collection>CIN</Collection><Year>2014</Year>"
        f"<ReferenceDate>{reference}</ReferenceDate></CollectionDetails>"
        "<Source><LEA>213</LEA></Source></Header>"
    )
    body = f"<Message{space}>{header}<Children>{children}</Children></Message>"
    return f'<?xml version="1.0" encoding="utf-8"?>{head}{body}'


def in_need(place, xml, **more):
    return place.deliver({"census.xml": xml}, format="cin-census", **more)


def details(delivery, kind):
    return [
        {k: v for k, v in row.items() if v is not None and k != "activity"}
        for row in delivery.rows(f"detail_{kind}")
    ]


def spans(delivery):
    return {r["kind"]: (r["start"], r["end"]) for r in delivery.rows("activity")}


def test_the_whole_census_is_read(place):
    more = ASSESSMENT + IN_NEED_PLAN + ENQUIRY + PLAN + PRE_PROCEEDINGS
    delivery = in_need(place, census(child(more)), lines="year = 2026")

    assert spans(delivery) == {
        "child_referral": (date(2013, 1, 10), None),
        "child_in_need": (date(2013, 1, 10), date(2013, 6, 10)),
        "child_assessment": (date(2013, 1, 12), date(2013, 2, 12)),
        "child_in_need_plan": (date(2013, 1, 24), date(2013, 3, 26)),
        "section_47_enquiry": (date(2013, 1, 20), None),
        "child_protection_conference": (date(2013, 2, 1), None),
        "child_protection_plan": (date(2013, 2, 1), None),
        "case_review": (date(2013, 8, 15), None),
        "pre_proceedings": (date(2013, 2, 9), date(2013, 5, 1)),
    }
    assert delivery.counts == (10, 10, 0)
    assert delivery.report.findings == ()


def test_what_each_part_says_is_kept(place):
    more = ASSESSMENT + ENQUIRY + PLAN + PRE_PROCEEDINGS
    delivery = in_need(place, census(child(more)))

    assert details(delivery, "child_referral") == [
        {"referred_by": "1A", "no_further_action": False}
    ]
    assert details(delivery, "child_in_need") == [{"need": "N1", "disabilities": "HAND HEAR"}]
    assert details(delivery, "child_assessment") == [{"factors": "2B 3A"}]
    assert details(delivery, "section_47_enquiry") == [
        {"conference_not_needed": False, "conference_due": date(2014, 6, 10)}
    ]
    assert details(delivery, "child_protection_conference") == [{"due": date(2014, 6, 10)}]
    assert details(delivery, "child_protection_plan") == [
        {"abuse": "NEG", "latest_abuse": "PHY", "earlier_plans": 2}
    ]
    assert details(delivery, "case_review") == [{"of": "protection"}] * 2
    assert details(delivery, "pre_proceedings") == [
        {
            "letter_sent": date(2013, 2, 20),
            "first_meeting": date(2013, 2, 28),
            "review_meetings": 3,
            "family_meeting_offered": True,
            "family_meeting_held": False,
            "court_application": date(2013, 5, 18),
            "issue_letter": date(2013, 5, 5),
        }
    ]


def test_people_are_told_by_the_census(place):
    delivery = in_need(place, census(child().replace("</UPN>", "</UPN><FormerUPN>x</FormerUPN>")))

    (record,) = delivery.rows("record")
    assert (record["sex"], record["ethnicity"]) == ("female", "asian")
    assert {r["scheme"] for r in delivery.rows("identifier")} == {"upn", "la_child"}
    assert delivery.finding("upn-check-letter").column == "FormerUPN"


@pytest.mark.parametrize(
    ("year", "element", "code", "told"),
    [
        (2024, "GenderCurrent", "2", False),
        (2025, "Sex", "F", False),
        (2025, "Sex", "2", True),
        (2024, "GenderCurrent", "F", True),
    ],
)
def test_sex_changes_its_element_and_its_codes_in_2025(place, year, element, code, told):
    xml = child().replace("<Sex>F</Sex>", f"<{element}>{code}</{element}>")
    delivery = in_need(place, census(xml), lines=f"year = {year}")

    assert delivery.rows("record")[0]["sex"] == "female"
    assert ("unknown-code" in delivery.rules) == told
    if told:
        assert delivery.finding("unknown-code").column == element


@pytest.mark.parametrize(
    ("year", "old", "new", "column"),
    [
        (2022, "1A", "5D", "ReferralSource"),
        (2022, "RC8", "RC9", "ReasonForClosure"),
        (2021, "23A", "24A", "AssessmentFactors"),
        (2025, "18B", "18A", "AssessmentFactors"),
    ],
)
def test_codes_are_those_of_the_census_year(place, year, old, new, column):
    def with_code(code):
        given = {"ReferralSource": "1A", "ReasonForClosure": "RC1", "AssessmentFactors": "2B"}[
            column
        ]
        return child(ASSESSMENT).replace(f">{given}</{column}", f">{code}</{column}")

    def told(code):
        delivery = in_need(place, census(with_code(code)), lines=f"year = {year}")
        return [f.column for f in delivery.report.findings if f.column == column]

    assert told(old) == []
    assert told(new) == [column]


def test_the_census_is_read_through_stray_words(place):
    xml = child(ENQUIRY).replace("<PersonBirthDate>", "PersonBirthDate <PersonBirthDate>")
    delivery = in_need(place, census(child() + xml.replace(">17<", ">18<")))

    assert [r["birth_date"] for r in delivery.rows("record")] == [date(2005, 2, 1)] * 2
    assert delivery.finding("stray-text").rows == [2]


def test_dates_after_the_reference_date_are_told_and_kept(place):
    delivery = in_need(place, census(child(ENQUIRY), reference="2013-01-15"))

    late = [f.column for f in delivery.report.findings if f.rule == "after-reference"]
    assert sorted(late) == ["CINclosureDate", "DateOfInitialCPC", "S47ActualStartDate"]
    assert spans(delivery)["section_47_enquiry"] == (date(2013, 1, 20), None)


def test_an_element_of_a_later_year_is_told(place):
    xml = child(PRE_PROCEEDINGS.replace("<PPOutcome>", "<NewIn2027>1</NewIn2027><PPOutcome>"))

    assert in_need(place, census(xml)).finding("unknown-element").column == "NewIn2027"


def test_a_referral_without_further_action_opens_no_case(place):
    xml = child().replace("<ReferralNFA>0<", "<ReferralNFA>true<")

    assert spans(in_need(place, census(xml))) == {"child_referral": (date(2013, 1, 10), None)}


def test_a_conference_told_with_enquiry_and_referral_is_one(place):
    twice = ENQUIRY + "<DateOfInitialCPC>2013-02-01</DateOfInitialCPC>"
    delivery = in_need(place, census(child(twice)))

    kinds = [r["kind"] for r in delivery.rows("activity")]
    assert kinds.count("child_protection_conference") == 1
    assert details(delivery, "child_protection_conference") == [{"due": date(2014, 6, 10)}]
    assert delivery.finding("told-again").severity == "note"


def test_an_assessment_may_have_no_factors(place):
    empty = "<Assessments><AssessmentActualStartDate>2013-01-12</AssessmentActualStartDate>"
    empty += "<FactorsIdentifiedAtAssessment/></Assessments>"

    assert details(in_need(place, census(child(empty))), "child_assessment") == [{}]


def test_the_census_may_have_a_namespace_and_many_children(place):
    children = "".join(child(PLAN).replace(">17<", f">{n}<") for n in range(20))
    delivery = in_need(place, census(children, space=' xmlns="urn:cin"'))

    assert len(delivery.rows("record")) == 20
    assert delivery.counts == (100, 100, 0)


def test_a_child_without_an_id_is_set_aside(place):
    delivery = in_need(place, census(child() + child().replace(">17<", "> <")))

    assert delivery.counts == (4, 2, 2)
    assert delivery.finding("no-key").rows == [2]


def test_a_part_outside_every_child_refuses_the_file(place):
    delivery = in_need(place, census(child() + ASSESSMENT))

    assert "1 read" not in delivery.finding("record-count").message
    assert delivery.report.loaded == 0


def test_only_what_agreements_open_is_read(place):
    fields = '["child_in_need.dates", "child_in_need.need"]'
    delivery = in_need(place, census(child(ENQUIRY)), fields=fields)

    assert set(spans(delivery)) == {"child_in_need"}
    assert details(delivery, "child_in_need") == [{"need": "N1"}]
    assert delivery.counts == (1, 1, 0)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE Message [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>',
        '<!DOCTYPE Message SYSTEM "cin.dtd">',
        '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_xml_with_a_dtd_is_refused(place, head):
    delivery = in_need(place, census(child(), head))

    assert "<!DOCTYPE" in delivery.finding("xml-dtd").message
    assert delivery.report.loaded == 0


def test_broken_xml_is_refused_whole(place):
    delivery = in_need(place, census(child() + child())[:-40])

    assert "the whole file is refused" in delivery.finding("xml-broken").message
    assert delivery.counts == (4, 0, 4)


def test_another_file_in_its_place_is_turned_away(place):
    assert "plain text" in in_need(place, "a,b\n1,2\n").finding("wrong-content").message
    delivery = in_need(place, "<?xml version='1.0'?><html><p>Not found</p></html>")
    assert "expected a Children in Need census" in delivery.finding("wrong-content").message


def test_an_empty_census_says_so(place):
    assert in_need(place, "").finding("empty")
