"""What the documentation shows is so: commands run, links lead somewhere, pages are fresh."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from wholeplace.place import load_place
from wholeplace.synthetic import make_place

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if "node_modules" not in p.parts
)
README = (ROOT / "README.md").read_text()
SHOWN = re.findall(r"^wp (.+?)(?:\s+#.*)?$", README, re.M)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    make_place(folder / "demo" / "triborough", 300, 1, ROOT / "examples" / "triborough")
    wholeplace("run demo/triborough", folder)
    return folder


def wholeplace(words: str, folder: Path) -> str:
    command = [sys.executable, "-m", "wholeplace", *shlex.split(words)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_readme_shows_commands() -> None:
    assert len(SHOWN) >= 6


@pytest.mark.parametrize("words", SHOWN)
def test_commands_of_the_readme_run(words: str, demo: Path) -> None:
    wholeplace(words, demo)


def test_every_command_is_on_the_page_of_commands() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "wholeplace", "--help"], capture_output=True, text=True, check=True
    ).stdout
    verbs = re.findall(r"^  (\w+)  ", shown[shown.index("Commands:") :], re.M)
    page = (ROOT / "docs" / "commands.md").read_text()
    assert len(verbs) >= 11
    assert [v for v in verbs if f"## {v}\n" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_within_the_documentation_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text())
    missing = [to for to in links if "://" not in to and not (page.parent / to).exists()]
    assert missing == []


def test_the_mapping_shown_to_newcomers_loads(tmp_path: Path) -> None:
    wholeplace("new myplace", tmp_path)
    page = (ROOT / "docs" / "bring-your-own-place.md").read_text()
    mapping, deliveries = re.findall(r"```toml\n(.+?)```", page, re.S)
    (tmp_path / "myplace" / "sources" / "exclusions.toml").write_text(mapping + deliveries)
    loaded = load_place(tmp_path / "myplace").sources["exclusions"]
    assert loaded.mapping is not None
    assert [one.mode for one in loaded.deliveries] == ["full", "correction"]


def test_the_proposal_shown_to_newcomers_is_what_map_prints(tmp_path: Path) -> None:
    wholeplace("new myplace", tmp_path)
    page = (ROOT / "docs" / "bring-your-own-place.md").read_text()
    (words,) = re.findall(r"^\.venv/bin/wholeplace (map .+)$", page, re.M)
    shown = re.search(r"these are some of the lines\):\n\n```text\n(.+?)```", page, re.S)
    assert shown
    assert {*shown[1].splitlines()} <= {*wholeplace(words, tmp_path).splitlines()}


def test_the_refusals_shown_to_newcomers_are_what_check_says(tmp_path: Path) -> None:
    wholeplace("new myplace", tmp_path)
    agreement = tmp_path / "myplace" / "agreements" / "sharing.toml"
    text = re.sub(r"(?m)^dpia = .*\n", "", agreement.read_text())
    agreement.write_text(re.sub(r'\[\[agreement.basis\]\]\narticle = "10"\n.*\n.*\n', "", text))
    page = (ROOT / "docs" / "bring-your-own-place.md").read_text()
    shown = re.search(r"asked for, with its place:\n\n```text\n(.+?)```", page, re.S)
    assert shown

    command = [sys.executable, "-m", "wholeplace", "check", "myplace"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stderr
    told = {" ".join(line.split()) for line in re.split(r"\n(?=agreements/)", shown[1])}
    assert told <= {*said.splitlines()}


def test_the_words_of_the_glossary_are_in_order_and_once() -> None:
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", (ROOT / "GLOSSARY.md").read_text(), re.M)
    assert len(words) == len(set(words)) > 30


@pytest.mark.slow
def test_the_page_on_splink_does_what_it_says(demo: Path) -> None:
    page = (ROOT / "docs" / "splink.md").read_text()
    written, linked, used = re.findall(r"^\.venv/bin/wholeplace (.+)$", page, re.M)
    score, train = re.findall(r"```python\n(.+?)```", page, re.S)
    (demo / "new.csv").write_text("given,family,born\nAnn,Lee,1990-01-02\nAnn,Lee,1990-01-02\n")

    wholeplace(written, demo)
    scored = subprocess.run(
        [sys.executable, "-c", score + train], cwd=demo, capture_output=True, text=True
    )

    assert scored.returncode == 0, scored.stderr
    assert int(re.findall(r"^(\d+) pairs$", scored.stdout, re.M)[0]) > 50
    assert "2 records" in wholeplace(linked, demo)
    assert "The next run" in wholeplace(used, demo)
