"""Who may use what on the example place, and why not the rest."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from support.loop.places import TRIBOROUGH
from wholeplace.cli import main
from wholeplace.place import load_place
from wholeplace.trust import agreement_text


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["agreements", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], place: Path) -> Any:
    return json.loads(said(capsys, place, "--json"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The example place, to be changed."""
    shutil.copytree(TRIBOROUGH, tmp_path / "place")
    return tmp_path / "place"


def change(place: Path, agreement: str, old: str, new: str) -> None:
    path = place / "agreements" / f"{agreement}.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def refused(report: Any, source: str) -> dict[str, Any]:
    return {r["purpose"]: r for r in report["refused"] if r["source"] == source}


def test_it_names_the_signature_that_is_missing_and_the_wait(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = as_json(capsys, TRIBOROUGH)
    contacts = refused(report, "mental-health-contacts")

    assert report["not_read"] == ["mental-health-contacts"]
    assert {*contacts} == {"matching", "planning", "individual-help"}
    assert contacts["planning"]["awaited"] == [
        {
            "agreement": "mental-health",
            "party": "mental-health-trust",
            "asked": "2014-01-13",
            "days": 77,
        }
    ]


def test_it_names_the_purpose_whose_agreement_ended(capsys: pytest.CaptureFixture[str]) -> None:
    evaluation = refused(as_json(capsys, TRIBOROUGH), "ae-attendances")["evaluation"]

    assert evaluation["awaited"] == []
    assert evaluation["reasons"] == ["agreement 'urgent-care-evaluation-pct' ended on 2013-04-01"]


def test_uses_are_what_agreements_in_force_open(capsys: pytest.CaptureFixture[str]) -> None:
    uses = as_json(capsys, TRIBOROUGH)["uses"]
    courts = {(u["purpose"], *u["fields"]) for u in uses if u["partner"] == "courts"}

    assert courts == {
        ("matching", "record", "identifier", "address"),
        ("planning", "care_proceedings.dates", "care_proceedings.case"),
        ("evaluation", "care_proceedings.dates", "care_proceedings.case"),
    }
    assert not [u for u in uses if u["source"] == "mental-health-contacts"]


def test_every_state_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    states = {a["id"]: a["state"] for a in as_json(capsys, TRIBOROUGH)["agreements"]}

    assert {*states} == {*load_place(TRIBOROUGH).agreements}
    assert states["mental-health"] == "unsigned"
    assert states["urgent-care-evaluation-pct"] == "ended"
    assert states["troubled-families"] == "in force"


def test_in_words_it_is_a_table_and_a_reason_for_each_refusal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    words = said(capsys, TRIBOROUGH)

    assert words.startswith("Tri-borough on 31 March 2014\n")
    assert re.search(r"^dwp +evaluation +benefit_claim", words, re.M)
    assert re.search(r"^mental-health +unsigned", words, re.M)
    assert "awaits the signature of 'mental-health-trust', asked 77 days ago" in words


def test_a_bar_refuses_what_all_have_signed_and_the_cohort_that_needs_it(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    change(copy, "troubled-families", "SI 2012/1483; ", "")

    report = as_json(capsys, copy)
    barred = refused(report, "dwp-benefits")["individual-help"]
    families = [q for q in report["questions"] if q["refused"]]

    assert [b["id"] for b in barred["bars"]] == ["social-security-information"]
    assert barred["awaited"] == []
    assert [q["question"] for q in families] == [f"troubled-families-phase{n}" for n in (1, 2)]
    assert all("SI 2012/1483" in q["closed"][0]["reasons"][0] for q in families)
    assert "may not be asked" in said(capsys, copy)


def test_a_cohort_that_lacks_one_of_its_sources_is_answered_without_it(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    whole = 'source = "cld-kensington"\nfields = ["adult_care", "adult_care_request"]'
    less = 'source = "cld-kensington"\nfields = ["adult_care_request"]'
    change(copy, "health-and-care-planning", whole, less)

    lacking = {q["question"]: q for q in as_json(capsys, copy)["questions"]}

    assert {*lacking} == {
        "adult-social-care",
        "concentration-health-and-care",
        "need-segments",
    }
    assert not any(q["refused"] for q in lacking.values())
    assert [c["source"] for c in lacking["adult-social-care"]["closed"]] == ["cld-kensington"]


def test_attributes_that_a_bar_closes_are_told_apart_from_those_it_leaves_open(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    dates = '"care_proceedings.dates", "care_proceedings.case"'
    change(copy, "care-proceedings-durations", dates, '"*"')

    report = as_json(capsys, copy)
    [planning] = [
        u for u in report["uses"] if (u["source"], u["purpose"]) == ("care-proceedings", "planning")
    ]

    assert {"care_proceedings.dates", "care_proceedings.case"} < {*planning["fields"]}
    closed = refused(report, "care-proceedings")["planning"]["fields"]
    assert closed == ["care_proceedings.order", "care_proceedings.sought"]


def test_a_source_no_agreement_names_is_said_to_be_so(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    (copy / "agreements" / "drug-treatment-counts.toml").unlink()

    report = as_json(capsys, copy)

    assert report["not_read"] == ["drug-treatment", "mental-health-contacts"]
    assert refused(report, "drug-treatment")[None]["reasons"] == [
        "no agreement covers source 'drug-treatment'"
    ]


def test_the_text_ends_with_the_hash_of_the_terms(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    words = said(capsys, copy, "--text", "mental-health")
    given = words.split()[-1]

    assert re.fullmatch(r"[0-9a-f]{64}", given)
    assert "A mental-health trust: awaited since 13 January 2014" in words
    assert "Metropolitan" not in words

    change(copy, "mental-health", "2014-01-13", "2014-01-14")
    assert said(capsys, copy, "--text", "mental-health").split()[-1] == given
    change(copy, "mental-health", "Six years", "Seven years")
    assert said(capsys, copy, "--text", "mental-health").split()[-1] != given


def test_every_agreement_can_be_read() -> None:
    place = load_place(TRIBOROUGH)
    texts = [agreement_text(a, place, place.as_at) for a in place.agreements.values()]

    assert not [t for t in texts if re.search(r"[a-z]_[a-z]", t)], "field words in plain English"


def test_an_agreement_that_is_not_there_is_answered_with_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["agreements", str(TRIBOROUGH), "--text", "no-such"]) == 2
    assert "there is: care-proceedings-durations" in capsys.readouterr().err


def test_one_use_is_answered_with_whose_signature_and_how_long(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = (TRIBOROUGH, "--why", "mental-health-contacts", "--purpose", "individual-help")
    words = said(capsys, *asked)
    assert "Not open: 1 of 7 signatures is missing." in words
    assert "A mental-health trust was asked to sign" in words and "77 days ago" in words
    assert "Mind: that a service knows a person" in words

    report = json.loads(said(capsys, *asked, "--json"))
    assert (report["permit"], report["why"]["missing"]) == (False, "1 of 7 signatures is missing")


def test_an_open_use_is_answered_with_its_conditions(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, TRIBOROUGH, "--why", "ae-attendances", "--purpose", "needs-assessment")
    assert "Open." in words
    assert "Agreement 'health-and-care-planning' grants it." in words
    assert "No rows of people on the list 'Objection to wider use" in words


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--why", "ae-attendances"], "--why needs --purpose"),
        (["--why", "ae-attendances", "--purpose", "profit"], "'profit' is no purpose; use one of"),
        (["--why", "nothing", "--purpose", "planning"], "'nothing' is not defined here"),
        (
            ["--why", "ae-attendances:offence", "--purpose", "planning"],
            "'ae-attendances' holds no 'offence'; it holds: record",
        ),
        (
            ["--why", "ae-attendances", "--purpose", "planning", "--partner", "army"],
            "'army' is not defined here",
        ),
    ],
)
def test_what_cannot_be_asked_is_answered_with_what_can(
    more: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["agreements", str(TRIBOROUGH), *more]) == 2
    assert expected in capsys.readouterr().err


def test_the_register_of_uses_has_a_line_for_every_agreement(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = said(capsys, TRIBOROUGH, "--register")
    report = json.loads(said(capsys, TRIBOROUGH, "--register", "--json"))
    place = load_place(TRIBOROUGH)

    assert [use["agreement"] for use in report["uses"]] == [*place.agreements]
    families = next(use for use in report["uses"] if use["agreement"] == "troubled-families")
    assert families["classes"] == ["criminal-offence", "social-security"]
    assert families["joint"] and families["published"]
    assert "Finding and helping troubled families (troubled-families, in force)" in words
    assert "Granted, and used by no question here: arrest (individual-help)" in words


def test_every_cell_of_the_matrix_agrees_with_what_may_be_used(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = as_json(capsys, TRIBOROUGH)
    opened = {(use["source"], use["purpose"]) for use in report["uses"]}
    shown = {
        (row["source"], cell["purpose"]): cell["standing"]
        for row in report["matrix"]["rows"]
        for cell in row["cells"]
    }

    assert {at for at, standing in shown.items() if "open" in standing} == opened
    assert shown["mental-health-contacts", "planning"] == "unsigned"
    assert shown["ae-attendances", "evaluation"] == "ended"
    assert shown["school-roll", "safeguarding"] == "none"


def test_a_bar_in_the_matrix_stands_above_signatures(
    capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    change(copy, "troubled-families", "SI 2012/1483; Welfare", "Welfare")

    report = as_json(capsys, copy)
    [row] = [row for row in report["matrix"]["rows"] if row["source"] == "dwp-benefits"]
    cells = {cell["purpose"]: cell["standing"] for cell in row["cells"]}
    assert (cells["individual-help"], cells["planning"]) == ("barred", "open")
