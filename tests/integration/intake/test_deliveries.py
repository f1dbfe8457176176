"""Deliveries in order: full, delta, correction, withdrawn, late; and what silence means after."""

from datetime import date

import pytest

from wholeplace.place import PlaceError, load_place
from wholeplace.pooling.intake import kinds_told, read_report, read_source
from wholeplace.pooling.store.context import coverage

KEYED = """
[source.mapping]
dates = ["%d/%m/%Y"]
key = ["Ref"]
[source.mapping.person]
local_id = "ID"
given = "Name"
[[source.mapping.activity]]
kind = "arrest"
start = "Date"
"""
HEAD = "Ref,ID,Name,Date\n"
A1, A2, A3 = "a,1,Ann,01/05/2013\n", "b,2,Bob,02/05/2013\n", "c,3,Cy,03/05/2013\n"


def declared(**ways):
    """Deliveries by id: mode, and whatever else is to be said of them."""
    parts = []
    for id, said in ways.items():
        said = {"files": [f"one/{id}*.csv"], "received": "2014-01-01", **said}
        lines = [f"{key} = {_toml(value)}" for key, value in said.items() if value is not None]
        parts.append("[[source.delivery]]\n" + f'id = "{id}"\n' + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _toml(value):
    if isinstance(value, list):
        return "[" + ", ".join(f'"{v}"' for v in value) + "]"
    if isinstance(value, tuple):
        return f"{{ from = {value[0]}, to = {value[1]} }}"
    return value if value[:2] == "20" else f'"{value}"'


def arrests(delivery):
    return {
        (r["local_id"], r["start"].day, r["delivery"], r["file"], r["row"])
        for r in delivery.rows("activity")
    }


def states(delivery):
    return {one.id: one.state for one in delivery.report.deliveries}


def told(delivery):
    return [(str(s.start), str(s.end)) for s in delivery.report.told]


def test_without_deliveries_all_files_are_one(place):
    delivery = place.deliver({"a.csv": HEAD + A1, "b.csv": HEAD + A2}, KEYED)

    assert delivery.counts == (2, 2, 0)
    assert delivery.report.findings == ()
    (one,) = delivery.report.deliveries
    assert (one.id, one.state, one.files) == ("", "used", ("one/a.csv", "one/b.csv"))
    assert {r["delivery"] for r in delivery.rows("activity")} == {None}


def test_a_full_delivery_replaces_what_came_before(place):
    more = declared(q1={"received": "2013-07-01"}, q2={"received": "2013-10-01"})
    delivery = place.deliver({"q1.csv": HEAD + A1, "q2.csv": HEAD + A2}, KEYED, more=more)

    assert arrests(delivery) == {("2", 2, "q2", "one/q2.csv", 2)}
    assert states(delivery) == {"q1": "replaced", "q2": "used"}
    assert delivery.report.deliveries[0].by == "q2"
    assert delivery.finding("replaced").file == "one/q1.csv"


def test_the_day_received_decides_not_the_order_in_the_file(place):
    more = declared(new={"received": "2013-10-01"}, old={"received": "2013-07-01"})
    delivery = place.deliver({"new.csv": HEAD + A1, "old.csv": HEAD + A2}, KEYED, more=more)

    assert [one.id for one in delivery.report.deliveries] == ["old", "new"]
    assert {r[0] for r in arrests(delivery)} == {"1"}


def test_a_full_delivery_of_one_year_leaves_the_other_alone(place):
    year = ("2013-04-01", "2014-04-01")
    more = declared(
        y1={"covers": ("2012-04-01", "2013-04-01"), "received": "2013-05-01"},
        y2={"covers": year, "received": "2014-01-05"},
        again={"covers": year, "received": "2014-02-05"},
    )
    files = {"y1.csv": HEAD + A1, "y2.csv": HEAD + A2, "again.csv": HEAD + A3}
    delivery = place.deliver(files, KEYED, more=more)

    assert {r[0] for r in arrests(delivery)} == {"1", "3"}
    assert states(delivery) == {"y1": "used", "y2": "replaced", "again": "used"}
    assert told(delivery) == [("2012-04-01", "2014-04-01")]


def test_a_delta_adds_rows_and_replaces_those_with_its_keys(place):
    more = declared(base={"received": "2013-07-01"}, news={"mode": "delta"})
    changed = A2.replace("02/05", "09/05")
    delivery = place.deliver(
        {"base.csv": HEAD + A1 + A2, "news.csv": HEAD + changed + A3}, KEYED, more=more
    )

    assert arrests(delivery) == {
        ("1", 1, "base", "one/base.csv", 2),
        ("2", 9, "news", "one/news.csv", 2),
        ("3", 3, "news", "one/news.csv", 3),
    }
    report = delivery.report
    assert (report.rows, report.loaded, report.quarantined, report.replaced) == (4, 3, 0, 1)
    replaced = delivery.finding("replaced-row")
    assert (replaced.file, replaced.rows) == ("one/base.csv", [3])


def test_what_a_delta_says_of_a_person_is_the_later_word(place):
    more = declared(base={"received": "2013-07-01"}, news={"mode": "delta"})
    again = "d,1,Anne,01/05/2013\n"
    delivery = place.deliver({"base.csv": HEAD + A1, "news.csv": HEAD + again}, KEYED, more=more)

    (record,) = delivery.rows("record")
    assert (record["given"], record["aliases"], record["delivery"]) == ("Anne", None, "news")


def test_a_correction_replaces_the_rows_it_names_and_says_how_many(place):
    more = declared(base={"received": "2013-07-01"}, mended={"mode": "correction"})
    mended = A1.replace("01/05", "11/05") + A2.replace("02/05", "12/05")
    delivery = place.deliver(
        {"base.csv": HEAD + A1 + A2 + A3, "mended.csv": HEAD + mended}, KEYED, more=more
    )

    assert {(r[0], r[1]) for r in arrests(delivery)} == {("1", 11), ("2", 12), ("3", 3)}
    assert delivery.finding("corrects").count == 2
    assert "rows replaced: 2" in delivery.finding("corrects").message
    assert delivery.finding("replaced-row").rows == [2, 3]


def test_a_correction_of_nothing_is_added_and_told(place):
    more = declared(base={"received": "2013-07-01"}, mended={"mode": "correction"})
    delivery = place.deliver(
        {"base.csv": HEAD + A1, "mended.csv": HEAD + A2 + ",9,Di,04/05/2013\n"}, KEYED, more=more
    )

    assert {r[0] for r in arrests(delivery)} == {"1", "2"}
    assert delivery.finding("corrects-nothing").rows == [2]
    assert delivery.finding("no-row-key").rows == [3]
    assert delivery.counts == (3, 2, 1)


def test_a_correction_leaves_later_deliveries_alone(place):
    more = declared(
        mended={"mode": "correction", "received": "2013-08-01"},
        base={"received": "2013-07-01", "covers": ("2013-04-01", "2013-06-01")},
        later={"mode": "delta", "received": "2013-09-01"},
    )
    files = {
        "base.csv": HEAD + A1,
        "mended.csv": HEAD + A1.replace("01/05", "11/05"),
        "later.csv": HEAD + A1.replace("01/05", "21/05"),
    }
    delivery = place.deliver(files, KEYED, more=more)

    assert arrests(delivery) == {("1", 21, "later", "one/later.csv", 2)}
    assert delivery.report.replaced == 2


def test_a_correction_without_its_key_column_is_refused(place):
    more = declared(base={"received": "2013-07-01"}, mended={"mode": "correction"})
    no_key = "ID,Name,Date\n1,Ann,11/05/2013\n"
    delivery = place.deliver({"base.csv": HEAD + A1, "mended.csv": no_key}, KEYED, more=more)

    assert delivery.finding("no-row-key").severity == "error"
    assert {(r[0], r[1]) for r in arrests(delivery)} == {("1", 1)}
    assert told(delivery) == [], "what the correction would have changed is not known"


def test_a_correction_needs_a_key_in_the_mapping(place):
    more = declared(base={}, mended={"mode": "correction"})
    place.write({"base.csv": HEAD + A1}, KEYED.replace('key = ["Ref"]', ""), more=more)

    with pytest.raises(PlaceError, match=r"mapping\.key"):
        load_place(place.root)


def test_a_key_of_several_columns(place):
    mapping = KEYED.replace('["Ref"]', '["ID", "Date"]')
    more = declared(base={"received": "2013-07-01"}, mended={"mode": "correction"})
    files = {"base.csv": HEAD + A1 + "x,1,Ann,04/05/2013\n", "mended.csv": HEAD + A1}
    delivery = place.deliver(files, mapping, more=more)

    assert {(r[1], r[2]) for r in arrests(delivery)} == {(1, "mended"), (4, "base")}


def test_a_withdrawn_file_never_loads_and_silence_is_no_longer_no(place):
    more = declared(
        y1={"covers": ("2012-04-01", "2013-04-01"), "received": "2013-05-01"},
        y2={"covers": ("2013-04-01", "2014-04-01"), "received": "2014-01-05"},
        gone={"mode": "withdrawn", "files": ["one/y1.csv"], "received": "2014-02-01"},
    )
    delivery = place.deliver({"y1.csv": HEAD + A1, "y2.csv": HEAD + A2}, KEYED, more=more)

    assert {r[0] for r in arrests(delivery)} == {"2"}
    assert states(delivery) == {"y1": "withdrawn", "y2": "used", "gone": "withdrawal"}
    assert told(delivery) == [("2013-04-01", "2014-04-01")]
    assert [f.file for f in delivery.report.files] == ["one/y2.csv"]
    assert delivery.finding("withdrawn").file == "one/y1.csv"


def test_a_withdrawn_file_may_be_deleted(place):
    more = declared(
        y1={"covers": ("2012-04-01", "2013-04-01"), "files": ["one/y1.csv"]},
        y2={"covers": ("2013-04-01", "2014-04-01")},
        gone={"mode": "withdrawn", "files": ["one/y1.csv"], "received": "2014-02-01"},
    )
    delivery = place.deliver({"y2.csv": HEAD + A2}, KEYED, more=more)

    assert states(delivery)["y1"] == "withdrawn"
    assert not delivery.report.failed
    assert told(delivery) == [("2013-04-01", "2014-04-01")]


def test_a_file_sent_again_after_its_withdrawal_counts(place):
    more = declared(
        bad={"files": ["one/a.csv"], "received": "2013-05-01"},
        gone={"mode": "withdrawn", "files": ["one/a.csv"], "received": "2013-06-01"},
        good={"files": ["one/a.csv"], "received": "2013-07-01"},
    )
    delivery = place.deliver({"a.csv": HEAD + A1}, KEYED, more=more)

    assert {r[2] for r in arrests(delivery)} == {"good"}
    assert told(delivery) == [("0001-01-01", "2013-07-01")]


def test_what_a_withdrawn_delivery_stood_for_counts_again_and_says_so(place):
    more = declared(
        first={"received": "2013-05-01"},
        second={"received": "2013-06-01"},
        gone={"mode": "withdrawn", "files": ["one/second.csv"], "received": "2013-07-01"},
    )
    delivery = place.deliver({"first.csv": HEAD + A1, "second.csv": HEAD + A2}, KEYED, more=more)

    assert {r[2] for r in arrests(delivery)} == {"first"}
    assert "'second'" in delivery.finding("counts-again").message
    assert told(delivery) == []


def test_a_full_delivery_that_is_not_whole_replaces_nothing(place):
    more = declared(old={"received": "2013-07-01"}, new={"received": "2013-10-01"})
    files = {"old.csv": HEAD + A1, "new1.csv": HEAD + A2, "new2.csv": HEAD + 'c,3,"Cy,\n'}
    delivery = place.deliver(files, KEYED, more=more)

    assert {r[0] for r in arrests(delivery)} == {"1"}
    assert states(delivery) == {"old": "used", "new": "set aside"}
    assert delivery.counts == (3, 1, 2)
    assert told(delivery) == [("0001-01-01", "2013-07-01")], "no word of later days"
    assert delivery.finding("not-whole").severity == "error"


def test_a_full_delivery_without_rows_replaces_nothing(place):
    more = declared(old={"received": "2013-07-01"}, new={"received": "2013-10-01"})
    delivery = place.deliver({"old.csv": HEAD + A1, "new.csv": HEAD}, KEYED, more=more)

    assert {r[0] for r in arrests(delivery)} == {"1"}
    assert delivery.finding("not-whole")


def test_late_awaited_and_overdue(place):
    more = declared(
        came={"due": "2013-06-25", "received": "2013-07-01"},
        punctual={"due": "2013-07-25", "received": "2013-07-25"},
        owed={"due": "2014-03-01", "received": None},
        awaited={"due": "2014-04-30", "received": None},
    )
    delivery = place.deliver({"came.csv": HEAD + A1, "punctual.csv": HEAD + A2}, KEYED, more=more)

    assert "6 days after it was due" in delivery.finding("late").message
    assert delivery.finding("overdue").file == "one/owed*.csv"
    late = {one.id: one.days_late for one in delivery.report.deliveries}
    assert late == {"came": 6, "punctual": 0, "owed": 30, "awaited": 0}
    assert states(delivery)["awaited"] == "expected"
    assert not delivery.report.failed


def test_a_delivery_that_is_not_there_is_an_error(place):
    more = declared(here={"covers": ("2013-01-01", "2013-02-01")}, lost={"mode": "delta"})
    delivery = place.deliver({"here.csv": HEAD + A1}, KEYED, more=more)

    assert delivery.finding("no-file").severity == "error"
    assert told(delivery) == [], "what the delta changed is not known"


def test_a_file_that_two_deliveries_bring_is_refused(place):
    more = declared(a={"files": ["one/*.csv"]}, b={"files": ["one/x.csv"]})
    delivery = place.deliver({"x.csv": HEAD + A1}, KEYED, more=more)

    assert "'a' and 'b'" in delivery.finding("two-deliveries").message
    assert arrests(delivery) == set()


def test_files_that_no_delivery_names_came_first(place):
    more = declared(news={"mode": "delta"})
    files = {"base.csv": HEAD + A1, "news.csv": HEAD + A1.replace("01/05", "09/05")}
    delivery = place.deliver(files, KEYED, more=more)

    assert {(r[1], r[2]) for r in arrests(delivery)} == {(9, "news")}
    assert delivery.finding("undeclared").file == "one/base.csv"


def test_deltas_alone_make_no_silence(place):
    more = declared(news={"mode": "delta"})
    delivery = place.deliver({"news.csv": HEAD + A1}, KEYED, more=more)

    assert told(delivery) == []
    assert "covers" in delivery.finding("covers-nothing").message


def test_a_delta_twice_is_a_delta_once(place):
    files = {"base.csv": HEAD + A1, "news.csv": HEAD + A2 + A3}
    twice = {**files, "newsagain.csv": files["news.csv"]}
    base = {"received": "2013-07-01"}
    news = {"mode": "delta", "received": "2013-08-01", "files": ["one/news.csv"]}
    again = {**news, "received": "2013-09-01", "files": ["one/newsagain.csv"]}

    once = place.deliver(files, KEYED, more=declared(base=base, news=news))
    plain = {r[:2] for r in arrests(once)}
    more = declared(base=base, news=news, again=again)
    assert {r[:2] for r in arrests(place.deliver(twice, KEYED, more=more))} == plain


def test_the_report_carries_the_deliveries(place):
    more = declared(
        y1={"covers": ("2012-04-01", "2013-04-01"), "due": "2013-05-01"},
        gone={"mode": "withdrawn", "files": ["one/y0.csv"], "received": "2014-02-01"},
    )
    delivery = place.deliver({"y1.csv": HEAD + A1}, KEYED, more=more)

    assert read_report(delivery.out) == delivery.report
    first = delivery.report.to_json()["deliveries"][0]
    assert (first["id"], first["mode"], first["received"]) == ("y1", "full", "2014-01-01")
    assert first["covers"] == ["2012-04-01", "2013-04-01"]
    assert delivery.report.to_json()["files"][0]["delivery"] == "y1"


def test_coverage_follows_the_deliveries(place):
    more = declared(
        y1={"covers": ("2012-04-01", "2013-04-01")}, y2={"covers": ("2013-10-01", "2015-04-01")}
    )
    place.write({"y1.csv": HEAD + A1, "y2.csv": HEAD + A2}, KEYED, more=more)
    path = place.root / "sources" / "one.toml"
    path.write_text(path.read_text().replace("kinds = []", 'kinds = ["arrest"]'))
    loaded = load_place(place.root)
    report = read_source(loaded, loaded.sources["one"], place.root / "out")
    told = {"one": kinds_told(loaded.sources["one"], report)}
    rows = coverage(loaded, told, {"one": report.told}).to_pylist()

    assert [(r["start"], r["end"]) for r in rows] == [
        (date(2012, 4, 1), date(2013, 4, 1)),
        (date(2013, 10, 1), date(2014, 4, 1)),
    ]


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"received": None}, "'received'"),
        ({"covers": ("2013-01-01", "2013-01-01")}, "first day not covered"),
        ({"mode": "sometimes"}, "not allowed"),
        ({"mode": "withdrawn", "received": None, "due": "2014-01-01"}, "withdrawal"),
    ],
)
def test_a_delivery_that_makes_no_sense_is_refused(place, said, complaint):
    place.write({}, KEYED, more=declared(a=said))

    with pytest.raises(PlaceError, match=complaint):
        load_place(place.root)


def test_two_deliveries_may_not_share_an_id(place):
    place.write({}, KEYED, more=declared(a={}) + declared(a={}))

    with pytest.raises(PlaceError, match="two deliveries"):
        load_place(place.root)
