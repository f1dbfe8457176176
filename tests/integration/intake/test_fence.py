"""Each source is read in a process of its own; what goes wrong there is a finding here."""

import os
import signal
import socket
import subprocess
import sys
import textwrap

import pytest

from wholeplace.place import load_place
from wholeplace.pooling.intake import check, deliveries, read_report, read_source, read_sources
from wholeplace.pooling.intake.fence import limits, parent, worker
from wholeplace.pooling.intake.formats import tables

HEADER = "ID,Forename,Surname,DOB,NHS,Date\n"
ANN = "1,Ann,Ash,01/02/1980,,03/04/2013\n"


@pytest.fixture
def loaded(place):
    place.write({"a.csv": HEADER + ANN})
    return load_place(place.root)


def test_sources_are_read_and_their_tables_kept(loaded, tmp_path):
    heard = []

    (report,) = read_sources(loaded, tmp_path / "made", progress=heard.append)

    assert (report.rows, report.loaded, report.quarantined) == (1, 1, 0)
    assert heard == [report]
    assert (tmp_path / "made" / "one" / "record.parquet").is_file()
    assert read_report(tmp_path / "made" / "one") == report


def test_check_keeps_nothing(loaded):
    before = sorted(loaded.root.rglob("*"))

    (report,) = check(loaded)

    assert report.permitted
    assert sorted(loaded.root.rglob("*")) == before


def test_nothing_to_read_is_no_error(loaded, tmp_path):
    assert read_sources(loaded, tmp_path / "made", []) == []


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda *_: os.kill(os.getpid(), signal.SIGKILL), "SIGKILL"),
        (lambda *_: os.kill(os.getpid(), signal.SIGXCPU), "seconds of computing"),
        (lambda *_: os._exit(3), "ended before it was done"),
    ],
)
def test_a_child_that_dies_gives_its_status(loaded, tmp_path, monkeypatch, how, said):
    monkeypatch.setattr(worker, "fence_in", lambda _: "full")
    monkeypatch.setattr(worker, "_read", how)

    status, _ = worker._in_a_child(loaded, tmp_path / "areas", "one", tmp_path / "made")
    report = parent._crashed(loaded.sources["one"], status, tmp_path / "made")

    assert said in report.findings[0].message
    assert report.failed
    assert read_report(tmp_path / "made") == report


@pytest.mark.parametrize(
    ("error", "rule"), [(MemoryError(), "memory-limit"), (KeyError("x"), "reader-failed")]
)
def test_a_reader_that_fails_leaves_a_finding_and_no_table(
    loaded, tmp_path, monkeypatch, error, rule
):
    out = tmp_path / "made"
    out.mkdir()
    (out / "record.parquet").write_bytes(b"half")

    def fails(*_, **__):
        raise error

    monkeypatch.setattr(worker.pq, "read_table", lambda *_, **__: None)
    monkeypatch.setattr(worker, "read_source", fails)

    assert worker._read(loaded, tmp_path / "areas", "one", out, "limited") == 0
    assert read_report(out).findings[0].rule == rule
    assert read_report(out).isolation == "limited"
    assert not (out / "record.parquet").exists()


def test_a_worker_that_dies_is_replaced(loaded, tmp_path, monkeypatch):
    started = []
    start = parent._start

    def first_one_dies(*args):
        process = start(*args)
        if not started:
            process.kill()
            process.wait()
        started.append(process)
        return process

    monkeypatch.setattr(parent, "_start", first_one_dies)

    with parent.fenced(loaded) as read:
        first = read(loaded.sources["one"], tmp_path / "a")
        again = read(loaded.sources["one"], tmp_path / "a")

    assert first.findings[0].rule == "reader-ended"
    assert (again.rows, again.findings) == (1, ())
    assert len(started) == 2


def run_fenced(body):
    code = "from wholeplace.pooling.intake.fence.limits import fence_in\n" + textwrap.dedent(body)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


ON_LINUX = sys.platform == "linux"  # elsewhere memory and network are as free as they were


def test_memory_is_limited():
    done = run_fenced(
        "fence_in(memory=50 << 20)\ntry:\n  b'x' * (200 << 20)\nexcept MemoryError: print('held')"
    )

    assert (done.stdout.strip() == "held") is ON_LINUX


def test_computing_time_is_limited():
    done = run_fenced("fence_in(seconds=1)\nwhile True: pass")

    assert done.returncode == -signal.SIGXCPU


def test_the_network_is_cut():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = run_fenced(f"""
            import socket
            fence_in()
            try:
                socket.create_connection(("127.0.0.1", {port}), 5)
            except PermissionError:
                print("cut")
        """)

    assert (done.stdout.strip() == "cut") is ON_LINUX


def test_a_report_says_how_far_its_reader_was_cut_off(loaded, tmp_path):
    (report,) = read_sources(loaded, tmp_path / "made")

    assert report.isolation == ("full" if ON_LINUX else "limited")
    assert read_report(tmp_path / "made" / "one").isolation == report.isolation


def test_where_the_network_cannot_be_cut_isolation_is_limited(monkeypatch):
    done = run_fenced("""
        from wholeplace.pooling.intake.fence import limits
        limits.cut_network = lambda: False
        print(limits.fence_in())
    """)

    assert done.stdout.strip() == "limited"


def test_a_ring_makes_no_socket_either():
    done = run_fenced("""
        import ctypes, os
        fence_in()
        libc = ctypes.CDLL(None, use_errno=True)
        print(libc.syscall(425, 1, None), os.strerror(ctypes.get_errno()))
    """)

    assert done.stdout.startswith("-1 ")
    assert ("not permitted" in done.stdout) is ON_LINUX


def test_a_large_delivery_may_take_more_memory_up_to_a_point():
    assert limits.allowance(0) == limits.MEMORY
    assert limits.allowance(50 << 20) == limits.MEMORY + limits.PER_BYTE * (50 << 20)
    assert limits.allowance(100 << 30) == limits.MOST


def test_a_file_beyond_all_bounds_is_refused_unread(loaded, tmp_path, monkeypatch):
    monkeypatch.setattr(deliveries, "LARGEST", 10)
    report = read_source(loaded, loaded.sources["one"], tmp_path / "made")

    (finding,) = report.findings
    assert (finding.rule, report.loaded) == ("too-large", 0)
    assert "send it in parts" in finding.message


def test_a_file_that_breaks_its_reader_leaves_the_others(place, tmp_path, monkeypatch):
    place.write({"a.csv": HEADER + ANN, "b.csv": HEADER + ANN.replace("1,", "2,", 1)})
    here = load_place(place.root)
    read = tables.read_csv

    def breaks_on_one(data, file, *rest):
        if file.endswith("a.csv"):
            raise ZeroDivisionError
        return read(data, file, *rest)

    monkeypatch.setattr(tables, "read_csv", breaks_on_one)
    report = read_source(here, here.sources["one"], tmp_path / "made")

    (finding,) = report.findings
    assert (finding.rule, finding.file) == ("reader-failed", "one/a.csv")
    assert "ZeroDivisionError" in finding.message
    assert report.loaded == 1
    assert not report.whole
