"""What a parsing process may use: memory, computing time, and no network."""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from pathlib import Path

MEMORY = 3 << 30
"""Bytes a file may take to read, beyond what the process starts with."""
SECONDS = 600
"""Computing time a source may take."""

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001


def fence_in(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Limit this process. What the platform cannot limit stays as it is."""
    cut_network()
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_CPU, seconds)
    if sys.platform == "linux":
        _lower(resource.RLIMIT_AS, _held() + memory)


def _lower(limit: int, to: int) -> None:
    import resource

    _, hard = resource.getrlimit(limit)
    ceiling = to if hard == resource.RLIM_INFINITY else min(to, hard)
    resource.setrlimit(limit, (ceiling, hard))


def _held() -> int:
    import resource

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def cut_network() -> bool:
    """Refuse this process every new socket (seccomp, Linux). False where that cannot be done."""
    known = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    program = _program(*known)
    code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in program))
    head = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(_SECCOMP, _FILTER, head, 0, 0) == 0)


def _program(architecture: int, socket: int) -> list[tuple[int, int, int, int]]:
    """Refuse ``socket`` and calls by another architecture's numbers; allow the rest."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    return [
        (load, 0, 0, 4),
        (equal, 0, 4, architecture),
        (load, 0, 0, 0),
        (equal, 2, 0, socket),
        (at_least, 1, 0, 0x40000000),
        (answer, 0, 0, _ALLOW),
        (answer, 0, 0, _REFUSE),
    ]
