"""Two processes, started and ended together."""

import json
import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.loop.places import start, wholeplace
from wholeplace.place import Place


@pytest.fixture
def port() -> int:
    """A port nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(pooled: Place, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server that has said where it is."""
    process = start("serve", pooled.root, "--port", port, "--json")
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    assert said == {"place": "triborough", "address": f"http://127.0.0.1:{port}"}
    yield process
    process.terminate()
    process.communicate(timeout=30)


def children(process: subprocess.Popen[str]) -> dict[str, int]:
    """The processes a server started, by what they are."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            words = (entry / "cmdline").read_text()
        except (OSError, IndexError, ValueError):
            continue
        if parent == process.pid:
            found["worker" if "db_worker" in words else "web"] = int(entry.name)
    return found


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_server_answers_and_ends_both_processes_when_told(
    server: subprocess.Popen[str], port: int, pooled: Place
) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
        assert answer.status == 200
    both = children(server)
    busy = wholeplace("serve", pooled.root, "--port", port)

    server.send_signal(signal.SIGTERM)
    code = server.wait(timeout=30)

    assert set(both) == {"web", "worker"}
    assert code == 0
    assert all(gone(pid) for pid in both.values())
    assert busy.returncode == 1
    assert busy.stderr == (
        f"Port {port} on 127.0.0.1 is in use; end what listens there, or choose another:"
        f" --port {port + 1}\n"
    )


def test_when_one_process_dies_the_other_is_ended_and_which_is_said(
    server: subprocess.Popen[str],
) -> None:
    both = children(server)

    os.kill(both["worker"], signal.SIGKILL)
    _, complaints = server.communicate(timeout=30)

    assert server.returncode == 1
    assert "The worker process ended, so the server was stopped." in complaints
    assert gone(both["web"])
