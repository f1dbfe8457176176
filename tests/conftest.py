"""What all tests share: nothing is skipped silently, and nothing leaves this machine."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]

# Playwright keeps an event loop running in the process that other tests then share; Django would
# take that for a view that blocks it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# No test is timed: a busy machine makes cases slowly, and that is not wrong.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture
def triborough() -> Path:
    """The example place's definitions, without extracts."""
    return ROOT / "examples" / "triborough"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: tests are selected by marker, never skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("WHOLEPLACE_NO_SKIPS"):
        reporter.write_line(f"{len(skipped)} tests were skipped; nothing may be skipped here")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections go to this machine or nowhere."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
