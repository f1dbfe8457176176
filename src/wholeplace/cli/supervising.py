"""Keep one web process and one worker: start both, end both, never one without the other."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from types import FrameType

import typer

from wholeplace.place import Place

from .errors import FAILED, Stop

TO_START = 60.0
TO_END = 15.0
LOOK_EVERY = 0.2

Processes = Mapping[str, subprocess.Popen[bytes]]


def supervise(place: Place, host: str, port: int, as_json: bool = False) -> None:
    """Serve until told to end. When one process dies the other is ended, and which is said."""
    surroundings = _surroundings(place, host, port)
    _prepare(surroundings)
    stop = _StopAsked()
    processes = {
        "web": _start(_web(host, port), surroundings),
        "worker": _start(_worker(), surroundings),
    }
    try:
        if _wait_for_port(host, port, processes, stop):
            _say(place, f"http://{_shown(host)}:{port}", as_json)
        died = _watch(processes, stop)
    finally:
        _end(processes)
    if died is not None:
        raise Stop(f"The {died} process ended, so the server was stopped. Start it again.", FAILED)
    typer.echo("Stopped.", err=as_json)


def _say(place: Place, address: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"place": place.about.id, "address": address}))
    else:
        typer.echo(f"Serving {place.about.name} on {address} (Ctrl-C ends)")


def port_is_free(host: str, port: int) -> bool:
    """Whether nothing listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


class _StopAsked:
    """True once the process was told to end."""

    def __init__(self) -> None:
        self._asked = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._asked = True

    def __bool__(self) -> bool:
        return self._asked


def _surroundings(place: Place, host: str, port: int) -> dict[str, str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    said = {"WHOLEPLACE_PLACE": str(place.root), "WHOLEPLACE_BIND": bind}
    return {**os.environ, **said, "DJANGO_SETTINGS_MODULE": "wholeplace.web.settings"}


def _prepare(surroundings: dict[str, str]) -> None:
    """Bring the web database up to date before anything reads it."""
    done = subprocess.run(
        [sys.executable, "-m", "wholeplace.web", "prepare"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Stop(f"The pages could not be prepared: {last[-1] if last else 'no reason given'}")
    typer.echo(done.stdout, nl=False, err=True)


def _web(host: str, port: int) -> list[str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    serving = ["--bind", bind, "--workers", "1", "--threads", "4", "--log-level", "warning"]
    # gunicorn would otherwise share one control socket between all places of a user.
    serving.append("--no-control-socket")
    return ["-m", "gunicorn", "wholeplace.web.wsgi:application", *serving]


def _worker() -> list[str]:
    return ["-m", "wholeplace.web", "db_worker", "--no-reload"]


def _start(command: list[str], surroundings: dict[str, str]) -> subprocess.Popen[bytes]:
    # A group of its own, so that Ctrl-C reaches only us and we end both in order.
    return subprocess.Popen([sys.executable, *command], env=surroundings, start_new_session=True)


def _wait_for_port(host: str, port: int, processes: Processes, stop: _StopAsked) -> bool:
    until = time.monotonic() + TO_START
    while time.monotonic() < until and not stop and not _dead(processes):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.settimeout(1)
            if probe.connect_ex((_shown(host).strip("[]"), port)) == 0:
                return True
        time.sleep(LOOK_EVERY)
    return False


def _watch(processes: Processes, stop: _StopAsked) -> str | None:
    while not stop:
        died = _dead(processes)
        if died:
            return died
        time.sleep(LOOK_EVERY)
    return None


def _dead(processes: Processes) -> str | None:
    return next((name for name, p in processes.items() if p.poll() is not None), None)


def _end(processes: Processes) -> None:
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + TO_END
    for process in processes.values():
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _shown(host: str) -> str:
    """An address one can open: 0.0.0.0 is reached through the loopback."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{shown}]" if ":" in shown else shown
