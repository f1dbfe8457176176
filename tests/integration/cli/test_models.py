"""``model`` and ``groups`` over a pooled place."""

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from support.linkage.in_splink import predicted, splink_linker
from wholeplace.cli import main
from wholeplace.loop import linkage_model, model_in_splink
from wholeplace.place import Place, load_place
from wholeplace.pooling.linkage.beliefs import default_model
from wholeplace.pooling.linkage.in_splink import read_model
from wholeplace.pooling.linkage.recall import REVIEWED
from wholeplace.pooling.store import open_snapshot
from wholeplace.trust.audit import AuditLog


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_model_in_words(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "model", pooled.root)

    lines = [line.split() for line in out.splitlines()]
    sex = lines.index(["Sex"])
    level = linkage_model(pooled).comparison("sex").levels[0]
    assert code == 0
    assert "records are joined from a probability of 50%" in out
    assert lines[sex + 1][:2] == ["same", f"{level.m:.1%}"]
    assert ["school-roll"] in [line[:1] for line in lines]


def test_the_model_as_a_file_of_ours_and_of_splinks(
    pooled: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs, prepared = tmp_path / "ours.json", tmp_path / "splink.json", tmp_path / "prepared"

    run(capsys, "model", pooled.root, "--out", ours)
    run(capsys, "model", pooled.root, "--as", "splink", "--out", theirs, "--records", prepared)
    _, printed, _ = run(capsys, "model", pooled.root, "--json")

    with open_snapshot(pooled) as snapshot:
        assert read_model(ours).hash == snapshot.manifest["model"]
    assert read_model(theirs) == read_model(ours)
    assert json.loads(printed) == json.loads(ours.read_text())
    assert pq.read_table(prepared / "records.parquet").num_rows > 0


def test_splink_scores_the_place_with_it(pooled: Place) -> None:
    found = predicted(splink_linker(model_in_splink(pooled)))

    weights = found["match_weight"].to_numpy()
    assert found.num_rows > 100
    assert (weights > 10).any() and (weights < 0).any()
    assert {"source_l", "local_id_r"} <= {*found.column_names}


def test_records_are_prepared_for_splink_only(
    pooled: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, error = run(capsys, "model", pooled.root, "--records", tmp_path / "prepared")

    assert code == 2
    assert "add --as splink" in error
    assert not (tmp_path / "prepared").exists()


def test_a_model_that_splink_trained_links_the_next_run(
    pooled_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "splink.json"
    run(capsys, "model", pooled_copy, "--as", "splink", "--out", theirs)
    trained = json.loads(theirs.read_text())
    trained["probability_two_random_records_match"] *= 2
    theirs.write_text(json.dumps(trained))

    code, said, _ = run(capsys, "model", pooled_copy, "--use", theirs)
    run(capsys, "run", pooled_copy)

    place = load_place(pooled_copy)
    assert code == 0
    assert "The next run" in said
    assert linkage_model(place).trained_on == "splink"
    with open_snapshot(place) as snapshot:
        assert snapshot.manifest["model"] == linkage_model(place).hash


def test_a_model_is_not_used_before_there_is_one(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.json"
    file.write_text(default_model().to_json(), "utf-8")

    code, _, error = run(capsys, "model", town, "--use", file)

    assert code == 1
    assert "has no model yet" in error


def test_groups_in_words_and_in_json(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "groups", pooled.root)
    _, printed, _ = run(capsys, "groups", pooled.root, "--json")

    said = json.loads(printed)
    assert f"Measured on {said['pairs']} pairs" in out
    assert "Ethnic group" in out
    assert said["kinds"][0]["id"] == "sex"


def judged(place: Place) -> str:
    """Every two records of one person, judged to be so."""
    with open_snapshot(place) as snapshot:
        record = snapshot.table("record").select(["record", "source", "local_id"])
        both = record.join(snapshot.table("person_record"), "record", join_type="inner")
    rows = both.sort_by("record").to_pandas()
    pairs = rows.merge(rows, on="person", suffixes=("", "_other")).query("record < record_other")
    pairs = pairs[["source", "local_id", "source_other", "local_id_other"]].assign(same="yes")
    pairs.columns = pd.Index(REVIEWED.names)
    return pairs.to_csv(index=False)


def test_groups_by_reviewed_pairs(
    pooled: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where too few records share an identifier, as in a place as small as this one."""
    file = tmp_path / "reviewed.csv"
    file.write_text(judged(pooled), "utf-8")

    _, printed, _ = run(capsys, "groups", pooled.root, "--reviewed", file, "--json")

    said = json.loads(printed)
    assert said["basis"] == "review"
    assert said["recall"] > 0.8


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("source,local_id,same\na,1,yes\n", "has no column 'other_source'"),
        (f"{','.join(REVIEWED.names)}\na,1,b,2,maybe\n", "'maybe' in the column 'same' is neither"),
    ],
)
def test_a_file_that_is_no_review_is_refused(
    text: str, wrong: str, pooled: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "reviewed.csv"
    file.write_text(text, "utf-8")

    code, _, error = run(capsys, "groups", pooled.root, "--reviewed", file)

    assert code == 2
    assert wrong in error


def test_both_are_in_the_audit_log(pooled: Place, capsys: pytest.CaptureFixture[str]) -> None:
    log = AuditLog(pooled.register / "audit.sqlite3")
    before = len(log.rows())

    run(capsys, "model", pooled.root)
    run(capsys, "groups", pooled.root)

    assert [row["action"] for row in log.rows()[before:]] == ["model", "groups"]
