"""One record a person of the source, with the latest word on each fact."""

from datetime import date

PEOPLE = """
[source.mapping]
dates = ["%d/%m/%Y"]
[source.mapping.person]
local_id = "ID"
given = "Forename"
family = "Surname"
aliases = "Aliases"
aliases_family_first = true
birth_date = "DOB"
sex = "Sex"
identifiers = { nhs = "NHS", upn = ["UPN", "Former UPN"] }
address = { line = "Line", postcode = "Postcode", from = "Seen" }
restricted = { column = "Special", in = ["Y"] }
"""
NAMES = [
    "ID",
    "Forename",
    "Surname",
    "Aliases",
    "DOB",
    "Sex",
    "NHS",
    "UPN",
    "FormerUPN",
    "Line",
    "Postcode",
    "Seen",
    "Special",
]


def rows(*people):
    given = [",".join(str(one.get(name, "")) for name in NAMES) for one in people]
    return "\n".join([",".join(NAMES), *given]) + "\n"


def read(place, *people, **how):
    return place.deliver({"a.csv": rows(*people)}, PEOPLE, **how)


def test_the_latest_word_on_each_fact_is_kept(place):
    later = {"ID": 1, "Forename": "Anna", "Surname": "Ash", "Seen": "02/02/2013"}
    earlier = {"ID": 1, "Forename": "Ann", "Surname": "Ash", "Sex": "2", "Seen": "01/01/2012"}

    (record,) = read(place, later, earlier).rows("record")

    assert (record["given"], record["sex"], record["row"]) == ("Anna", "female", 2)
    assert record["aliases"] == "Ann Ash"


def test_the_last_row_wins_where_no_day_is_said(place):
    first = {"ID": 1, "Forename": "Ann", "Surname": "Ash"}

    (record,) = read(place, first, {**first, "Forename": "Anna"}).rows("record")

    assert record["given"] == "Anna"


def test_an_unknown_sex_does_not_overrule_a_known_one(place):
    known = {"ID": 1, "Sex": "2", "Seen": "01/01/2012"}

    (record,) = read(place, known, {"ID": 1, "Sex": "X", "Seen": "01/01/2013"}).rows("record")

    assert (record["sex"], record["sex_given"]) == ("female", "2")


def test_conflicting_birth_dates_are_found(place):
    one = {"ID": 1, "DOB": "01/02/1980", "Seen": "01/01/2012"}
    delivery = read(place, one, {**one, "DOB": "02/01/1980", "Seen": "01/01/2013"})

    assert delivery.rows("record")[0]["birth_date"] == date(1980, 1, 2)
    assert delivery.finding("conflicting-birth-date").rows == [2]


def test_an_unknown_code_is_kept_as_given(place):
    delivery = read(place, {"ID": 1, "Sex": "Q"})

    assert delivery.rows("record")[0]["sex"] == "unknown"
    assert delivery.rows("record")[0]["sex_given"] == "Q"
    assert delivery.finding("unknown-code").rows == [2]


def test_aliases_lose_their_birth_dates(place):
    (record,) = read(place, {"ID": 1, "Aliases": "De Souza Maria 01/02/1980; Lee Jo"}).rows(
        "record"
    )

    assert record["aliases"] == "De Souza, Maria; Lee, Jo"


def test_an_invalid_number_is_kept_and_marked(place):
    delivery = read(place, {"ID": 1, "NHS": "9990000001"})

    assert delivery.rows("identifier") == [
        {"local_id": "1", "scheme": "nhs", "value": "9990000001", "valid": False}
    ]
    assert delivery.finding("nhs-number").severity == "warning"


def test_a_scheme_may_stand_in_two_columns(place):
    delivery = read(place, {"ID": 1, "UPN": "H801200001001", "FormerUPN": "A801200001001"})

    found = {r["value"]: r["valid"] for r in delivery.rows("identifier")}
    assert found == {"H801200001001": True, "A801200001001": False}


def test_addresses_follow_each_other(place):
    old = {"ID": 1, "Line": "1 Alder Road", "Postcode": "w21ab", "Seen": "01/01/2012"}
    new = {"ID": 1, "Line": "2 Elm Road", "Postcode": "W2 1AD", "Seen": "01/06/2012"}
    delivery = read(place, new, old, {**new, "Seen": "01/01/2014"})

    homes = [(a["postcode"], a["start"], a["end"], a["seen"]) for a in delivery.rows("address")]
    assert homes == [
        ("W2 1AB", date(2012, 1, 1), date(2012, 6, 1), date(2012, 1, 1)),
        ("W2 1AD", date(2012, 6, 1), None, date(2014, 1, 1)),
    ]


def test_someone_may_move_back(place):
    home = {"ID": 1, "Postcode": "W2 1AB"}
    away = {"ID": 1, "Postcode": "W2 1AD", "Seen": "01/06/2012"}
    delivery = read(place, {**home, "Seen": "01/01/2012"}, away, {**home, "Seen": "01/12/2012"})

    assert [a["postcode"] for a in delivery.rows("address")] == ["W2 1AB", "W2 1AD", "W2 1AB"]
    assert delivery.rows("address")[2]["end"] is None


def test_a_line_left_out_beside_the_same_postcode_is_the_line_known_there(place):
    full = {"ID": 1, "Line": "1 Alder Road", "Postcode": "W2 1AB", "Seen": "01/06/2012"}
    bare = {"ID": 1, "Postcode": "W2 1AB"}
    delivery = read(place, {**bare, "Seen": "01/01/2012"}, full, {**bare, "Seen": "01/01/2013"})

    (home,) = delivery.rows("address")
    assert (home["line"], home["start"], home["seen"]) == (
        "1 Alder Road",
        date(2012, 1, 1),
        date(2013, 1, 1),
    )


def test_nobody_borrows_a_line_from_another(place):
    first = {"ID": 1, "Line": "1 Alder Road", "Postcode": "W2 1AB", "Seen": "01/06/2012"}
    delivery = read(place, first, {"ID": 2, "Postcode": "W2 1AB", "Seen": "01/06/2012"})

    assert {a["local_id"]: a["line"] for a in delivery.rows("address")} == {
        "1": "1 Alder Road",
        "2": None,
    }


def test_a_postcode_says_where(place):
    delivery = read(place, {"ID": 1, "Postcode": "W2 1AD"}, {"ID": 2, "Postcode": "W2 9ZZ"})

    live, ended = delivery.rows("address")
    assert (live["lsoa"], live["ward"], live["borough"]) == ("E01000002", "E05000002", "E09000033")
    assert ended["ward"] == "E05000002", "a terminated postcode takes the nearest live one's ward"


def test_pseudo_and_broken_postcodes_are_no_place(place):
    delivery = read(place, {"ID": 1, "Postcode": "ZZ99 3VZ"}, {"ID": 2, "Postcode": "W2 1"})

    assert delivery.rows("address") == []
    assert delivery.finding("pseudo-postcode").rows == [2]
    assert delivery.finding("postcode-shape").rows == [3]


def test_a_protected_person_stays_without_address_and_without_finding(place):
    delivery = read(place, {"ID": 1, "Forename": "Ann", "Surname": "Ash", "Special": "Y"})

    assert delivery.rows("record")[0]["restricted"] is True
    assert delivery.rows("address") == []
    assert delivery.report.findings == ()


def test_once_protected_stays_protected(place):
    protected = {"ID": 1, "Special": "Y", "Seen": "01/01/2012"}

    (record,) = read(place, protected, {"ID": 1, "Seen": "01/01/2013"}).rows("record")

    assert record["restricted"] is True


def test_words_are_trimmed_and_blank_is_nothing(place):
    (record,) = read(place, {"ID": " 1 ", "Forename": "  Ann  ", "Surname": "   "}).rows("record")

    assert (record["local_id"], record["given"], record["family"]) == ("1", "Ann", None)


def test_a_record_says_where_it_comes_from(place):
    (record,) = read(place, {"ID": 1}).rows("record")

    assert (record["source"], record["partner"], record["zone"]) == ("one", "westminster", "named")
    assert (record["file"], record["row"]) == ("one/a.csv", 2)


def test_two_digit_birth_years_heed_the_ages_of_the_list(place):
    mapping = PEOPLE.replace('"%d/%m/%Y"', '"%d-%b-%y"')
    delivery = place.deliver({"a.csv": rows({"ID": 1, "DOB": "26-May-05"})}, mapping, age_from=16)

    assert delivery.rows("record")[0]["birth_date"] == date(1905, 5, 26)


def test_a_name_on_two_lines_of_an_address_is_one_line(place):
    delivery = read(place, {"ID": 1, "Line": '"Flat 2\n1 Alder Road"', "Postcode": "W2 1AB"})

    assert delivery.rows("address")[0]["line"] == "Flat 2, 1 Alder Road"
