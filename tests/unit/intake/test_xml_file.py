"""XML is gone through record by record, and two counts of the records must agree."""

import pytest

from wholeplace.pooling.intake.files import xml_file
from wholeplace.pooling.intake.files.sheet import Unreadable
from wholeplace.pooling.intake.files.xml_file import XmlRecords, local
from wholeplace.pooling.intake.findings import Findings


def read(data: bytes | str):
    """The leaves of each record, the reader, and findings by rule."""
    findings = Findings()
    given = data.encode() if isinstance(data, str) else data
    records = XmlRecords(given, "R", "x.xml", findings)
    found = [{local(leaf.tag): (leaf.text or "").strip() for leaf in one} for one in records]
    return found, records, {one.rule: one for one in findings}


def refused(data: bytes | str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value


@pytest.mark.parametrize(
    "data",
    [
        "<N><R><A>1</A></R><R><A>2</A></R></N>",
        "<N>stray<R><A>1</A>stray</R>words<R><A>2</A></R></N>",
        '<x:N xmlns:x="u"><x:R><x:A>1</x:A></x:R><x:R><x:A>2</x:A></x:R></x:N>',
        '<N xmlns="u"><R id="1"><A>1</A></R>\n<R\n><A>2</A></R></N>',
        "<?xml version='1.0' encoding='utf-8'?><N><!-- <R> --><R><A>1</A></R><R><A>2</A></R></N>",
        "<N><H><RR>no</RR></H><R><A>1</A></R><R><A>2</A></R><T>end</T></N>",
    ],
)
def test_records_whatever_stands_around_them(data):
    found, records, rules = read(data)

    assert found == [{"A": "1"}, {"A": "2"}]
    assert len(records) == 2
    assert rules == {}


def test_records_are_parsed_some_at_a_time(monkeypatch):
    monkeypatch.setattr(xml_file, "AT_ONCE", 3)
    found, _, _ = read(f"<N>{''.join(f'<R><A>{n}</A></R>' for n in range(10))}</N>")

    assert [record["A"] for record in found] == [str(n) for n in range(10)]


def test_the_header_is_asked_by_name():
    _, records, _ = read("<N><H><Period>2014-01-31</Period><Empty/></H><R/></N>")

    assert records.header("Period") == "2014-01-31"
    assert records.header("Empty") == ""
    assert records.header("Other") == ""


@pytest.mark.parametrize("data", ["<N></N>", "<N/>", "<N><H/></N>"])
def test_a_file_may_have_no_records(data):
    assert read(data)[0] == []


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1252", "cp1252"), ("iso-8859-1", "latin-1"), ("utf-16", "utf-16"), ("", "utf-8")],
)
def test_text_is_read_as_it_is_declared(declared, encoding):
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    found, _, _ = read(f"{head}<N><R><A>Zoë</A></R></N>".encode(encoding))

    assert found == [{"A": "Zoë"}]


def test_text_that_is_not_what_it_is_declared_is_told():
    found, _, rules = read(
        "<?xml version='1.0' encoding='utf-8'?><N><R><A>Zoë</A></R></N>".encode("cp1252")
    )

    assert found == [{"A": "Zoë"}]
    assert [one.severity for one in rules.values()] == ["note"]


def test_a_lone_ampersand_is_mended_and_told():
    found, _, rules = read("<N><R><A>A & B</A></R><R><A>C &amp; &#68;&x</A></R></N>")

    assert found == [{"A": "A & B"}, {"A": "C & D&x"}]
    assert rules["xml-ampersand"].severity == "warning"


def test_markup_inside_cdata_is_text():
    found, _, _ = read("<N><R><A><![CDATA[<R> & ]]></A></R></N>")

    assert found == [{"A": "<R> &"}]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE N [<!ENTITY x SYSTEM "/etc/passwd">]>',
        '<!DOCTYPE N SYSTEM "n.dtd">',
        '<!DOCTYPE N [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_a_dtd_is_refused(head):
    assert refused(f"{head}<N><R><A>1</A></R></N>").rule == "xml-dtd"


def test_a_document_type_without_a_dtd_is_passed_over():
    found, _, rules = read("<?xml version='1.0'?>\n<!DOCTYPE N>\n<N><R><A>1</A></R></N>")

    assert found == [{"A": "1"}]
    assert rules["xml-doctype"].severity == "note"


@pytest.mark.parametrize(
    "data",
    [
        "<N><R><A>1</A></R><R><A>1</A>",
        "<N><R><A>1</A></R>\n<R><A>1</B></R></N>",
        "<N><R><A>1</A></R></M>",
        "<N><R><A>&nbsp;</A></R></N>",
        "<N><R><A>1</A></R></N><N/>",
    ],
)
def test_broken_xml_is_refused_whole(data):
    error = refused(data)

    assert error.rule == "xml-broken"
    assert "the whole file is refused" in str(error)
    assert error.rows == data.count("<R>")


def test_broken_xml_says_on_which_line():
    assert "line 3" in str(refused("<N><R><A>1</A></R>\n<R>\n<A>1</B></R></N>"))


def test_a_record_inside_a_record_is_not_clear():
    assert refused("<N><R><A>1</A><R><A>2</A></R></R></N>").rule in ("record-count", "xml-broken")
