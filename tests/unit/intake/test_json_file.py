"""JSON is read record by record, within bounds, and nothing in it is guessed."""

import json

import pytest

from wholeplace.pooling.intake.files import json_file
from wholeplace.pooling.intake.files.json_file import JsonRecords, column_of, opens_as_json
from wholeplace.pooling.intake.files.sheet import Unreadable
from wholeplace.pooling.intake.findings import Findings

INSIDE = ("content", "cases")


def read(data: bytes | str):
    """The records with their places, the reader, and findings by rule."""
    findings = Findings()
    given = data.encode() if isinstance(data, str) else data
    records = JsonRecords(given, "x.json", findings, INSIDE)
    return list(records), records, {found.rule: found for found in findings}


def refused(data: bytes | str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value


@pytest.mark.parametrize(
    "data",
    [
        '[{"a":"1"},{"a":"2"}]',
        '\ufeff [ {"a":"1"} ,\n {"a":"2"} ] ',
        '{"a":"1"}\n{"a":"2"}\n',
        '{"a":"1"},\n{"a":"2"}',
        '{"content":[{"a":"1"},{"a":"2"}]}',
        '{"page":{"size":2,"of":["x]"]},"content":[{"a":"1"},{"a":"2"}],"last":true}',
    ],
)
def test_a_list_a_list_inside_and_objects_in_turn_are_the_same(data):
    found, records, rules = read(data)

    assert found == [(1, {"a": "1"}), (2, {"a": "2"})]
    assert len(records) == 2
    assert records.quarantined == 0
    assert rules == {}


def test_a_key_that_is_not_looked_for_is_not_opened():
    found, _, _ = read('{"others":[{"a":"1"}]}')

    assert found == [(1, {"others": [{"a": "1"}]})]


def test_numbers_come_out_as_they_were_written():
    digits = "12345678901234567890" * 300
    found, _, _ = read(f'[{{"long":{digits},"exact":0.10,"small":1e-9,"yes":true,"no":null}}]')

    assert found[0][1] == {
        "long": digits,
        "exact": "0.10",
        "small": "1e-9",
        "yes": True,
        "no": None,
    }


def test_brackets_and_quotes_inside_text_do_not_count():
    texts = ['x,]"{', "\\", '\\"', "[[[[", "}"]
    found, records, _ = read(json.dumps([{"a": text} for text in texts]))

    assert [record["a"] for _, record in found] == texts
    assert len(records) == len(texts)


def test_text_longer_than_a_block_is_followed(monkeypatch):
    monkeypatch.setattr("wholeplace.pooling.intake.files.json_scan._BLOCK", 7)
    texts = ['\\"' * n for n in range(12)]
    found, _, _ = read(json.dumps([{"a": text, "b": [{"c": text}]} for text in texts]))

    assert [record["a"] for _, record in found] == texts


@pytest.mark.parametrize("text", ["Zoë", "李", "\ud83d\ude00"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_text_in_any_usual_encoding(text, encoding):
    data = json.dumps([{"a": text}], ensure_ascii=False).encode("utf-16", "surrogatepass")
    found, _, _ = read(data.decode("utf-16").encode(encoding))

    assert found[0][1]["a"] == text.encode("utf-16", "surrogatepass").decode("utf-16")


def test_an_old_windows_encoding_is_told():
    found, _, rules = read('[{"a":"Zoë"}]'.encode("cp1252"))

    assert found[0][1]["a"] == "Zoë"
    assert [found.severity for found in rules.values()] == ["note"]


def test_half_a_letter_becomes_a_mark():
    found, _, _ = read('[{"a":"\\ud800x"}]')

    assert column_of([found[0][1]["a"]]).to_pylist() == ["?x"]


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        ('{"a":1,"a":2}', "json-duplicate-key"),
        ('{"b":{"a":1,"a":2}}', "json-duplicate-key"),
        ('{"a":NaN}', "json-number"),
        ('{"a":[-Infinity]}', "json-number"),
        ('"text"', "not-a-record"),
        ("[1]", "not-a-record"),
        ("null", "not-a-record"),
        ('{"a":"x\\u0000"}', "nul-byte"),
    ],
)
def test_a_record_that_is_not_clear_is_set_aside_by_its_place(record, rule):
    found, records, rules = read(f'[{{"a":"1"}},{record},{{"a":"3"}}]')

    assert [number for number, _ in found] == [1, 3]
    assert (len(records), records.quarantined) == (3, 1)
    assert rules[rule].rows == [2]
    assert rules[rule].severity == "error"


def test_a_key_told_twice_alike_is_clear():
    found, records, rules = read('[{"a":"1","a":"1"}]')

    assert found == [(1, {"a": "1"})]
    assert (records.quarantined, rules) == (0, {})


@pytest.mark.parametrize("data", ["[]", " [ ] ", '{"content":[]}'])
def test_a_file_without_records_is_told(data):
    found, _, rules = read(data)

    assert found == []
    assert rules["header-only"].severity == "warning"


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ('[{"a":1},{"a"', 2),
        ('[{"a":1},{"a":1}', 2),
        ('[{"a":1},{"a":1,}]', 2),
        ('[{"a":1},]', 2),
        ('[{"a":1}] x', 1),
        ('[{"a":1}]]', 1),
        ('{"a":1} junk {"a":2}', 2),
        ('[{"a":"open}]', 1),
        ("[{'a':1}]", 1),
    ],
)
def test_broken_json_is_refused_whole_with_its_count(data, rows):
    error = refused(data)

    assert error.rule == "json-broken"
    assert error.rows == rows
    assert "the whole file is refused" in str(error)


def test_broken_json_says_on_which_line():
    assert "line 3" in str(refused('[{"a":1},\n{"a":2},\n{"a" 3}]'))


@pytest.mark.parametrize("data", ['"text"', "12", "true", "a,b\n1,2"])
def test_a_root_that_holds_no_records_is_refused(data):
    assert refused(data).rule == "json-root"


@pytest.mark.parametrize("nest", ["[", '{"a":'])
def test_a_bomb_of_brackets_is_refused_before_it_is_parsed(nest):
    close = "]" if nest == "[" else "}"
    error = refused(f"[{nest * 100_000}{'1'}{close * 100_000}]")

    assert error.rule == "json-depth"
    assert str(json_file.DEEPEST) in str(error)


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(json_file, "LARGEST", 10)

    assert refused('[{"a":"12345"}]').rule == "too-large"


@pytest.mark.parametrize("beside", ['"totalElements":5', '"total":5', '"last":false'])
def test_one_page_of_an_answer_is_not_all_of_it(beside):
    found, _, rules = read(f'{{{beside},"content":[{{"a":"1"}},{{"a":"2"}}]}}')

    assert len(found) == 2
    assert rules["one-page"].severity == "error"
    assert "every page" in rules["one-page"].message


def test_a_whole_answer_is_no_page():
    _, _, rules = read('{"content":[{"a":"1"}],"totalElements":1,"last":true}')

    assert rules == {}


@pytest.mark.parametrize(
    ("data", "opens"),
    [
        (b'[{"a":1},{"b"', True),
        (b' {"a"', True),
        (b"[]", True),
        (b"{one},{two}\n1,2\n", False),
        (b"[id],name\n1,A\n", False),
        (b"a,b\n1,2\n", False),
        (b"<a/>", False),
    ],
)
def test_json_is_known_though_it_breaks_off(data, opens):
    assert opens_as_json(data) is opens
