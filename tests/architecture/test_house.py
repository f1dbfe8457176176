"""The shape of the house, held by tests: size of modules, who may do what, what may not appear."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "wholeplace"
MODULES = sorted(SOURCE.rglob("*.py"))
PURE = ["place", "trust", "cohorts", "finance", "pooling"]
TEXT = {".py", ".md", ".toml", ".html", ".css", ".js", ".json", ".lock", ""}
KINDS = {"unit", "spec", "integration", "journeys", "generative", "docs", "architecture"}
LONG_ON_PURPOSE: dict[str, str] = {}
"""Modules over 400 lines, each with its reason."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def our_text() -> Iterator[Path]:
    """Every text file that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for line in listed.stdout.splitlines():
        path = ROOT / line
        if path.is_file() and path.suffix in TEXT:
            yield path


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_fits_on_a_few_screens(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= 400 or name(path) in LONG_ON_PURPOSE, f"{lines} lines: split it, or say why not"


def test_every_room_says_what_it_is_for() -> None:
    for package in SOURCE.rglob("__init__.py"):
        if "migrations" in package.parts:
            continue
        assert ast.get_docstring(ast.parse(package.read_text())), f"{name(package)} says nothing"


def test_rules_never_ask_the_clock() -> None:
    asked = [
        f"{name(path)}:{line} {call}"
        for room in PURE
        for path in sorted((SOURCE / room).rglob("*.py"))
        for line, call in calls(path)
        if call in {"date.today", "datetime.now", "datetime.utcnow", "datetime.today"}
        and path.name != "audit.py"
    ]
    assert asked == [], "every rule takes as_at"


def test_only_the_store_connects_to_duckdb() -> None:
    connects = [
        f"{name(path)}:{line}"
        for path in MODULES
        for line, call in calls(path)
        if call in {"duckdb.connect", "ibis.duckdb.connect"} and "pooling/store" not in name(path)
    ]
    assert connects == []


def test_views_read_through_queries_and_write_through_actions() -> None:
    offenders = []
    for path in sorted((SOURCE / "web").rglob("*.py")):
        text = path.read_text()
        if "views" in path.name and ".objects" in text:
            offenders.append(f"{name(path)} touches Model.objects; ask queries.py")
        if path.name not in {"actions.py"} and not {"migrations", "management"} & set(path.parts):
            for line, call in calls(path):
                if re.search(r"objects\.(create|update|bulk_create|get_or_create)$", call):
                    offenders.append(f"{name(path)}:{line} writes; actions.py does that")
    assert offenders == []


def test_tests_live_under_a_kind() -> None:
    found = {p.name for p in (ROOT / "tests").iterdir() if p.is_dir() and p.name[0] not in "_."}
    assert found - KINDS <= {"support", "fixtures"}


def test_nothing_unfinished_is_left_in_the_source() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
    left = [name(p) for p in MODULES if marks.search(p.read_text())]
    assert left == []


def test_no_file_is_half_merged() -> None:
    marks = re.compile(r"^(<{7}|>{7}|[|]{7}) ", re.M)
    assert [name(p) for p in our_text() if marks.search(p.read_text())] == []


def test_no_path_of_a_machine_or_address_of_a_registry_is_committed() -> None:
    private = re.compile(
        r"/work/|/root/|file:///|--index-url|--find-links|registry\.npmjs|resolved\""
    )
    here = Path(__file__).name
    found = [name(p) for p in our_text() if p.name != here and private.search(p.read_text())]
    assert found == []


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text[text.index("\ndependencies = [") : text.index("[project.optional-dependencies]")]
    silent = [line for line in block.splitlines() if line.startswith('  "') and "#" not in line]
    assert silent == []


def test_runtime_lock_is_part_of_the_development_lock() -> None:
    pins = re.compile(r"^([a-z0-9][a-z0-9._-]*==[^ ;\\]+)", re.M)
    run, dev = (
        set(pins.findall((ROOT / f"{lock}.lock").read_text()))
        for lock in ("requirements", "requirements-dev")
    )
    assert run <= dev


def test_decisions_are_numbered_once_each_and_short() -> None:
    records = sorted(p for p in (ROOT / "docs" / "adr").glob("*.md"))
    numbers = [p.name[:4] for p in records]
    assert numbers == [f"{n:04d}" for n in range(1, len(records) + 1)]
    for record in records:
        assert len(record.read_text().splitlines()) <= 60, f"{record.name} is long for a decision"
