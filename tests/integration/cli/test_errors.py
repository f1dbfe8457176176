"""Whatever is wrong: one plain line that says what, where and what to do, and no traceback."""

from pathlib import Path

import pytest

from wholeplace.cli import main


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[str]]:
    code = main([str(a) for a in arguments])
    return code, capsys.readouterr().err.splitlines()


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_missing_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(capsys, "check", tmp_path / "nowhere")

    assert code == 2
    assert lines == [
        f"{tmp_path}/nowhere: there is no such folder; 'wholeplace new FOLDER' writes a place to"
        " start from"
    ]


def test_a_folder_that_is_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(capsys, "run", tmp_path)

    assert code == 2
    assert lines[0].startswith("place.toml: is missing; 'wholeplace new FOLDER'")


def test_an_unknown_key_names_the_nearest_one(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(town / "place.toml", "price_base =", "price_basis =")

    code, lines = told(capsys, "run", town)

    assert code == 2
    assert any(
        line.startswith("place.toml: place.price_basis") and "'price_base'" in line
        for line in lines
    )


def test_a_wrong_type(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(town / "place.toml", "starts = 2011-04-01", 'starts = "last year"')

    code, lines = told(capsys, "check", town)

    assert code == 2
    assert len(lines) == 1
    assert lines[0].startswith("place.toml: place.starts: ")
    assert "'last year'" in lines[0]


def test_every_problem_is_told_at_once(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(town / "place.toml", "starts = 2011-04-01", "starts = 1")
    change(town / "partners" / "police.toml", 'kind = "police"', 'kind = "polise"')

    code, lines = told(capsys, "check", town)

    assert code == 2
    assert [line.partition(":")[0] for line in lines] == ["place.toml", "partners/police.toml"]


def test_text_that_is_not_toml(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "partners" / "police.toml").write_text("[partner\n")

    code, lines = told(capsys, "check", town)

    assert code == 2
    assert lines[0].startswith("partners/police.toml: is not TOML: ")


def test_a_programme_that_names_an_unknown_partner(
    pooled_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        pooled_copy / "programmes" / "care-proceedings.toml",
        "[funds.from.cafcass]",
        "[funds.from.cafcas]",
    )

    code, lines = told(capsys, "check", pooled_copy)

    assert code == 2
    (line,) = lines
    assert line.startswith("programmes/care-proceedings.toml: funds.from: 'cafcas' is not known")
    assert "did you mean 'cafcass'" in line


def test_an_agreement_past_its_end_opens_nothing_and_says_so(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(town / "agreements" / "sharing.toml", "to = 2015-04-01", "to = 2014-01-01")

    assert main(["run", str(town)]) == 0

    out = capsys.readouterr().out
    assert "agreement 'sharing' ended on 2014-01-01" in out
    assert "0 people" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frob"], "No such command 'frob'"),
        (["run", "a", "b"], "unexpected extra argument"),
        (["overlap", "a", "b", "c", "--relation", "later"], "'later'"),
        (["synth", "a", "--people", "many"], "'--people'"),
        (["report", ".", "--out", "report.doc"], "name it so"),
        (["schema", "nonsense"], "use one of: place"),
    ],
)
def test_wrong_use(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(capsys, *arguments)

    assert code == 2
    assert words in lines[-1]


def test_a_definition_that_is_not_there_lists_those_that_are(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = told(capsys, "cohort", town, "nobody")

    assert code == 2
    assert lines == [
        f"{town}: cohort: 'nobody' is not defined here; there is: excluded-and-offending"
    ]


def test_a_place_never_pooled(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(capsys, "cohort", town, "excluded-and-offending")

    assert code == 1
    assert lines == [f"{town}: nothing has been pooled here yet; run 'wholeplace run {town}' first"]


def test_a_place_without_truth(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(capsys, "score", town)

    assert code == 1
    assert "no truth/ folder" in lines[0]


def test_new_never_writes_over_what_is_there(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = told(capsys, "new", town)

    assert code == 2
    assert "nothing was written" in lines[0]


def test_what_nobody_expected_is_one_line_and_a_log(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr("wholeplace.loop.run", broken)

    code, lines = told(capsys, "run", town)

    assert code == 1
    assert len(lines) == 1
    log = Path(lines[0].partition(" is in ")[2].partition(" (")[0])
    assert "of all things" in log.read_text()
    log.unlink()
    with pytest.raises(ZeroDivisionError):
        main(["run", str(town), "--debug"])


def test_a_file_that_is_not_there_or_cannot_be_mapped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.csv").write_text("")

    assert told(capsys, "map", tmp_path / "none.csv") == (
        1,
        [f"{tmp_path}/none.csv: there is no such file; name a CSV or XLSX file"],
    )
    assert told(capsys, "map", tmp_path / "list.csv") == (
        1,
        [f"{tmp_path}/list.csv: the file is empty; ask the partner to send it again"],
    )


def test_findings_cannot_go_where_a_file_stands(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("")

    code, lines = told(capsys, "check", town, "--out", tmp_path / "out")

    assert (code, lines) == (1, [f"{tmp_path}/out: File exists"])
