"""Every verb explains itself, at once, with an example."""

import subprocess
import sys
import time

import pytest

from wholeplace.cli import main
from wholeplace.cli.app import VERBS

NAMES = [verb.__name__.rpartition(".")[2] for verb in VERBS]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_the_verbs_are_those_the_project_promises() -> None:
    promised = (
        "new schema check map agreements objections consents synth run monday overlap segments"
        " cohort publish appraise score link explain find review groups model report serve export"
        " reidentify seal forget hold backup"
    )

    assert promised.split() == NAMES


@pytest.mark.parametrize("verb", NAMES)
def test_help_has_an_example_a_newcomer_can_copy(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = said(capsys, verb, "--help")

    assert code == 0
    assert f"wholeplace {verb} " in text.partition("Example")[2]


def test_help_lists_every_verb_with_a_few_whole_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "--help")

    assert code == 0
    assert all(f"  {name} " in text for name in NAMES)
    assert "..." not in text.partition("Commands:")[2]


def test_help_comes_at_once_because_nothing_heavy_is_imported() -> None:
    heavy = "{'duckdb', 'ibis', 'pyarrow', 'pandas', 'numpy', 'django', 'altair', 'rich.console'}"
    asked = f"import sys; import wholeplace.cli.app; print(sorted({heavy} & set(sys.modules)))"
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
    assert time.monotonic() - began < 5


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--version") == (0, "wholeplace 0.1.0\n")
