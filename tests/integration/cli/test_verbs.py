"""The shapes that others rely on, and what a reader sees."""

import csv
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from wholeplace.cli import main
from wholeplace.place import Place, load_place
from wholeplace.trust.audit import AuditLog


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(a) for a in arguments])
    return code, capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    code, out = run(capsys, *arguments, "--json")
    assert code in (0, 1)
    return json.loads(out)


def test_new_makes_a_place_that_passes_its_check_and_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "North Shire"

    assert run(capsys, "new", folder)[0] == 0
    assert run(capsys, "check", folder)[0] == 0
    assert run(capsys, "run", folder)[0] == 0
    code, out = run(capsys, "run", folder)

    assert code == 0
    assert load_place(folder).about.id == "north-shire"
    assert out.startswith("Nothing to do: ")
    assert "1 person: Young people excluded from school" in out


def test_check(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, "check", pooled.root)

    assert {s["id"] for s in said["sources"]} == set(pooled.sources)
    for source in said["sources"]:
        assert {"format", "rows", "loaded", "quarantined", "findings"} <= {*source}
        for finding in source["findings"]:
            assert {"file", "column", "rule", "severity", "count", "rows", "message"} == {*finding}
            assert len(finding["rows"]) <= 20


def test_run(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, "run", pooled.root)

    assert said["nothing_to_do"] is True
    assert said["summary"]["counts"]["people"] > 100


def test_run_tells_progress_as_lines_of_json(
    pooled: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = run(capsys, "run", pooled.root, "--json-progress")

    *steps, last = map(json.loads, out.splitlines())
    assert {"step", "done", "total", "message", "state", "seconds"} == {*steps[0]}
    assert {s["step"] for s in steps} == {
        *("intake", "linkage", "households", "snapshot", "results"),
    }
    assert last["ended"] is True


def test_cohort(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, "cohort", pooled.root, "ae-attendees")

    assert (said["id"], said["unit"], said["as_at"]) == ("ae-attendees", "person", "2014-03-31")
    assert said["count"] == len(said["members"]) > 0
    assert not {"given", "family", "birth_date"} & {*said["members"][0]}


def test_overlap(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    cohorts = ("ae-attendees", "adult-social-care")
    before = as_json(capsys, "overlap", pooled.root, *cohorts, "--relation", "before")
    ever = as_json(capsys, "overlap", pooled.root, *cohorts, "--relation", "ever")

    assert {*before} >= {"a", "b", "relation", "n_a", "n_both", "share", "low", "high"}
    assert before["n_both"] <= ever["n_both"]
    assert before["low"] <= before["share"] <= before["high"]


def test_appraise(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, "appraise", pooled.root, "care-proceedings")

    assert said["programme"] == "care-proceedings"
    assert all({"id", "pays", "gains", "net", "power"} <= {*row} for row in said["partners"])
    assert all(r["net"] == r["gains"] - r["pays"] for r in said["partners"])
    assert {"npv", "payback_years"} <= {*said}
    assert all({"name", "value", "source", "grade"} <= {*figure} for figure in said["figures"])


def test_score(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, "score", pooled.root)

    assert {*said["linkage"]} == {"pair", "closure", "exact"}
    assert all({*part} == {"precision", "recall", "f1"} for part in said["linkage"].values())
    assert said["linkage"]["closure"]["f1"] > 0.9
    for cohort in ("troubled-families-phase1", "ae-attendees", "adult-social-care"):
        assert {*said["cohorts"][cohort]} == {"precision", "recall"}
        assert said["cohorts_on_truth"][cohort] == {"precision": 1.0, "recall": 1.0}


def test_score_in_words(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "score", pooled.root)

    assert code == 0
    assert "Whole people" in out


def test_report(pooled: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "report", pooled.root, "--out", tmp_path / "report.html")

    assert code == 0
    assert out.startswith("Wrote ")
    assert "<svg" in (tmp_path / "report.html").read_text("utf-8")


def test_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(run(capsys, "schema", "programme")[1])

    assert run(capsys, "schema", "--out", tmp_path / "schemas")[0] == 0

    assert said == json.loads((tmp_path / "schemas" / "programme.schema.json").read_text())


def test_using_peoples_data_is_recorded_before_it_is_seen(
    pooled: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    log = AuditLog(pooled.register / "audit.sqlite3")
    before = len(log.rows())

    run(capsys, "cohort", pooled.root, "ae-attendees")

    (row,) = log.rows()[before:]
    assert (row["action"], row["object"], row["purpose"]) == ("cohort", "ae-attendees", "planning")
    assert (row["role"], row["outcome"]) == ("command line", "permitted")
    assert log.verify()


def test_check_writes_findings_to_send(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offences = town / "extracts" / "police" / "offences_example.csv"
    torn = offences.read_text("utf-8") + "torn,row\n"
    offences.write_text(torn, "utf-8")

    said = as_json(capsys, "check", town, "--out", tmp_path / "out")
    _, words = run(capsys, "check", town, "--out", tmp_path / "out")

    assert {path.stem for path in (tmp_path / "out").iterdir()} == {"exclusions", "offences"}
    text = (tmp_path / "out" / "offences.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    ragged = next(row for row in rows if row["rule"] == "ragged-row")
    assert (ragged["severity"], ragged["count"]) == ("error", "1")
    assert ragged["rows"] == str(len(torn.splitlines()))
    found = {source["id"]: len(source["findings"]) for source in said["sources"]}
    assert len(rows) == found["offences"]
    assert "torn,row" not in text
    assert f"Findings to send, a file for each source: {tmp_path}/out" in words


def test_map_proposes_a_source_for_a_file_nobody_described(
    pooled_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "police/offences.csv": ("met-police", "police-offences"),
        "dwp/benefit_list.csv": ("dwp", "dwp-benefits"),
        "housing/lettings.csv": ("housing", "housing-lettings"),
        "youth_justice/yot_outcomes.xlsx": ("youth-offending", "youth-justice"),
        "prisons/releases.csv": ("prisons", "prison-releases"),
    }
    for name, (partner, source) in files.items():
        file = pooled_copy / "extracts" / name
        code, text = run(capsys, "map", file, "--partner", partner)
        assert code == 0
        known = load_place(pooled_copy).sources[source]
        proposed = text.replace(f'id = "{tomllib.loads(text)["source"]["id"]}"', f'id = "{source}"')
        (pooled_copy / "sources" / f"{source}.toml").write_text(proposed)

        again = load_place(pooled_copy).sources[source]

        assert known.mapping and again.mapping and known.mapping.person and again.mapping.person
        was, now = known.mapping.person, again.mapping.person
        for field in ("local_id", "given", "family", "birth_date"):
            assert getattr(was, field) == getattr(now, field), f"{name}: {field}"
        assert {s: c for s, c in was.identifiers.items() if s != "tenancy"} == now.identifiers
        assert again.mapping.header_row == known.mapping.header_row
        assert [a.kind for a in again.mapping.activities] == [
            a.kind for a in known.mapping.activities
        ]


def test_map_says_what_it_found_as_json(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, "map", town / "extracts" / "police" / "offences_example.csv")

    assert {"id", "rows", "header_row", "columns", "unused", "kinds", "toml"} <= {*said}
    assert {"column", "field", "evidence"} == {*said["columns"][0]}
    assert said["kinds"] == ["offence"]
