"""Files that are only ever added to, whatever happens while they are."""

import multiprocessing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wholeplace.pooling.decisions.binding import Lifted, NothingStands, holds
from wholeplace.pooling.decisions.disposals import Disposals
from wholeplace.pooling.decisions.lines import DecisionsError, append, file_of, read
from wholeplace.pooling.decisions.subjects import IDENTIFIER, RECORD, Subject
from wholeplace.pooling.decisions.suppressed import Suppressed, readmit, suppress
from wholeplace.pooling.decisions.sweeping import sweep
from wholeplace.trust.forgetting import Act, Hold
from wholeplace.trust.keys import Key

AT = datetime(2014, 3, 31, 9, 30, tzinfo=UTC)
SAID: dict[str, Any] = {"by": "an office", "reason": "a reason"}


def test_lines_come_back_in_order_and_only_the_owner_can_read_them(tmp_path: Path) -> None:
    numbers = [append(tmp_path, "some", {"n": n, "name": "Zoë"}) for n in range(3)]

    assert numbers == [1, 2, 3]
    assert [entry["n"] for entry in read(tmp_path, "some")] == [0, 1, 2]
    assert file_of(tmp_path, "some").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_line_cut_short_by_a_kill_counts_for_nothing_and_harms_nothing(
    tmp_path: Path, cut: int
) -> None:
    append(tmp_path, "some", {"n": 0})
    path = file_of(tmp_path, "some")
    whole = path.read_bytes()
    append(tmp_path, "some", {"n": 1})
    path.write_bytes(path.read_bytes()[:-cut])

    assert [entry["n"] for entry in read(tmp_path, "some")] == [0]
    append(tmp_path, "some", {"n": 2})
    assert [entry["n"] for entry in read(tmp_path, "some")] == [0, 2]
    assert path.read_bytes().startswith(whole)


def test_a_line_that_is_no_decision_is_named_and_stops_everything(tmp_path: Path) -> None:
    append(tmp_path, "some", {"n": 0})
    path = file_of(tmp_path, "some")
    path.write_bytes(path.read_bytes() + b"{ no\n")

    with pytest.raises(DecisionsError, match="line 2 is not decision 2"):
        read(tmp_path, "some")


def test_what_cannot_be_written_is_said_and_not_half_done(tmp_path: Path) -> None:
    file_of(tmp_path, "some").mkdir(parents=True)

    with pytest.raises(DecisionsError, match="so nothing was decided"):
        append(tmp_path, "some", {"n": 0})


def _append_many(register: Path, many: int) -> None:
    for number in range(many):
        append(register, "some", {"n": number})


def test_processes_that_write_at_once_lose_no_line(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_append_many, args=(tmp_path, 40)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert sorted(entry["n"] for entry in read(tmp_path, "some")) == sorted([*range(40)] * 3)


def test_a_hold_binds_until_it_is_lifted_and_never_under_the_same_id(tmp_path: Path) -> None:
    register = holds(tmp_path)
    for _ in range(2):
        days = {"start": date(2014, 1, 1), "review": date(2015, 1, 1)}
        register.add(Hold(id=register.next_id(), covers=("everything",), **days, **SAID), AT)

    register.lift(Lifted("H1", **SAID), AT)

    assert [hold.id for hold in register.standing()] == ["H2"]
    assert register.next_id() == "H3"
    with pytest.raises(NothingStands, match="H1: no such one stands; those that do: H2"):
        register.lift(Lifted("H1", **SAID), AT)


def test_what_is_kept_out_and_let_in_again(tmp_path: Path) -> None:
    suppress(tmp_path, ["record:police:A", "identifier:nhs:B"], ["dwp"])
    suppress(tmp_path, ["record:police:A", "record:gp:C"])

    found = Suppressed.of(tmp_path)
    assert found.sources == {"dwp"}
    assert found.about("police") == ["identifier:nhs:B", "record:police:A"]
    assert found.about("gp") == ["identifier:nhs:B", "record:gp:C"]

    readmit(tmp_path, "dwp")
    assert Suppressed.of(tmp_path).sources == frozenset()


def test_disposals_say_what_began_and_what_ended(tmp_path: Path) -> None:
    log = Disposals(tmp_path)
    act = Act(why="erasure", subjects=("record:a:B",), law="a law", **SAID)

    first, second = log.begin(act, AT), log.begin(act, AT)
    log.end(first, [{"what": "snapshot", "count": 1, "sha256": ["00"]}], [], AT)

    assert [one.number for one in log.unfinished()] == [second]
    assert log.every()[0].gone == ({"what": "snapshot", "count": 1, "sha256": ["00"]},)
    assert log.verify().whole


@pytest.mark.parametrize("edit", ["change", "cut out", "put in", "swap"])
def test_any_line_touched_is_found_and_named(tmp_path: Path, edit: str) -> None:
    log = Disposals(tmp_path)
    for _ in range(4):
        log.begin(Act(why="key", key="a--b--1", law="a law", **SAID), AT)
    path = file_of(tmp_path, "disposals")
    rows = path.read_bytes().splitlines(keepends=True)
    touched = {
        "change": [rows[0], rows[1].replace(b"a law", b"a lie"), *rows[2:]],
        "cut out": [rows[0], *rows[2:]],
        "put in": [rows[0], rows[0], *rows[1:]],
        "swap": [rows[0], rows[2], rows[1], rows[3]],
    }[edit]
    path.write_bytes(b"".join(touched))

    assert log.verify().broken_at == 2


KEY = Key("register", b"k" * 32)
HER = [Subject(RECORD, "police", "P1"), Subject(IDENTIFIER, "nhs", "9990000018")]
OTHERS: list[dict[str, Any]] = [
    {"what": "same", "records": [["police", "P2"], ["gp", "7"]], "why": "seen"},
    {"what": "given", "who": {"scheme": "nhs", "source": None, "value": "9990000026"}},
]


@pytest.mark.parametrize(
    "said",
    [
        {"what": "same", "records": [["gp", "7"], ["police", "P1"]], "why": "seen"},
        {"what": "given", "who": {"scheme": "nhs", "source": None, "value": "999 000 0018"}},
        {"what": "given", "who": {"scheme": None, "source": "police", "value": "P1"}},
    ],
)
def test_a_line_about_somebody_who_was_erased_gives_way_under_its_number(
    tmp_path: Path, said: dict[str, Any]
) -> None:
    for line in (OTHERS[0], said, OTHERS[1]):
        append(tmp_path, "some", line)
    hidden = [subject.hidden(KEY) for subject in HER]

    counted = sweep(tmp_path, hidden, KEY, None)
    before = read(tmp_path, "some")
    gone = sweep(tmp_path, hidden, KEY, 7)

    assert counted == gone == 1 and len(before) == 3
    assert [entry["number"] for entry in read(tmp_path, "some")] == [1, 3]
    text = file_of(tmp_path, "some").read_text()
    assert '{"forgotten": 7, "number": 2}' in text
    assert "P1" not in text and "9990000018" not in text
    assert sweep(tmp_path, hidden, KEY, 8) == 0


def test_a_row_of_a_list_about_somebody_who_was_erased_goes(tmp_path: Path) -> None:
    path = tmp_path / "decisions" / "lists" / "abc.parquet"
    path.parent.mkdir(parents=True)
    rows = [{"scheme": "nhs", "value": v} for v in ("9990000018", "9990000026")]
    pq.write_table(pa.Table.from_pylist(rows), path)

    assert sweep(tmp_path, [subject.hidden(KEY) for subject in HER], KEY, 7) == 1
    assert pq.read_table(path)["value"].to_pylist() == ["9990000026"]
