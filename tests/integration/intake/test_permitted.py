"""Nothing is read that no agreement in force opens."""

HEADER = "ID,Forename,Surname,DOB,NHS,Date\n"
ANN = "1,Ann,Ash,01/02/1980,9990000018,03/04/2013\n"
FILE = {"a.csv": HEADER + ANN}


def test_a_source_without_a_live_agreement_is_not_read(place):
    delivery = place.deliver(FILE, to="2014-03-01")

    assert not delivery.report.permitted
    assert delivery.report.reason == "agreement 'all-of-it' ended on 2014-03-01"
    assert delivery.counts == (0, 0, 0)
    assert list(delivery.out.glob("*.parquet")) == []


def test_an_agreement_opens_until_the_day_before_it_ends(place):
    assert place.deliver(FILE, to="2014-04-01").report.permitted


def test_a_field_that_is_not_granted_is_not_loaded(place):
    delivery = place.deliver(FILE, fields='["identifier", "arrest"]')

    (record,) = delivery.rows("record")
    assert (record["given"], record["family"], record["birth_date"]) == (None, None, None)
    assert delivery.rows("identifier")[0]["value"] == "9990000018"
    assert "does not grant 'record'" in delivery.finding("not-granted").message


def test_a_kind_that_is_not_granted_is_not_loaded(place):
    delivery = place.deliver(FILE, fields='["record"]')

    assert delivery.rows("activity") == []
    assert delivery.rows("identifier") == []
    assert {f.column for f in delivery.report.findings} == {"identifier", "arrest"}


def test_dates_may_be_granted_without_attributes(place):
    mapping = """
[source.mapping.person]
local_id = "ID"
[[source.mapping.activity]]
kind = "offence"
start = "Date"
attributes = { category = "Group" }
"""
    text = "ID,Date,Group\n1,2013-01-01,Theft\n"
    delivery = place.deliver({"a.csv": text}, mapping, fields='["record", "offence.dates"]')

    assert len(delivery.rows("activity")) == 1
    assert delivery.rows("detail_offence")[0]["category"] is None
    assert delivery.finding("not-granted").column == "offence.category"


def test_a_report_says_what_was_permitted(place):
    report = place.deliver(FILE).report.to_json()

    assert report["permitted"] is True
    assert {"id", "format", "rows", "loaded", "quarantined", "findings"} <= set(report)
    assert report["files"][0]["rows"] == 1
    assert len(report["files"][0]["sha256"]) == 64


def test_what_a_known_format_may_hold_besides_is_told_in_one_line(place):
    head = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n17,2,01/02/2005,WBRI,UN1,,\n"
    fields = '["record", "identifier", "address"]'
    delivery = place.deliver(
        {"a.csv": head}, format="ssda903", fields=fields, kinds='["looked_after"]'
    )

    (told,) = [f for f in delivery.report.findings if f.severity == "note"]
    assert "no agreement grants it: asylum_seeking_child, became_mother" in told.message
    assert delivery.finding("not-granted", "looked_after").severity == "warning"
