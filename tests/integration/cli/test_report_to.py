"""A report for one partner leaves out what agreements do not let it have."""

import json
from pathlib import Path

import pytest

from wholeplace.cli import main


def report(place: Path, to: str, out: Path, capsys: pytest.CaptureFixture[str]) -> tuple[set, str]:
    arguments = ["report", str(place), "--out", str(out), "--to", to, "--json"]
    assert main(arguments) == 0
    return set(json.loads(capsys.readouterr().out)["left_out"]), out.read_text()


def test_each_partner_gets_what_it_is_a_party_to(
    pooled_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attendees, families = "People who attended accident and emergency", "Troubled families, phase 1"
    out = tmp_path / "out.html"

    left, page = report(pooled_copy, "met-police", out, capsys)
    assert {"ae-attendees", "ae-known-to-social-care"} <= left
    assert attendees not in page and families in page

    left, page = report(pooled_copy, "acute-trust", out, capsys)
    assert {"troubled-families-phase1", "troubled-families", "short-sentence-offenders"} <= left
    assert "ae-attendees" not in left
    assert families not in page

    left, page = report(pooled_copy, "westminster", out, capsys)
    assert left == set() and families in page


def test_a_partner_that_is_not_there_is_answered_with_those_that_are(
    pooled_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.html"
    assert main(["report", str(pooled_copy), "--out", str(out), "--to", "army"]) == 2
    assert "there is: acute-trust" in capsys.readouterr().err
    assert not out.exists()
