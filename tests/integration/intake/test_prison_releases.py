"""Prison releases and sentences: JSON of the prisons' interfaces, and lists cut from them."""

import json
from datetime import date

import pytest

from support.intake.prison import ROB, answer, but, sentence


def read(place, *people, **kept):
    return place.deliver({"a.json": answer(*people)}, format="prison-releases", **kept)


def listed(place, text):
    return place.deliver({"a.csv": text}, format="prison-releases")


def custody(delivery):
    """Spells in custody with their details."""
    details = {row["activity"]: row for row in delivery.rows("detail_custody")}
    return [row | details[row["activity"]] for row in delivery.rows("activity")]


def test_a_person_with_numbers_other_names_and_where_they_go(place):
    delivery = read(place, ROB)

    assert delivery.counts == (1, 1, 0)
    (record,) = delivery.rows("record")
    assert (record["given"], record["family"]) == ("Rob", "Larch")
    assert record["aliases"] == "Larch, Bob; Lark, Rob"
    assert (record["birth_date"], record["sex"]) == (date(1975, 4, 2), "male")
    assert (record["ethnicity"], record["ethnicity_given"]) == ("mixed", ROB["ethnicity"])
    assert {row["scheme"]: row["value"] for row in delivery.rows("identifier")} == {
        "nomis": "A1234BC",
        "pnc": "2012/394773H",
        "cro": "29906/12J",
    }
    (home,) = delivery.rows("address")
    assert (home["line"], home["postcode"]) == ("1 High Road", "W2 1AB")
    assert home["start"] == date(2013, 7, 10)


def test_another_birth_date_of_another_name_is_told(place):
    delivery = read(place, but(aliases=None), ROB)

    assert delivery.finding("alias-birth-date").rows == [2]


def test_a_short_pnc_number_becomes_the_long_one(place):
    delivery = read(place, but(pncNumberCanonicalLong=None))

    assert "2012/394773H" in {row["value"] for row in delivery.rows("identifier")}


def test_a_missing_address_stays_missing(place):
    delivery = read(place, but(addresses=None))

    assert [row["postcode"] for row in delivery.rows("address")] in ([], [None])
    assert len(delivery.rows("record")) == 1


@pytest.mark.parametrize(
    ("sentences", "days", "months", "band"),
    [
        ([sentence(1, 12)], 365, 12, "under_2_years"),
        ([sentence(1, 0, 364)], 364, None, "under_12_months"),
        ([sentence(1, 6), sentence(2, 6, consecutiveToSequence=1)], 365, 12, "under_2_years"),
        ([sentence(1, 6), sentence(2, 6)], 181, 6, "to_6_months"),
        ([sentence(1, 9), sentence(2, 24, sentenceStatus="I")], None, None, None),
    ],
)
def test_the_sentence_is_worked_out(place, sentences, days, months, band):
    if band is None:
        sentences = [{**sentences[0], "sentenceStatus": "A"}, sentences[1]]
        days, months, band = 273, 9, "under_12_months"
    (spell,) = custody(read(place, but(sentences=sentences)))

    assert (spell["sentence_days"], spell["sentence_months"]) == (days, months)
    assert spell["sentence_band"] == band


def test_terms_are_told_as_the_court_gave_them(place):
    sentences = [sentence(1, 6), sentence(2, 3, consecutiveToSequence=1), sentence(3, 0, 28)]
    (spell,) = custody(read(place, but(sentences=sentences)))

    assert spell["sentence_terms"] == "6 months; 3 months consecutive; 28 days concurrent"
    assert spell["sentence_basis"] == "terms"


def test_sentences_under_court_cases_and_terms_beside_each_other(place):
    cases = [{"id": 1, "sentences": [sentence(1, 4)]}, {"id": 2, "sentences": [sentence(2, 5)]}]
    two_terms = {"sentenceSequence": 3, "sentenceDate": "2013-01-10"}
    two_terms["terms"] = [{"months": 7, "code": "IMP"}, {"years": 1, "code": "LIC"}]
    (under_cases,) = custody(read(place, but(courtCases=cases)))
    (extended,) = custody(read(place, but(sentences=[two_terms])))

    assert under_cases["sentence_months"] == 5
    assert extended["sentence_months"] == 7


def test_without_terms_the_dates_tell(place):
    (spell,) = custody(read(place, ROB))

    assert (spell["sentence_days"], spell["sentence_months"]) == (365, None)
    assert (spell["sentence_band"], spell["sentence_basis"]) == ("under_2_years", "dates")


def test_a_sentence_without_end(place):
    (spell,) = custody(read(place, but(indeterminateSentence=True, sentenceExpiryDate=None)))

    assert (spell["sentence_days"], spell["sentence_band"]) == (None, "indeterminate")


@pytest.mark.parametrize(
    ("sentences", "rule"),
    [
        (
            [sentence(1, 6, consecutiveToSequence=2), sentence(2, 6, consecutiveToSequence=1)],
            "chain",
        ),
        ([sentence(1, 6, consecutiveToSequence=9)], "chain"),
        ([sentence(1, terms=[{"months": "six"}])], "term"),
        ([sentence(1, terms=[{"months": -6}])], "term"),
        ([sentence(1, terms=[{"years": 99999999999}])], "term"),
    ],
)
def test_a_sentence_that_is_not_clear_has_no_length(place, sentences, rule):
    delivery = read(place, but(sentences=sentences), ROB)

    assert delivery.finding(f"sentence-{rule}").rows == [1]
    assert custody(delivery)[0]["sentence_days"] is None
    assert custody(delivery)[0]["sentence_band"] is None


@pytest.mark.parametrize(
    ("said", "due", "basis", "end"),
    [
        ({}, date(2013, 7, 10), "confirmed", date(2013, 7, 10)),
        ({"confirmedReleaseDate": None}, date(2013, 7, 9), "conditional", date(2013, 7, 9)),
        ({"inOutStatus": "IN"}, date(2013, 7, 10), "confirmed", None),
        ({"inOutStatus": None, "status": "ACTIVE IN"}, date(2013, 7, 10), "confirmed", None),
        (
            {
                "confirmedReleaseDate": None,
                "conditionalReleaseDate": None,
                "automaticReleaseDate": "2013-08-01",
            },
            date(2013, 8, 1),
            "automatic",
            date(2013, 8, 1),
        ),
        ({"confirmedReleaseDate": None, "conditionalReleaseDate": None}, None, None, None),
    ],
)
def test_the_surest_date_is_the_release(place, said, due, basis, end):
    (spell,) = custody(read(place, but(**said)))

    assert (spell["release_due"], spell["release_basis"]) == (due, basis)
    assert (spell["start"], spell["end"]) == (date(2013, 1, 10), end)


def test_what_else_is_known_of_a_release(place):
    (spell,) = custody(read(place, ROB))

    assert spell["hdc_eligible"] == date(2013, 5, 20)
    assert (spell["sentence_ends"], spell["licence_ends"]) == (date(2014, 1, 9),) * 2
    assert (spell["recall"], spell["legal_status"]) == (False, "SENTENCED")
    assert (spell["provider"], spell["release_type"]) == ("HMP Here", "CRD")


def test_people_on_remand_are_kept_without_a_sentence(place):
    delivery = read(place, but(legalStatus="REMAND"), ROB)

    assert delivery.finding("no-sentence").rows == [1]
    assert len(custody(delivery)) == 1
    assert "no-activity" not in delivery.rules


def test_a_record_that_is_no_record_is_set_aside(place):
    text = answer(ROB).replace('"content": [', '"content": [7, ')
    delivery = place.deliver({"a.json": text}, format="prison-releases")

    assert delivery.counts == (2, 1, 1)
    assert delivery.finding("not-a-record").rows == [1]


def test_a_page_is_not_the_whole(place):
    page = json.dumps({"content": [ROB], "totalElements": 250, "last": False})
    delivery = place.deliver({"a.json": page}, format="prison-releases")

    assert "250" in delivery.finding("one-page").message


def test_a_file_that_breaks_off_is_refused(place):
    delivery = place.deliver({"a.json": answer(ROB, ROB)[:-200]}, format="prison-releases")

    assert delivery.finding("json-broken")
    assert delivery.rows("record") == []
    assert delivery.counts == (2, 0, 2)


def test_only_what_agreements_open_is_loaded(place):
    fields = '["record", "custody.dates", "custody.sentence_band"]'
    delivery = read(place, but(sentences=[sentence(1, 6)]), fields=fields)

    assert delivery.rows("identifier") == []
    (spell,) = custody(delivery)
    assert spell["sentence_band"] == "to_6_months"
    assert (spell["sentence_days"], spell["legal_status"]) == (None, None)


LIST = (
    "Prison Number,Surname,Forename,DOB,PNC,Sentence Date,Sentence Length,Release Date,"
    "Release Type,Postcode\n"
    "A1234BC,Larch,Rob,02/04/1975,12/394773H,10/01/2013,12 months,10/07/2013,CRD,W2 1AB\n"
    "A1235BC,Lark,Al,03/04/1975,,10/01/2013,11 months and 30 days,10/07/2013,ARD,\n"
    "A1236BC,Lime,Di,04/04/1975,,10/01/2013,some months,10/07/2013,ARD,\n"
)


def test_a_list_with_lengths_in_words(place):
    delivery = listed(place, LIST)

    assert delivery.counts == (3, 3, 0)
    found = [(s["sentence_months"], s["sentence_band"], s["end"]) for s in custody(delivery)]
    assert found == [
        (12, "under_2_years", date(2013, 7, 10)),
        (None, "under_12_months", date(2013, 7, 10)),
        (None, None, date(2013, 7, 10)),
    ]
    assert delivery.finding("sentence-term").rows == [4]


def test_a_list_with_a_row_for_each_sentence(place):
    text = (
        "prisonerNumber,bookNumber,lastName,firstName,dateOfBirth,sentenceSequence,"
        "consecutiveToSequence,sentenceDate,years,months,weeks,days,releaseDate\n"
        "A1234BC,1A,Larch,Rob,1975-04-02,1,,2013-01-10,0,6,0,0,2013-07-10\n"
        "A1234BC,1A,Larch,Rob,1975-04-02,2,1,2013-01-10,0,5,0,0,2013-07-10\n"
        "A1235BC,2A,Lark,Al,1975-04-03,1,,2013-01-10,2,0,0,0,2014-01-10\n"
    )
    delivery = listed(place, text)

    assert [s["sentence_months"] for s in custody(delivery)] == [11, 24]
    assert delivery.counts == (3, 3, 0)
    assert len(delivery.rows("record")) == 2


def test_a_list_with_days_alone(place):
    text = (
        "prisonerNumber,lastName,firstName,dateOfBirth,sentenceDate,sentenceDays,releaseDate\n"
        "A1234BC,Larch,Rob,1975-04-02,2013-01-10,365,2013-07-10\n"
        "A1235BC,Larch,Rob,1975-04-02,2011-03-02,365,2011-09-10\n"
        "A1236BC,Larch,Rob,1975-04-02,,365,2013-07-10\n"
    )

    spells = custody(listed(place, text))
    assert [s["sentence_band"] for s in spells] == ["under_2_years", "under_12_months", None]
    assert {s["sentence_days"] for s in spells} == {365}
    assert {s["sentence_basis"] for s in spells} == {"days"}


def test_a_list_without_names_is_told(place):
    delivery = listed(place, "prisonerNumber,releaseDate,sentenceDays\nA1234BC,10/07/2013,30\n")

    told = {f.column for f in delivery.report.findings if f.rule == "missing-column"}
    assert told == {"firstName", "lastName", "dateOfBirth"}


def test_another_kind_of_file_is_turned_away(place):
    delivery = place.deliver({"a.json": '[{"name":"x"}]'}, format="prison-releases")

    assert "prison releases" in delivery.finding("wrong-content").message


def test_a_list_of_releases_by_type_needs_no_sentence(place):
    text = (
        "prisonerNumber,lastName,firstName,dateOfBirth,releaseDate,releaseType\n"
        "A1234BC,Larch,Rob,1975-04-02,2013-07-10,CRD\n"
        "A1235BC,Larch,Rob,1975-04-02,2013-07-10,\n"
    )
    delivery = listed(place, text)

    (spell,) = custody(delivery)
    assert (spell["start"], spell["end"]) == (None, date(2013, 7, 10))
    assert delivery.finding("no-sentence").rows == [3]
