"""Adult social care Client Level Data: told again each quarter, in two releases, with costs."""

from datetime import date

import pytest

from support.intake.client_level_data import CARER, SERVICE, events
from wholeplace.place import load_place
from wholeplace.pooling.intake import read_source
from wholeplace.pooling.intake.formats import KNOWN, sniffed

Q1, Q2, Q3 = "30/06/2013", "30/09/2013", "31/12/2013"


def cld(place, *rows, **more):
    spelt = more.pop("underscores", False)
    return place.deliver(
        {"cld.csv": events(*rows, underscores=spelt)}, format="client-level-data", **more
    )


def services(delivery):
    return [r for r in delivery.rows("activity") if r["kind"] == "adult_care"]


@pytest.mark.parametrize("underscores", [False, True])
def test_the_format_is_known_by_its_columns(underscores):
    data = events(SERVICE, underscores=underscores).encode()

    (score, found), *_ = sniffed(data)
    assert (found.name, score > 0.8) == ("client-level-data", True)


def test_another_csv_is_not_taken_for_it():
    assert KNOWN["client-level-data"].sniff(b"ID,Event Type\n1,Service\n") == 0


@pytest.mark.parametrize("underscores", [False, True])
def test_spaces_or_underscores_read_alike(place, underscores):
    delivery = cld(place, SERVICE, underscores=underscores)

    assert delivery.report.findings == ()
    assert [(r["start"], r["end"]) for r in services(delivery)] == [(date(2013, 5, 1), None)]
    assert delivery.rows("detail_adult_care")[0] == {
        "activity": 0,
        "service": "community",
        "reason": None,
        "component": "Home support",
        "delivery": None,
    }


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Long Term Support: Residential Care", "residential"),
        ("Long term support: Nursing care", "nursing"),
        ("Short Term Support: ST-Max", "short_term"),
        ("Carer Support: Direct to Carer", "carer"),
        ("Unpaid carer support: Direct to unpaid carer", "carer"),
        ("Unpaid carer support: Direct", "carer"),
        ("Unpaid carer support: Support involving the person cared-for", "carer"),
    ],
)
def test_service_types_of_both_releases(place, words, meant):
    delivery = cld(place, {**SERVICE, "service": words})

    assert delivery.rows("detail_adult_care")[0]["service"] == meant
    assert "unknown-code" not in delivery.rules


def test_words_of_the_first_release_are_told_in_a_later_year(place):
    old = {**SERVICE, "service": "Carer Support: Direct to Carer"}
    place.write({"cld.csv": events(old)}, format="client-level-data")
    path = place.root / "sources" / "one.toml"
    path.write_text(path.read_text().replace("[source]\n", "[source]\nyear = 2028\n"))
    loaded = load_place(place.root)
    report = read_source(loaded, loaded.sources["one"], place.root / "out")
    (finding,) = [f for f in report.findings if f.rule == "unknown-code"]
    assert (finding.column, finding.count) == ("Service Type", 1)
    assert "the return that ends in 2028" in finding.message
    assert report.loaded == 1


@pytest.mark.parametrize(
    ("label", "group"),
    [
        ("White: English, Welsh, Scottish, Northern Irish or British", "white"),
        ("White: Gypsy or Irish Traveller", "white"),
        ("Mixed or multiple ethnic groups: White and Asian", "mixed"),
        ("Mixed: White and Asian", "mixed"),
        ("Asian or Asian British: Chinese", "asian"),
        ("Black, Black British, Caribbean or African: African", "black"),
        ("Black, African, Caribbean or Black British: Caribbean", "black"),
        ("Other ethnic group: Arab", "other"),
        ("No data: Refused", "refused"),
        ("Refused", "refused"),
        ("No data: Undeclared or not known", "unknown"),
        ("Undeclared / Not known", "unknown"),
    ],
)
def test_ethnicity_in_sentences_of_both_releases(place, label, group):
    delivery = cld(place, {**SERVICE, "ethnicity": label})

    (record,) = delivery.rows("record")
    assert (record["ethnicity"], record["ethnicity_given"]) == (group, label)
    assert "unknown-code" not in delivery.rules


def test_an_event_sent_in_three_quarters_is_one(place):
    again = [{**SERVICE, "period": period} for period in (Q1, Q2)]
    ended = {**SERVICE, "period": Q3, "end": "10/10/2013", "outcome": "Service ended as planned"}
    delivery = cld(place, *again, ended)

    (service,) = services(delivery)
    assert (service["end"], service["row"]) == (date(2013, 10, 10), 4)
    assert delivery.finding("told-again").rows == [2, 3]


@pytest.mark.parametrize(
    "difference",
    [
        {"la": "714"},
        {"person": "2"},
        {"start": "02/05/2013"},
        {"client": "Unpaid carer"},
        {"service": "Long term support: Nursing care"},
        {"component": "Reablement"},
    ],
)
def test_what_differs_in_any_part_of_the_rule_is_another_event(place, difference):
    delivery = cld(place, SERVICE, {**SERVICE, **difference})

    assert len(services(delivery)) == 2


def test_an_open_end_then_the_best_outcome_decides_within_a_quarter(place):
    closed = {**SERVICE, "end": "20/06/2013", "outcome": "Progress to reablement/ST-Max"}
    worse = {**SERVICE, "outcome": "NFA- Other"}
    better = {**SERVICE, "outcome": "Progress to Support Planning / Services"}
    delivery = cld(place, better, closed, worse)

    (service,) = services(delivery)
    assert (service["end"], service["row"]) == (None, 2)


def test_of_two_ends_in_a_quarter_the_later_counts(place):
    ends = [{**SERVICE, "end": end} for end in ("20/06/2013", "10/06/2013")]
    delivery = cld(place, *ends)

    assert [r["end"] for r in services(delivery)] == [date(2013, 6, 20)]


def test_an_open_service_missing_from_the_next_quarter_closed(place):
    delivery = cld(place, SERVICE, {**SERVICE, "person": "2", "period": Q2})

    ends = {r["local_id"]: r["end"] for r in services(delivery)}
    assert ends == {"1": date(2013, 6, 30), "2": None}


def test_a_quarter_with_requests_alone_closes_services_too(place):
    request = {**SERVICE, "person": "2", "type": "Request", "service": "", "period": Q2}
    delivery = cld(place, SERVICE, request)

    assert [r["end"] for r in services(delivery)] == [date(2013, 6, 30)]


def test_a_service_ends_when_the_person_dies(place):
    delivery = cld(place, {**SERVICE, "died": "15/05/2013", "cost": "7.00", "frequency": "Weekly"})

    (service,) = services(delivery)
    assert (service["end"], service["pence"]) == (date(2013, 5, 15), 1400)
    assert delivery.finding("ends-after-death").rows == [2]


@pytest.mark.parametrize(
    ("frequency", "cost", "units", "days", "pence"),
    [
        ("Hourly", "15.50", "8", 14, 24800),
        ("Daily", "100.00", "2", 7, 20000),
        ("Per session", "10.00", "1.5", 14, 3000),
        ("Weekly", "560.00", "", 14, 112000),
        ("Weekly", "560.00", "40", 14, 112000),  # the frequency is believed before the units
        ("Fortnightly", "560.00", "1", 14, 56000),
        ("4-weekly", "1,000.00", "1", 14, 50000),
        ("Monthly", "910.00", "", 30, 90000),
        ("Quarterly", "910.00", "", 91, 91000),
        ("Annually", "364.00", "", 30, 3000),
        ("One-off", "750.00", "3", 30, 75000),
        ("Hourly", "15.50", "", 14, None),
        ("", "15.50", "2", 7, 3100),
    ],
)
def test_unit_cost_by_frequency_and_units(place, frequency, cost, units, days, pence):
    end = date.fromordinal(date(2013, 5, 1).toordinal() + days).strftime("%d/%m/%Y")
    said = {"frequency": frequency, "cost": cost, "units": units, "end": end, "period": Q2}
    delivery = cld(place, {**SERVICE, **said})

    (service,) = services(delivery)
    assert service["pence"] == pence
    assert service["pence_basis"] == ("actual" if pence else None)


def test_a_price_below_nought_or_beyond_reason_is_found(place):
    rows = [{**SERVICE, "person": str(n), "cost": c} for n, c in enumerate(("-5", "1" * 14))]
    delivery = cld(place, *[{**row, "frequency": "Weekly"} for row in rows])

    assert delivery.finding("negative-price").rows == [2]
    assert delivery.finding("unreadable-amount").rows == [3]


def test_requests_assessments_and_reviews(place):
    rows = [
        {**SERVICE, "type": kind, "service": "", "start": f"0{n}/05/2013"}
        for n, kind in enumerate(("Request", "Assessment", "Review"), 1)
    ]
    delivery = cld(place, *rows)

    detail = delivery.rows("detail_adult_care_request")
    assert [d["event"] for d in detail] == ["request", "assessment", "review"]


def test_a_carer_known_by_association_has_no_event_but_a_tie(place):
    carer = {**CARER, "person": "9", "adult1": "1", "adult2": "7"}
    delivery = cld(place, SERVICE, carer, {**carer, "period": Q2})

    assert {r["local_id"] for r in delivery.rows("record")} == {"1", "9"}
    assert len(delivery.rows("activity")) == 1
    ties = [
        (r["local_id"], r["role"], r["other_id"], r["row"]) for r in delivery.rows("relationship")
    ]
    assert ties == [("9", "carer", "1", 3), ("9", "carer", "7", 3)]
    assert delivery.finding("no-activity").rows == [3, 4]


def test_ties_need_the_grant_of_the_record(place):
    carer = {**CARER, "person": "9", "adult1": "1"}
    delivery = cld(place, SERVICE, carer, fields='["adult_care", "identifier"]')

    assert delivery.rows("relationship") == []


def test_a_correction_names_the_event_and_the_quarter(place):
    more = """
[[source.delivery]]
id = "q1"
files = ["one/q1.csv"]
received = 2013-07-10
[[source.delivery]]
id = "mended"
files = ["one/mended.csv"]
mode = "correction"
received = 2013-08-01
"""
    files = {
        "q1.csv": events({**SERVICE, "cost": "1000.00", "frequency": "Weekly"}),
        "mended.csv": events({**SERVICE, "cost": "100.00", "frequency": "Weekly"}),
    }
    delivery = place.deliver(files, format="client-level-data", more=more)

    (service,) = services(delivery)
    assert service["delivery"] == "mended"
    assert delivery.finding("corrects").count == 1
