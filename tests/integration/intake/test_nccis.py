"""NCCIS: what young people do from 16 on, month by month, and what the Department checks."""

from datetime import date

from support.intake.nccis import ANN, NEET, month

BEA = ANN.but(id="2130000000002")


def read(place, *people, **kept):
    return place.deliver({"1.xml": month("2013-01-31", *people)}, format="nccis", **kept)


def spells(delivery):
    """(who, status, from, to) of each destination."""
    details = {row["activity"]: row["status"] for row in delivery.rows("detail_destination")}
    return [
        (row["local_id"][-1], details[row["activity"]], row["start"], row["end"])
        for row in delivery.rows("activity")
        if row["kind"] == "destination"
    ]


def test_a_return_gives_people_and_what_they_do(place):
    delivery = read(place, ANN, BEA.but(activity="330"))

    assert delivery.counts == (2, 2, 0)
    assert delivery.rules == set()
    record = delivery.rows("record")[0]
    assert (record["given"], record["family"], record["sex"]) == ("Ann", "Ash", "female")
    assert (record["birth_date"], record["birth_precision"]) == (date(1996, 5, 17), "day")
    assert {row["scheme"] for row in delivery.rows("identifier")} == {"nccis", "uln"}
    (home, _) = delivery.rows("address")
    assert (home["line"], home["postcode"]) == ("1 High Road, London", "W2 1AB")
    assert (home["start"], home["ward"]) == (date(2013, 1, 31), "E05000001")
    assert spells(delivery) == [
        ("1", "education", date(2013, 1, 10), None),
        ("2", "employment", date(2013, 1, 10), None),
    ]


def test_what_an_activity_carries(place):
    (detail,) = read(place, NEET).rows("detail_destination")

    assert (detail["code"], detail["status"]) == ("619", "neet_active")
    assert detail["neet_since"] == date(2013, 1, 10)
    assert (detail["ascertained"], detail["verified"]) == (date(2013, 1, 11), date(2013, 1, 12))
    assert (detail["due_to_lapse"], detail["lapsed"]) == (date(2013, 6, 30), False)
    assert (detail["offer_y11"], detail["offer_y12"]) == ("110", "115")
    assert detail["support"] == "3"


GROUPS = {
    "neet_active": ("540", "610", "615", "616", "619"),
    "neet_inactive": ("620", "630", "640", "650", "660", "670", "680"),
    "not_known": ("810", "820", "830"),
    "school": ("110",),
    "employment": ("310",),
    "training": ("440",),
    "reengagement": ("530",),
    "other": ("710",),
}


def test_each_code_belongs_to_a_group(place):
    groups = [(code, group) for group, codes in GROUPS.items() for code in codes]
    people = [
        ANN.but(id=f"{2130000000000 + n}", activity=code) for n, (code, _) in enumerate(groups)
    ]

    details = read(place, *people).rows("detail_destination")
    assert [(row["code"], row["status"]) for row in details] == groups


def test_a_code_that_is_not_in_the_list_is_told_and_kept(place):
    delivery = read(place, ANN.but(activity="999"))

    assert delivery.finding("unknown-code", "ActivityCode").rows == [1]
    (detail,) = delivery.rows("detail_destination")
    assert (detail["code"], detail["status"]) == ("999", None)


def test_a_spell_lasts_until_the_next_and_through_months_that_repeat_it(place):
    delivery = place.deliver(
        {
            "1.xml": month("2013-01-31", NEET),
            "2.xml": month("2013-02-28", NEET),
            "3.xml": month("2013-03-31", ANN.but(start="2013-03-05")),
        },
        format="nccis",
    )

    assert spells(delivery) == [
        ("1", "neet_active", date(2013, 1, 10), date(2013, 3, 5)),
        ("1", "education", date(2013, 3, 5), None),
    ]


def test_whoever_is_no_longer_sent_is_not_known_to_go_on(place):
    delivery = place.deliver(
        {"1.xml": month("2013-01-31", ANN, BEA), "2.xml": month("2013-02-28", ANN)},
        format="nccis",
    )

    ends = {who: end for who, _, _, end in spells(delivery)}
    assert ends == {"1": None, "2": date(2013, 1, 31)}


def test_whoever_the_council_no_longer_follows_has_no_activity_from_it(place):
    people = [
        ANN.but(id=f"{2130000000000 + n}", cohort=cohort, to="316" if cohort == "T" else "")
        for n, cohort in enumerate("AGTEMDP")
    ]
    delivery = read(place, *people)

    assert delivery.finding("not-followed").rows == [1, 3, 4, 5, 6]
    assert [who for who, *_ in spells(delivery)] == ["1", "6"]
    assert len(delivery.rows("record")) == 7


def test_characteristics_last_while_they_are_told(place):
    months = {
        "2013-01-31": ("180",),
        "2013-02-28": ("180", "140"),
        "2013-03-31": ("140",),
        "2013-04-30": ("180", "140"),
    }
    delivery = place.deliver(
        {f"{day}.xml": month(day, ANN.but(characteristics=said)) for day, said in months.items()},
        format="nccis",
    )

    sorts = {row["activity"]: row["sort"] for row in delivery.rows("detail_vulnerability")}
    found = [
        (sorts[row["activity"]], row["start"], row["end"])
        for row in delivery.rows("activity")
        if row["kind"] == "vulnerability"
    ]
    assert sorted(found, key=str) == [
        ("carer", date(2013, 2, 28), None),
        ("pregnant", date(2013, 1, 31), date(2013, 3, 31)),
        ("pregnant", date(2013, 4, 30), None),
    ]


def test_an_unknown_characteristic_is_told(place):
    assert "unknown-code" in read(place, ANN.but(characteristics=("999",))).rules


def test_a_birth_date_of_month_and_year_keeps_its_precision(place):
    styles = ("1996-05", "05/1996", "May-96", "May-1996")
    people = [ANN.but(id=f"{2130000000000 + n}", born=born) for n, born in enumerate(styles)]

    records = read(place, *people).rows("record")
    assert {(row["birth_date"], row["birth_precision"]) for row in records} == {
        (date(1996, 5, 1), "month")
    }
    assert len(records) == len(styles)


def test_sex_as_given_and_as_meant(place):
    people = [ANN.but(id=f"{2130000000000 + n}", gender=given) for n, given in enumerate("FMUW")]

    records = read(place, *people).rows("record")
    assert [(row["sex_given"], row["sex"]) for row in records] == [
        ("F", "female"),
        ("M", "male"),
        ("U", "unknown"),
        ("W", "unknown"),
    ]


FAULTS = [
    (NEET.but(neet=""), "neet-start-missing"),
    (ANN.but(neet="2013-01-10"), "neet-start-without-neet"),
    (ANN.but(activity="810", neet="2013-01-10"), "neet-start-without-neet"),
    (NEET.but(neet="2013-01-11"), "neet-start-late"),
    (ANN.but(start="2013-01-12"), "after-dateascertained"),
    (ANN.but(ascertained="2013-01-13"), "after-dateverified"),
    (ANN.but(verified="2013-02-01"), "after-periodend"),
    (ANN.but(lapsed="Y"), "lapsed-early"),
    (ANN.but(due="2013-01-30"), "lapse-overdue"),
    (ANN.but(cohort="T"), "transfer-to-nobody"),
    (ANN.but(to="316"), "transfer-not-said"),
    (NEET.but(activity="620", characteristics=("180",)), "no-such-characteristic"),
    (NEET.but(activity="630"), "no-such-characteristic"),
    (NEET.but(activity="650"), "no-such-characteristic"),
]


def test_what_the_department_checks_is_told_and_nothing_dropped(place):
    people = [one.but(id=f"{2130000000000 + n}") for n, (one, _) in enumerate(FAULTS)]
    delivery = read(place, *people, ANN.but(id="12345"))

    told = {
        (rule, row)
        for rule in {rule for _, rule in FAULTS}
        for found in delivery.report.findings
        if found.rule == rule and found.severity == "warning"
        for row in found.rows
    }
    assert told == {(rule, number) for number, (_, rule) in enumerate(FAULTS, 1)}
    assert delivery.finding("ypid-length").rows == [len(people) + 1]
    assert delivery.counts == (len(people) + 1, len(people) + 1, 0)


def test_what_is_as_it_should_be_is_not_told(place):
    people = [
        NEET,
        NEET.but(id="2130000000002", neet="2012-12-01"),
        NEET.but(id="2130000000003", activity="620", characteristics=("140",)),
        NEET.but(id="2130000000004", activity="630", characteristics=("180", "120")),
        ANN.but(id="2130000000005", lapsed="Y", due="2013-01-30"),
        ANN.but(id="2130000000006", due="2013-01-31", lapsed="N"),
        ANN.but(id="2130000000007", start="2013-01-12", ascertained="2013-01-12"),
    ]

    assert read(place, *people).rules == set()


def test_a_person_twice_in_a_month_is_told_and_twice_in_two_months_is_not(place):
    twice = read(place, ANN, ANN.but(activity="330"))
    assert twice.finding("person-twice").rows == [1, 2]

    months = {"1.xml": month("2013-01-31", ANN), "2.xml": month("2013-02-28", ANN)}
    assert "person-twice" not in place.deliver(months, format="nccis").rules


def test_a_person_without_an_id_is_set_aside(place):
    delivery = read(place, ANN.but(id="", characteristics=("180",)), BEA)

    assert delivery.counts == (2, 1, 1)
    assert delivery.finding("no-key").rows == [1]
    assert [row["kind"] for row in delivery.rows("activity")] == ["destination"]


def test_checks_ask_only_about_what_agreements_open(place):
    faulty = NEET.but(neet="", start="2013-01-12")
    fields = '["record", "identifier", "address"]'
    delivery = read(place, faulty, fields=fields)

    assert delivery.rows("activity") == []
    assert not delivery.rules & {"neet-start-missing", "after-dateascertained"}


CSV = (
    "YoungPersonsID,CohortStatus,GivenName,FamilyName,moth/year of birth,ActivityCode,StartDate,"
    "DateAscertained,DateVerified,DueToLapseDate,CurrencyLapsed,NEETStartDate,CharacteristicCode,"
    "CharacteristicCode2,PeriodEnd\n"
    "2130000000001,P,Ann,Ash,05/1996,619,10/01/2013,11/01/2013,12/01/2013,30/06/2013,N,"
    "10/01/2013,180,140,31/01/2013\n"
    "2130000000002,P,Bea,Ash,,220,10/01/2013,,,,,,,,31/01/2013\n"
)


def test_a_list_is_read_as_the_return_is(place):
    delivery = place.deliver({"cut.csv": CSV}, format="nccis")

    assert delivery.counts == (2, 2, 0)
    assert spells(delivery) == [
        ("1", "neet_active", date(2013, 1, 10), None),
        ("2", "education", date(2013, 1, 10), None),
    ]
    assert delivery.rows("record")[0]["birth_precision"] == "month"
    assert [row["sort"] for row in delivery.rows("detail_vulnerability")] == ["pregnant", "carer"]


def test_several_characteristics_may_stand_in_one_cell(place):
    text = CSV.replace("180,140", '"180; 140",')
    delivery = place.deliver({"cut.csv": text}, format="nccis")

    assert [row["sort"] for row in delivery.rows("detail_vulnerability")] == ["pregnant", "carer"]


def test_a_list_without_a_column_it_needs_is_told(place):
    text = CSV.replace("StartDate,Date", "Other,Date", 1)
    delivery = place.deliver({"cut.csv": text}, format="nccis")

    assert delivery.finding("missing-column", "StartDate")


def test_another_kind_of_file_is_turned_away(place):
    delivery = place.deliver({"x.csv": "a,b\n1,2\n"}, format="nccis")

    assert "NCCIS" in delivery.finding("wrong-content").message


def test_a_return_without_anybody_is_told(place):
    assert read(place).finding("header-only").severity == "warning"


def test_a_return_that_breaks_off_is_refused_whole(place):
    delivery = place.deliver({"x.xml": month("2013-01-31", ANN, BEA)[:-60]}, format="nccis")

    assert delivery.finding("xml-broken")
    assert delivery.counts == (2, 0, 2)


def test_words_between_elements_mean_nothing(place):
    told = month("2013-01-31", ANN).replace("<PersonalDetails>", "<PersonalDetails>stray ")

    assert len(place.deliver({"x.xml": told}, format="nccis").rows("record")) == 1
