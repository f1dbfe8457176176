"""Admitted and emergency care in three families of names, told by their columns."""

from datetime import date

import pytest

from wholeplace.pooling.intake.formats import sniffed

HES = (
    "NEWNHSNO,LOPATID,PROCODE,DOB,SEX,ETHNOS,HOMEADD,ADMIDATE,DISDATE,ADMIMETH,DISDEST,EPISTAT,"
    "EPIEND"
)
WORDS = (
    "NHS NUMBER,LOCAL PATIENT IDENTIFIER,ORGANISATION CODE (CODE OF PROVIDER),PERSON BIRTH DATE,"
    "PERSON STATED GENDER CODE,ETHNIC CATEGORY,POSTCODE OF USUAL ADDRESS,"
    "START DATE (HOSPITAL PROVIDER SPELL),DISCHARGE DATE (HOSPITAL PROVIDER SPELL),"
    "ADMISSION METHOD CODE (HOSPITAL PROVIDER SPELL),"
    "DISCHARGE DESTINATION CODE (HOSPITAL PROVIDER SPELL),EPISTAT,END DATE (EPISODE)"
)
DOTTED = (
    "spell.patient.identity.nhs_number.value,spell.patient.identity.local_patient_id,"
    "spell.care_location.hes_provider_3,spell.patient.identity.dob,"
    "spell.patient.identity.gender,spell.patient.identity.ethnic_category,"
    "spell.patient.residence.postcode,spell.admission.date,spell.discharge.date,"
    "spell.admission.method,spell.discharge.destination,EPISTAT,episode.end_date"
)
SPELL = "9991234578,A1,RYJ,1950-03-02,2,H,W2 1AB,2013-01-01,2013-01-09,21,19,3,2013-01-09"
AE_HES = (
    "NEWNHSNO,LOPATID,PROCODE3,DOB,SEX,ARRIVALDATE,ARRIVALTIME,AEATTENDDISP,AEARRIVALMODE,AEKEY"
)
AE_ROW = "9991234578,A1,RYJ,1950-03-02,2,2013-01-01,0930,12,1,77"


def apc(place, head, *rows, **more):
    text = "\n".join([head, *rows]) + "\n"
    return place.deliver({"apc.csv": text}, format="admitted-care", **more)


def ecds(place, head, *rows):
    return place.deliver({"ae.csv": "\n".join([head, *rows]) + "\n"}, format="emergency-care")


def spell(**changes):
    cells = dict(zip(HES.split(","), SPELL.split(","), strict=True)) | changes
    return ",".join(cells.values())


@pytest.mark.parametrize(
    ("head", "family"),
    [(HES, "Hospital Episode Statistics"), (WORDS, "NHS Data Dictionary"), (DOTTED, "SUS")],
)
def test_three_families_of_names_read_alike(place, head, family):
    delivery = apc(place, head, SPELL)

    assert sniffed(f"{head}\n{SPELL}\n".encode())[0][1].name == "admitted-care"
    (record,) = delivery.rows("record")
    assert (record["local_id"], record["sex"], record["ethnicity"]) == ("RYJ:A1", "female", "asian")
    assert record["birth_date"] == date(1950, 3, 2)
    (activity,) = delivery.rows("activity")
    assert (activity["kind"], activity["end"]) == ("emergency_admission", date(2013, 1, 9))
    assert (activity["provider"], activity["quantity"]) == ("RYJ", 1.0)
    assert delivery.rows("address")[0]["postcode"] == "W2 1AB"
    assert family in delivery.finding("names-used").message
    assert delivery.rules == {"names-used"}


def test_a_spell_is_its_finished_episodes(place):
    first = spell(DISDATE="", EPIEND="2013-01-04")
    unfinished = spell(ADMIDATE="2013-05-01", DISDATE="", EPISTAT="1", EPIEND="")
    delivery = apc(place, HES, first, spell(), unfinished)

    (activity,) = delivery.rows("activity")
    assert (activity["start"], activity["end"], activity["row"]) == (
        date(2013, 1, 1),
        date(2013, 1, 9),
        3,
    )
    assert delivery.finding("told-again").rows == [2]
    assert delivery.finding("no-activity").rows == [4]


@pytest.mark.parametrize(
    "other", [{"LOPATID": "A2"}, {"PROCODE": "RQM"}, {"ADMIDATE": "2013-01-02"}]
)
def test_another_person_provider_or_day_is_another_spell(place, other):
    assert len(apc(place, HES, spell(), spell(**other)).rows("activity")) == 2


def test_one_patient_number_at_two_providers_is_two_people(place):
    delivery = apc(place, HES, spell(), spell(PROCODE="RQM"))

    assert {r["local_id"] for r in delivery.rows("record")} == {"RYJ:A1", "RQM:A1"}


def test_a_file_of_one_provider_goes_by_its_patient_numbers(place):
    head = HES.replace("PROCODE,", "")
    delivery = apc(place, head, SPELL.replace("RYJ,", ""))

    assert delivery.rows("record")[0]["local_id"] == "A1"
    assert "one provider" in delivery.finding("names-used").message


def test_a_file_without_patient_numbers_goes_by_nhs_number(place):
    delivery = apc(place, HES.replace("LOPATID", "OTHER"), SPELL)

    assert delivery.rows("record")[0]["local_id"] == "9991234578"


def test_a_pseudonymised_year_goes_by_its_token(place):
    head = "ENCRYPTED_HESID,MYDOB,SEX,LSOA11,ADMIDATE,DISDATE,ADMIMETH"
    delivery = apc(
        place, head, "T7,031950,1,E01000001,2012-01-01,2012-01-05,11", zone="pseudonymised"
    )

    (record,) = delivery.rows("record")
    assert (record["local_id"], record["birth_date"]) == ("T7", date(1950, 3, 1))
    assert record["birth_precision"] == "month"
    assert delivery.rows("activity")[0]["kind"] == "planned_admission"
    assert delivery.rows("address")[0]["lsoa"] == "E01000001"
    assert delivery.rules == {"names-used"}


@pytest.mark.parametrize("placeholder", ["1800-01-01", "1801-01-01", "1582-10-15"])
def test_placeholder_dates_are_no_dates(place, placeholder):
    delivery = apc(place, HES, spell(DISDATE=placeholder, EPIEND=placeholder))

    (activity,) = delivery.rows("activity")
    assert activity["end"] is None
    assert delivery.finding("placeholder-date", "DISDATE").severity == "note"


@pytest.mark.parametrize(
    ("given", "meant"), [("1", "male"), ("2", "female"), ("9", "other"), ("X", "unknown")]
)
def test_sex_in_the_nhs_code(place, given, meant):
    (record,) = apc(place, HES, spell(SEX=given)).rows("record")

    assert (record["sex"], record["sex_given"]) == (meant, given)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("A", "white"),
        ("F", "mixed"),
        ("R", "asian"),
        ("P", "black"),
        ("S", "other"),
        ("Z", "refused"),
    ],
)
def test_ethnicity_in_the_nhs_code(place, given, meant):
    assert apc(place, HES, spell(ETHNOS=given)).rows("record")[0]["ethnicity"] == meant


def test_codes_of_no_list_are_found_and_kept(place):
    delivery = apc(place, HES, spell(ADMIMETH="2Z", DISDEST="7"))

    assert delivery.finding("unknown-code", "ADMIMETH").rows == [2]
    assert delivery.rows("detail_emergency_admission")[0]["method"] == "2Z"


def test_a_method_that_is_no_method_makes_no_spell_and_is_told(place):
    delivery = apc(place, HES, spell(ADMIMETH="99"))

    assert delivery.rows("activity") == []
    assert delivery.finding("no-activity").rows == [2]


def test_a_withheld_identity_is_restricted(place):
    delivery = apc(place, HES + ",WITHHELD IDENTITY REASON", spell() + ",02")

    assert delivery.rows("record")[0]["restricted"] is True


def test_columns_of_no_extract_are_turned_away(place):
    delivery = apc(place, "A,B", "1,2")

    assert "known: episodes" in delivery.finding("unknown-module").message


def test_an_attendance_in_the_short_names_of_hes(place):
    delivery = ecds(place, AE_HES, AE_ROW)

    (activity,) = delivery.rows("activity")
    assert (activity["kind"], activity["start"]) == ("ae_attendance", date(2013, 1, 1))
    assert delivery.rows("detail_ae_attendance")[0] == {
        "activity": 0,
        "disposal": "left",
        "arrival_mode": "ambulance",
    }


def test_an_attendance_in_dotted_names(place):
    head = (
        "patient.identity.nhs_number.value,attendance.location.hes_provider_3,"
        "patient.identity.dob,patient.identity.gender,attendance.arrival.date,"
        "attendance.arrival.time,attendance.discharge.destination.code"
    )
    row = "9991234578,RYJ,1950-03-02 00:00:00,1,2013-01-01 00:00:00,09:30,306706006"
    delivery = ecds(place, head, row)

    assert delivery.rows("record")[0]["local_id"] == "9991234578"
    assert delivery.rows("detail_ae_attendance")[0]["disposal"] == "admitted"
    assert "SUS" in delivery.finding("names-used").message


def test_an_attendance_in_the_names_of_an_ecds_feed(place):
    head = (
        "IdentifierNumber,ReceivedDate,OrganisationCodeOfProvider,LocalPatientIdentifier,NhsNumber,"
        "PatientBirthDate,PostcodeOfUsualAddress,PatientStatedGenderCode,ArrivalDate,ArrivalTime,"
        "EmergencyCareDestinationCode"
    )
    row = "77,2013-01-03,RYJ,A1,9991234578,1950-03-02,W2 1AB,2,2013-01-01,09:30,306689006"
    again = row.replace("2013-01-03", "2013-02-03").replace("306689006", "306706006")
    delivery = ecds(place, head, again, row, row.replace("09:30", "21:30").replace("77,", "78,"))

    disposals = [d["disposal"] for d in delivery.rows("detail_ae_attendance")]
    assert disposals == ["admitted", "discharged"]
    assert delivery.finding("told-again").rows == [3]


def test_a_number_that_a_spreadsheet_has_rounded_is_found(place):
    row = AE_ROW.replace(",12,", ",1.06633E+15,")
    delivery = ecds(place, AE_HES, row)

    assert delivery.finding("unknown-code").rows == [2]
