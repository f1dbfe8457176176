"""XML in which one record holds others: rows out of it, none lost, and nothing expanded."""

import pytest

from wholeplace.pooling.intake.files.sheet import Unreadable
from wholeplace.pooling.intake.files.xml_records import Shape, read_records
from wholeplace.pooling.intake.files.xml_tree import counted, first_text, names_at_start
from wholeplace.pooling.intake.findings import Findings

SHAPE = Shape("Child", "Id", {"Child": "children", "Visit": "visits", "Seen": "seen"})
ONE = "<Child><Who><Id>1</Id></Who><Visit><Day>a</Day></Visit></Child>"


def rows(inside, shape=SHAPE):
    return read_records(f"<All>{inside}</All>".encode(), shape)


def test_each_sort_of_element_gives_rows_that_name_their_record():
    found = rows(
        ONE + "<Child><Id>2</Id><Visit><Day>b</Day></Visit><Visit><Day>c</Day></Visit></Child>"
    )

    assert found.rows["children"] == [{"Id": "1"}, {"Id": "2"}]
    assert found.rows["visits"] == [
        {"Day": "a", "Id": "1"},
        {"Day": "b", "Id": "2"},
        {"Day": "c", "Id": "2"},
    ]
    assert found.numbers["visits"] == [1, 2, 2]


def test_an_id_may_stand_after_what_it_names():
    assert rows("<Child><Visit><Day>a</Day></Visit><Id>9</Id></Child>").rows["visits"] == [
        {"Day": "a", "Id": "9"}
    ]


def test_leaves_inside_other_rows_belong_to_those():
    found = rows("<Child><Id>1</Id><Visit><Day>a</Day></Visit><Day>home</Day></Child>")

    assert found.rows["children"] == [{"Id": "1", "Day": "home"}]


def test_a_leaf_that_stands_several_times_gives_all_its_values():
    found = rows("<Child><Id>1</Id><Needs><Need>A</Need><Need>B</Need></Needs></Child>")

    assert found.rows["children"] == [{"Id": "1", "Need": "A B"}]


def test_a_leaf_may_be_a_row_with_the_leaves_beside_it():
    found = rows("<Child><Id>1</Id><Visit><By>W</By><Seen>x</Seen><Seen>y</Seen></Visit></Child>")

    assert found.rows["seen"] == [
        {"By": "W", "Seen": "x", "Id": "1"},
        {"By": "W", "Seen": "y", "Id": "1"},
    ]


def test_a_blank_leaf_is_no_row():
    assert rows("<Child><Id>1</Id><Visit><Seen/></Visit></Child>").rows["seen"] == []


def test_words_between_elements_are_told_and_passed_over():
    found, findings = rows(f"{ONE}<Child>oops<Id>2</Id>\n<Who>x<A>1</A></Who></Child>"), Findings()
    found.tell("a.xml", {"Id", "Day", "A"}, findings)

    assert [(f.rule, f.rows) for f in findings] == [("stray-text", [2])]


def test_elements_nobody_knows_are_told():
    findings = Findings()
    rows(f"{ONE}<Child><Id>2</Id><New><Odd>1</Odd></New></Child>").tell(
        "a", {"Id", "Day"}, findings
    )

    assert [(f.rule, f.column, f.rows) for f in findings] == [("unknown-element", "Odd", [2])]


def test_loose_leaves_of_a_record_that_is_no_row_itself_are_told():
    findings = Findings()
    shape = Shape("Child", "Id", {"Visit": "visits"})
    rows(f"{ONE}<Child><Id>2</Id><Odd>1</Odd></Child>", shape).tell("a", {"Id", "Day"}, findings)

    assert [(f.column, f.rows) for f in findings] == [("Odd", [2])]


def test_a_row_that_stands_outside_every_record_refuses_the_file():
    with pytest.raises(Unreadable, match="2 elements 'Visit' were counted but 1 read") as no:
        rows(ONE + "<Visit><Day>lost</Day></Visit>")

    assert no.value.rows == 3


def test_a_namespace_and_a_prefix_change_nothing():
    xml = ONE.replace("<", "<x:").replace("<x:/", "</x:")

    assert read_records(f'<a xmlns:x="urn:x">{xml}</a>'.encode(), SHAPE).rows["children"]


def test_wanted_columns_are_found_by_any_of_their_names():
    sheet = rows(ONE).sheet("visits", "a.xml", {"When": ("When", "Day"), "Not": ("Not",)})

    assert sheet.table.to_pylist() == [{"When": "a", "Not": ""}]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "iso-8859-1"])
def test_other_encodings_are_read(codec):
    xml = f'<?xml version="1.0" encoding="{codec}"?><All>{ONE.replace(">a<", ">é<")}</All>'

    assert read_records(xml.encode(codec), SHAPE).rows["visits"][0]["Day"] == "é"


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE All SYSTEM "http://127.0.0.1/x">',
        '<!DOCTYPE All [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        "<!DOCTYPE All>",
    ],
)
def test_a_dtd_is_refused(head):
    with pytest.raises(Unreadable) as no:
        counted(f"{head}<All>{ONE}</All>".encode(), {"Child"})

    assert no.value.rule == "xml-dtd"


@pytest.mark.parametrize("xml", ["", "<a>", "<a></b>", "<a>&nope;</a>", "<a>\x00</a>"])
def test_broken_xml_is_refused(xml):
    with pytest.raises(Unreadable) as no:
        counted(xml.encode(), {"a"})

    assert no.value.rule == "xml-broken"


def test_names_are_seen_at_the_start_without_expanding_anything():
    xml = b'<!DOCTYPE A [<!ENTITY a "<B/>">]><A><C>&a;</C>' + b"<D/>" * 9

    assert names_at_start(xml) == {"A", "C", "D"}


def test_a_text_is_found_before_the_records_or_not_at_all():
    xml = b"<All><Head><Day>2014</Day></Head><Child><Late>x</Late></Child></All>"

    assert first_text(xml, "Day", before="Child") == "2014"
    assert first_text(xml, "Late", before="Child") is None
