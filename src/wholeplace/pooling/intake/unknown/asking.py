"""Ask a fenced process of its own for a proposal: the file is as untrusted as any other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from ..fence.parent import fate

_MODULE = "wholeplace.pooling.intake.unknown.worker"


class NoProposal(Exception):
    """Nothing can be proposed for a file; the message says why and what to do."""


def proposal_for(path: Path, partner: str) -> dict[str, Any]:
    """The proposal as ``map --json`` prints it. Raises NoProposal for a file it cannot make out."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", _MODULE],
        input=json.dumps({"path": str(path), "partner": partner}),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )
    if done.returncode:
        raise NoProposal(f"{path}: reading it {fate(done.returncode)}. Check the file")
    said: dict[str, Any] = json.loads(done.stdout)
    if "refused" in said:
        raise NoProposal(f"{path}: {said['refused']}")
    return said
