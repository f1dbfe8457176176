"""A small invented place, and ``wholeplace`` run on it as users run it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from wholeplace.loop import results
from wholeplace.place import Place, load_place
from wholeplace.pooling.store import open_snapshot
from wholeplace.synthetic import make_place

TRIBOROUGH = Path(__file__).parents[3] / "examples" / "triborough"


def invent(folder: Path, people: int = 300, seed: int = 5) -> Place:
    """A place that fits in a few seconds."""
    make_place(folder, people, seed, TRIBOROUGH)
    return load_place(folder)


def command(*arguments: object) -> list[str]:
    """``wholeplace`` as a process."""
    return [sys.executable, "-m", "wholeplace", *map(str, arguments)]


def wholeplace(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False)


def start(*arguments: object, group: bool = False) -> subprocess.Popen[str]:
    """Start it, to be watched or killed, in a process group of its own if asked."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command(*arguments), text=True, start_new_session=group, **pipes)


def deliver_again(place: Place, more: str) -> None:
    """Change an extract, so that a run has work to do."""
    path = place.extracts / "police" / "offences.csv"
    path.write_bytes(path.read_bytes() + more.encode("cp1252"))


def serves(place: Place) -> dict[str, Any]:
    """Read everything that is being served; returns the summary."""
    with open_snapshot(place) as snapshot:
        for name in snapshot.tables(identity=True):
            assert snapshot.table(name).num_rows == snapshot.manifest["tables"][name]["rows"]
        said: dict[str, Any] = json.loads((results(place) / "summary.json").read_text("utf-8"))
        assert said["snapshot"] == snapshot.id
    return said
