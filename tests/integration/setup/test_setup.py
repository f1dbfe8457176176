"""Setting up says in one plain line what is missing, and what to do."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
COMMON = ("sh", "dirname", "basename", "touch", "cat")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A copy of the project's set-up on a machine whose PATH holds almost nothing."""
    (tmp_path / "bin").mkdir()
    for tool in COMMON:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or tool)
    shutil.copytree(ROOT / "scripts", tmp_path / "project" / "scripts")
    for name in ("pyproject.toml", "requirements.lock", "package-lock.json"):
        shutil.copy(ROOT / name, tmp_path / "project" / name)
    return tmp_path


def stub(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def set_up(fresh: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["scripts/setup", "run"],
        cwd=fresh / "project",
        env={"PATH": str(fresh / "bin")},
        capture_output=True,
        text=True,
    )


def test_without_python_it_says_which_one_to_install(fresh: Path) -> None:
    done = set_up(fresh)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer was not found" in done.stderr


def test_without_the_venv_module_it_names_the_package(fresh: Path) -> None:
    stub(fresh / "bin/python3.11", 'case "$2" in *venv*) exit 1;; esac')
    done = set_up(fresh)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "apt-get install python3.11-venv" in done.stderr


def test_without_node_it_says_so_and_goes_on(fresh: Path) -> None:
    stub(fresh / "project/.venv/bin/python", 'case "$*" in *assets*) echo Node again;; esac')
    done = set_up(fresh)
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if "Node" in line]
    assert "install Node 20" in line and "own plain style" in line


def test_packages_that_cannot_be_had_are_one_line_after_pips_own(fresh: Path) -> None:
    stub(fresh / "project/.venv/bin/python", 'case "$3" in install) exit 1;; esac')
    done = set_up(fresh)
    assert done.returncode == 1
    assert "could not be installed" in done.stderr
