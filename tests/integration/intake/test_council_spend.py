"""Council spend: misspelt names, rows of titles above them, refunds, struck-out payees, totals."""

import io
from datetime import date

import openpyxl
import pytest

from wholeplace.pooling.intake.formats import sniffed

HEAD = (
    "Body Name,Benificiary Name,Payment Date,Service Divison Label,Purpose of Spend,"
    "Net Amount (£)\n"
)
ACME = 'Anytown,Acme Ltd,01/02/2014,Adults,Care,"1,234.50"\n'


def spend(place, text, **more):
    content = text if isinstance(text, bytes) else text.encode()
    return place.deliver({"a.csv": content}, format="council-spend", zone="aggregate", **more)


def paid(delivery):
    return [(r["payee"], r["paid"], r["pence"]) for r in delivery.rows("spend")]


def test_the_format_is_known_by_its_columns():
    assert sniffed((HEAD + ACME).encode())[0][1].name == "council-spend"


def test_misspelt_names_are_read_and_shown(place):
    delivery = spend(place, HEAD + ACME)

    (row,) = delivery.rows("spend")
    assert (row["payee"], row["paid"], row["pence"]) == ("Acme Ltd", date(2014, 2, 1), 123450)
    assert (row["service"], row["purpose"], row["row"]) == ("Adults", "Care", 2)
    note = delivery.finding("columns-read-as")
    assert note.severity == "note"
    assert "'Benificiary Name' as payee" in note.message
    assert "'Service Divison Label' as service" in note.message
    assert "'Net Amount (£)' as amount" in note.message


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Suuplier Name (T)", "payee"),
        ("Benefciary Name", "payee"),
        ("BENEFICIARY_NAME", "payee"),
        ("Supplier ID", None),
    ],
)
def test_names_nearly_right_are_read_and_others_are_not(place, name, field):
    delivery = spend(place, (HEAD + ACME).replace("Benificiary Name", name))

    if field is None:
        assert "names a payee" in delivery.finding("no-header").message
    else:
        assert f"'{name}' as {field}" in delivery.finding("columns-read-as").message


def test_net_goes_before_gross_and_vat_is_no_amount(place):
    head = "Supplier,Date,Gross Amount,VAT,Net Amount\n"
    delivery = spend(place, head + "Acme,2014-02-01,120,20,100\n")

    assert paid(delivery) == [("Acme", date(2014, 2, 1), 10000)]


@pytest.mark.parametrize("lines", [1, 2, 4])
def test_rows_of_titles_stand_above_the_names(place, lines):
    above = "".join(f"Payments over £500,part {n},,,,\n" for n in range(lines))
    delivery = spend(place, above + "\n" + HEAD + ACME)

    assert paid(delivery) == [("Acme Ltd", date(2014, 2, 1), 123450)]
    assert f"row {lines + 2}" in delivery.finding("header-row").message
    assert delivery.counts == (1, 1, 0)


@pytest.mark.parametrize("codec", ["cp1252", "utf-8-sig", "utf-16"])
def test_encodings(place, codec):
    delivery = spend(place, (HEAD + ACME.replace("Acme", "Café")).encode(codec))

    assert paid(delivery)[0][0] == "Café Ltd"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_separators(place, delimiter):
    delivery = spend(place, (HEAD + ACME.replace('"1,234.50"', "9.00")).replace(",", delimiter))

    assert paid(delivery) == [("Acme Ltd", date(2014, 2, 1), 900)]


@pytest.mark.parametrize(
    ("given", "pence"),
    [("-20.50", -2050), ("(20.50)", -2050), ("20.50-", -2050), ("£1,000", 100000), ("- £5", -500)],
)
def test_amounts_and_refunds(place, given, pence):
    delivery = spend(place, HEAD + f'Anytown,Acme,01/02/2014,Adults,Care,"{given}"\n')

    assert paid(delivery) == [("Acme", date(2014, 2, 1), pence)]
    assert ("refund" in delivery.rules) is (pence < 0)


def test_struck_out_payees_are_kept_and_counted(place):
    words = ["REDACTED PERSONAL DATA", "Redacted", "Name withheld", "Acme"]
    rows = "".join(f"Anytown,{w},01/02/2014,Adults,Care,600\n" for w in words)
    delivery = spend(place, HEAD + rows)

    assert len(delivery.rows("spend")) == 4
    assert delivery.finding("redacted-payee").rows == [2, 3, 4]


@pytest.mark.parametrize(
    ("given", "meant", "rule"),
    [
        ("2014-02-01", date(2014, 2, 1), None),
        ("01-Feb-14", date(2014, 2, 1), None),
        ("1 February 2014", date(2014, 2, 1), None),
        ("41671", date(2014, 2, 1), None),
        ("Feb-14", date(2014, 2, 1), "month-only"),
        ("July 2010-September 2010", None, "period-date"),
        ("01/07/2010 to 30/09/2010", None, "period-date"),
        ("Q2 2010", None, "period-date"),
        ("2014", None, "unreadable-date"),
        ("31/02/2014", None, "unreadable-date"),
    ],
)
def test_dates_and_what_stands_for_them(place, given, meant, rule):
    delivery = spend(place, HEAD + ACME.replace("01/02/2014", given))

    assert [r["paid"] for r in delivery.rows("spend")] == [meant]
    said = delivery.rules & {"month-only", "period-date", "unreadable-date"}
    assert said == ({rule} if rule else set())


def test_totals_at_the_foot_are_no_payments(place):
    foot = ',,,,,1234.50\nAnytown,Grand Total,,,,"1,234.50"\n'
    delivery = spend(place, HEAD + ACME + foot + "Anytown,Total Gas Ltd,,Adults,Gas,700\n")

    assert [p for p, _, _ in paid(delivery)] == ["Acme Ltd", "Total Gas Ltd"]
    assert delivery.finding("total-row").rows == [3, 4]
    assert delivery.counts == (4, 2, 2)


def test_a_payment_to_nobody_is_kept(place):
    delivery = spend(place, HEAD + ACME.replace("Acme Ltd", ""))

    assert delivery.finding("no-payee").rows == [2]
    assert delivery.counts == (1, 1, 0)


@pytest.mark.parametrize(("least", "said"), [(500.01, "£500"), (250, "£250"), (3, None)])
def test_what_is_left_out_below_a_threshold_is_said(place, least, said):
    rows = [ACME.replace('"1,234.50"', str(least + n)) for n in range(20)]
    delivery = spend(place, HEAD + "".join(rows) + ACME.replace('"1,234.50"', "-3"))

    if said:
        assert said in delivery.finding("threshold").message
    else:
        assert "threshold" not in delivery.rules


def test_a_few_payments_say_nothing_of_a_threshold(place):
    assert "threshold" not in spend(place, HEAD + ACME).rules


def test_a_workbook_with_a_cover_sheet(place):
    book = openpyxl.Workbook()
    book.active.append(["Anytown Council", "spend"])
    sheet = book.create_sheet("Feb 2014")
    sheet.append(["Title"])
    for line in ("Supplier,Date,Amount", "Acme,,600.5"):
        sheet.append(line.split(","))
    sheet["B3"] = date(2014, 2, 1)
    sheet["C3"] = 600.5
    held = io.BytesIO()
    book.save(held)
    delivery = place.deliver({"a.xlsx": held.getvalue()}, format="council-spend", zone="aggregate")

    assert paid(delivery) == [("Acme", date(2014, 2, 1), 60050)]


def test_months_under_different_names_are_one_table(place):
    other = "Vendor,Posting Date,Value\nBeta,2014-03-01,700\n"
    delivery = place.deliver(
        {"a.csv": HEAD + ACME, "b.csv": other}, format="council-spend", zone="aggregate"
    )

    assert sorted(p for p, _, _ in paid(delivery)) == ["Acme Ltd", "Beta"]
    assert [f.column for f in delivery.report.findings if f.rule == "missing-column"] == []


def test_capital_and_category_are_kept(place):
    head = "Supplier,Date,Amount,Capital/Revenue,ProClass Description\n"
    (row,) = spend(place, head + "Acme,2014-02-01,600,Revenue,Adult care\n").rows("spend")

    assert (row["capital"], row["category"]) == ("Revenue", "Adult care")


def test_a_file_without_payee_or_amount_is_turned_away(place):
    delivery = spend(place, "A,B\n1,2\n")

    assert "names a payee and an amount" in delivery.finding("no-header").message
    assert delivery.report.loaded == 0
