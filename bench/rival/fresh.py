"""Run one side in a process of its own, so that its memory and its warm-up are its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

BENCH = Path(__file__).parents[1]


def fresh(side: str, **wishes: Any) -> dict[str, Any]:
    """What the side says: seconds by step, peak memory, and where it left the people it found."""
    command = [sys.executable, "-m", f"rival.{side}", json.dumps(wishes)]
    done = subprocess.run(command, cwd=BENCH, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{side} {wishes}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.splitlines()[-1])


def wishes() -> dict[str, Any]:
    """What the calling process wishes."""
    return json.loads(sys.argv[1])


def tell(**said: Any) -> None:
    """Answer the calling process."""
    print(json.dumps(said))


def people(path: str) -> np.ndarray:
    """The person of each record that a side left behind."""
    return np.load(path)
