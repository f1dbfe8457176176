"""Statutory returns: SSDA903 modules and the Children in Need census."""

from datetime import date

import pytest

HEAD = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n17,2,01/02/2005,WBRI,UN1,,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "17,01/04/2012,S,C1,N1,U1,PR1,01/10/2012,X1,,W2 1AB,W2 1AD,\n"
    "17,01/10/2012,L,C2,N1,U1,PR1,,,,W2 1AB,W2 1AD,\n"
)
MISSING = "CHILD,MISSING,MIS_START,MIS_END\n17,M,05/05/2013,07/05/2013\n"
CHILD = """
  <Child>stray words
    <ChildIdentifiers><LAchildID>17</LAchildID><UPN>H801200001001</UPN>
      <PersonBirthDate>2005-02-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
    <ChildCharacteristics><Ethnicity>APKN</Ethnicity></ChildCharacteristics>
    <CINdetails><CINreferralDate>2013-01-10</CINreferralDate><ReferralSource>1A</ReferralSource>
      <PrimaryNeedCode>N1</PrimaryNeedCode><CINclosureDate>2013-06-10</CINclosureDate>
      <ReasonForClosure>RC1</ReasonForClosure>
      <ChildProtectionPlans><CPPstartDate>2013-02-01</CPPstartDate>
        <InitialCPPcategory>NEG</InitialCPPcategory></ChildProtectionPlans></CINdetails>
  </Child>
"""


def census(children, head="", space=""):
    header = "<Header><Source><LEA>213</LEA></Source></Header>"
    body = f"<Message{space}>{header}<Children>{children}</Children></Message>"
    return f'<?xml version="1.0" encoding="utf-8"?>{head}{body}'


def looked_after(place, files):
    return place.deliver(files, format="ssda903")


def in_need(place, xml):
    return place.deliver({"census.xml": xml}, format="cin-census")


def test_903_modules_are_told_by_their_columns(place):
    delivery = looked_after(place, {"x.csv": HEAD, "y.csv": EPISODES, "z.csv": MISSING})

    assert delivery.counts == (4, 4, 0)
    kinds = [r["kind"] for r in delivery.rows("activity")]
    assert sorted(kinds) == ["looked_after", "looked_after", "missing_episode"]


def test_903_gives_one_record_a_child(place):
    delivery = looked_after(place, {"x.csv": HEAD, "y.csv": EPISODES, "z.csv": MISSING})

    (record,) = delivery.rows("record")
    assert (record["local_id"], record["birth_date"]) == ("17", date(2005, 2, 1))
    assert (record["sex"], record["sex_given"]) == ("female", "2")
    assert (record["ethnicity"], record["ethnicity_given"]) == ("white", "WBRI")
    assert delivery.rows("identifier") == [
        {"local_id": "17", "scheme": "la_child", "value": "E09000033:17", "valid": True}
    ]


def test_an_open_episode_lasts_to_the_day_of_the_place(place):
    delivery = looked_after(place, {"x.csv": HEAD, "y.csv": EPISODES})

    first, second = delivery.rows("activity")
    assert (first["start"], first["end"]) == (date(2012, 4, 1), date(2012, 10, 1))
    assert (second["start"], second["end"]) == (date(2012, 10, 1), None)
    assert second["quantity"] == pytest.approx((date(2014, 3, 31) - date(2012, 10, 1)).days / 7)
    assert delivery.rows("detail_looked_after")[1]["legal_status"] == "C2"


def test_home_ends_when_care_begins_and_the_placement_follows(place):
    delivery = looked_after(place, {"x.csv": HEAD, "y.csv": EPISODES})

    homes = [(a["postcode"], a["start"], a["end"], a["ward"]) for a in delivery.rows("address")]
    assert ("W2 1AB", None, date(2012, 10, 1), "E05000001") in homes
    assert any(postcode == "W2 1AD" and end is None for postcode, _, end, _ in homes)


def test_a_module_that_is_known_and_not_used_is_noted(place):
    delivery = looked_after(place, {"x.csv": "CHILD,DOB,REVIEW,REVIEW_CODE\n17,,01/02/2013,PN1\n"})

    assert delivery.finding("module-not-used").severity == "note"


def test_columns_of_no_module_are_turned_away(place):
    delivery = looked_after(place, {"x.csv": "A,B\n1,2\n"})

    assert "known: header, episodes" in delivery.finding("unknown-module").message


def test_the_census_is_read_through_stray_words(place):
    delivery = in_need(place, census(CHILD))

    (record,) = delivery.rows("record")
    assert (record["sex"], record["ethnicity"]) == ("female", "asian")
    found = {r["kind"]: (r["start"], r["end"]) for r in delivery.rows("activity")}
    assert found == {
        "child_referral": (date(2013, 1, 10), None),
        "child_in_need": (date(2013, 1, 10), date(2013, 6, 10)),
        "child_protection_plan": (date(2013, 2, 1), None),
    }
    assert {r["scheme"] for r in delivery.rows("identifier")} == {"upn", "la_child"}
    assert delivery.rows("detail_child_protection_plan")[0]["abuse"] == "NEG"


def test_the_census_may_have_a_namespace_and_many_children(place):
    children = "".join(CHILD.replace(">17<", f">{n}<") for n in range(20))
    delivery = in_need(place, census(children, space=' xmlns="urn:cin"'))

    assert len(delivery.rows("record")) == 20
    assert delivery.counts == (60, 60, 0)


def test_a_child_without_an_id_is_set_aside(place):
    delivery = in_need(place, census(CHILD + CHILD.replace(">17<", "> <")))

    assert delivery.counts == (6, 3, 3)
    assert delivery.finding("no-key").rows == [2]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE Message [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>',
        '<!DOCTYPE Message SYSTEM "cin.dtd">',
        '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_xml_with_a_dtd_is_refused(place, head):
    delivery = in_need(place, census(CHILD, head))

    assert "<!DOCTYPE" in delivery.finding("xml-dtd").message
    assert delivery.counts == (1, 0, 1)


def test_broken_xml_is_refused_whole(place):
    delivery = in_need(place, census(CHILD + CHILD)[:-40])

    assert "the whole file is refused" in delivery.finding("xml-broken").message
    assert delivery.counts == (2, 0, 2)


def test_another_file_in_its_place_is_turned_away(place):
    assert "plain text" in in_need(place, "a,b\n1,2\n").finding("wrong-content").message
    delivery = in_need(place, "<?xml version='1.0'?><html><p>Not found</p></html>")
    assert "expected a Children in Need census" in delivery.finding("wrong-content").message


def test_an_empty_census_says_so(place):
    assert in_need(place, "").finding("empty")
