"""What a parsing process may use: memory, computing time, and no network."""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from pathlib import Path
from typing import Literal

MEMORY, PER_BYTE, MOST = 768 << 20, 10, 3 << 30
"""Bytes that reading may take beyond what the process starts with: a ground, so many for each byte
delivered, and never more than the last. A small file that unfolds is stopped below 1 GiB in all."""
SECONDS = 600
"""Computing time a source may take."""

Isolation = Literal["full", "limited", "none"]
"""``full``: a process of its own, with limits on memory and time and no network. ``limited``: the
platform cannot do one of these. ``none``: read in the process that asked."""

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_RING = 425  # io_uring_setup, by which a socket could be had without the call above
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001


def allowance(delivered: int) -> int:
    """Bytes of memory that reading files of so many bytes may take."""
    return min(MEMORY + PER_BYTE * delivered, MOST)


def fence_in(memory: int = MEMORY, seconds: int = SECONDS) -> Isolation:
    """Limit this process, and say how far. What the platform cannot limit stays as it is."""
    alone = cut_network()
    if sys.platform == "win32":
        return "limited"
    import resource

    _lower(resource.RLIMIT_CPU, seconds)
    if sys.platform != "linux":
        return "limited"
    # Written memory is what counts; address space alone is only reserved, and much of it.
    _lower(resource.RLIMIT_DATA, _held(5) + memory)
    _lower(resource.RLIMIT_AS, _held(0) + MOST)
    return "full" if alone else "limited"


def likely() -> Isolation:
    """How far a reading process can be cut off here, for one that did not live to say."""
    can = sys.platform == "linux" and platform.machine() in _SOCKET
    return "full" if can else "limited"


def _lower(limit: int, to: int) -> None:
    import resource

    _, hard = resource.getrlimit(limit)
    ceiling = to if hard == resource.RLIM_INFINITY else min(to, hard)
    resource.setrlimit(limit, (ceiling, hard))


def _held(which: int) -> int:
    """Bytes of address space (0) or of written memory (5) that the process holds."""
    import resource

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[which])
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
    """Refuse new sockets and calls by another architecture's numbers; allow the rest."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    return [
        (load, 0, 0, 4),
        (equal, 0, 5, architecture),
        (load, 0, 0, 0),
        (equal, 3, 0, socket),
        (equal, 2, 0, _RING),
        (at_least, 1, 0, 0x40000000),
        (answer, 0, 0, _ALLOW),
        (answer, 0, 0, _REFUSE),
    ]
