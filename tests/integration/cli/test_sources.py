"""What verbs say of sources that cannot be read, that come late, or that nobody expects."""

import json
from pathlib import Path

import pytest

from wholeplace.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_source_that_cannot_be_read_is_named_and_the_rest_is_pooled(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = next((town / "extracts" / "police").glob("offences*.csv"))
    broken.write_bytes(b"%PDF-1.7 an extract, printed")

    for _ in range(2):  # the second time there is nothing to do, and it is still so
        code, _, err = run(capsys, "run", town)
        assert code == 3
        assert err.splitlines()[-1] == (
            "Not read, so the figures are without it: Recorded offences;"
            " 'wholeplace check' says why"
        )

    _, out, _ = run(capsys, "run", town, "--json")
    assert json.loads(out)["unread"] == ["offences"]
    assert json.loads(out)["summary"]["counts"]["people"] > 0


def test_monday_says_what_came_late_and_what_has_no_due_day(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = town / "sources" / "exclusions.toml"
    delivery = (
        '[[delivery]]\nid = "year"\nfiles = ["council/exclusions*.csv"]\nreceived = 2014-01-20\n'
    )
    rhythm = 'rhythm = { first = 2014-01-15, every = "3 months" }\nlayout'
    source.write_text(source.read_text().replace("layout", rhythm, 1) + delivery)
    run(capsys, "run", town)

    _, out, _ = run(capsys, "monday", town)
    told = {
        one["id"]: one for one in json.loads(run(capsys, "monday", town, "--json")[1])["sources"]
    }

    assert "School exclusions: came 5 days late; next due 15 April 2014" in out
    assert "1 source has no due day" in out
    assert told["exclusions"]["timeliness"]["late"] == 1
    assert told["offences"]["timeliness"]["judged"] is False
