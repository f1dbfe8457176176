"""The page that leads a newcomer from an unknown file to linked people, done as it stands."""

import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "an-unknown-file.md").read_text("utf-8")
A_NEWCOMER_HAS = 600.0
"""Seconds in which it must be done, reading included; the machine may take half of them."""


def blocks() -> Iterator[tuple[str, str, str]]:
    """Each block of the page: the words before it, its sort, what stands in it."""
    for found in re.finditer(r"([^\n]*(?:\n[^\n`]*)*?)\n\n```(\w+)\n(.*?)```", _joined(), re.S):
        yield found[1], found[2], found[3]


def _joined() -> str:
    """The page with each paragraph on one line, blocks as they are."""
    parts = re.split(r"(```.*?```)", PAGE, flags=re.S)
    return "".join(p if p.startswith("```") else re.sub(r"(?<!\n)\n(?!\n)", " ", p) for p in parts)


def named(before: str, folder: Path) -> Path:
    """The file that the words before a block speak of last."""
    return folder / re.findall(r"`(myplace/[^`]+)`", before)[-1]


def run(line: str, folder: Path) -> str:
    """A command as it is shown, with what it prints going where it says."""
    command, _, into = line.partition(" > ")
    words = shlex.split(command.removeprefix(".venv/bin/wholeplace "))
    done = subprocess.run(
        [sys.executable, "-m", "wholeplace", *words], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    if into:
        (folder / into).write_text(done.stdout, "utf-8")
    return done.stdout


def change(path: Path, shown: str) -> None:
    """Lines that begin with - give way to those that begin with + and follow them."""
    text = path.read_text("utf-8")
    for old, new in re.findall(r"-(.+)\n\+(.+)\n", shown):
        assert text.count(f"\n{old}") == 1, old
        text = text.replace(f"\n{old}", f"\n{new}")
    path.write_text(text, "utf-8")


def is_said(shown: str, printed: str) -> bool:
    """Whether a line was printed, or one that begins like it where it ends in …"""
    begins = shown.removesuffix(" …")
    lines = printed.splitlines()
    return shown in lines if begins == shown else any(one.startswith(begins) for one in lines)


def test_the_page_does_what_it_shows(tmp_path: Path) -> None:
    began, printed, sorts = time.monotonic(), "", []
    for before, sort, shown in blocks():
        sorts.append(sort)
        match sort:
            case "sh":
                printed = run(shown.strip(), tmp_path)
            case "csv":
                named(before, tmp_path).write_text(shown, "utf-8")
            case "diff":
                change(named(before, tmp_path), shown)
            case "toml":
                with named(before, tmp_path).open("a", encoding="utf-8") as file:
                    file.write("\n" + shown)
            case "text":
                unsaid = [one for one in shown.splitlines() if not is_said(one, printed)]
                assert unsaid == []
    assert (sorts.count("sh"), sorts.count("text"), len(sorts)) == (5, 4, 12)
    assert time.monotonic() - began < A_NEWCOMER_HAS / 2
