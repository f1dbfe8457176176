"""``link`` over files on disk, and ``explain`` over a pooled place."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from wholeplace.cli import main
from wholeplace.place import Place
from wholeplace.pooling.linkage.in_splink import read_model
from wholeplace.pooling.store import open_snapshot
from wholeplace.trust.audit import AuditLog

CLIENTS = """ref,first name,surname,dob,postcode,passport,who
c1,Ngozi,Okonkwo,1980-05-01,10115,X1234567,1
c2,Tomasz,Wisniewski,1975-11-30,10117,X7654321,2
c3,Ann,Lee,1990-02-03,10119,,3
"""
TENANTS = """First Name;Surname;Date of birth;Zip;Passport number;who
Ngozi;Okonkwo;01.05.1980;10115;X1234567;1
Thomas;Wisniewski;30.11.1975;10117;X7654321;2
Bo;Berg;03.04.1961;10245;X0000001;4
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    clients, tenants = tmp_path / "clients.csv", tmp_path / "tenants.csv"
    clients.write_text(CLIENTS, encoding="utf-8")
    tenants.write_text(TENANTS, encoding="utf-8")
    return [clients, tenants]


def test_link_writes_persons_and_the_mapping_it_proposes(
    files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "linked"

    code, said, _ = run(capsys, "link", *files, "--out", out, "--truth", "who")

    persons = pq.read_table(out / "persons.parquet")
    assert code == 0
    assert "6 records, 4 people" in said
    assert "Whole people" in said
    assert (out / "mapping.toml").read_text("utf-8") in said
    assert 'birth_style = "%d.%m.%Y"' in said
    assert persons.column_names == ["source", "record", "person", "probability"]
    assert persons["record"].to_pylist() == ["c1", "c2", "c3", "2", "3", "4"]


def test_link_obeys_the_mapping_it_is_given(
    files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, out = tmp_path / "m.toml", tmp_path / "linked"
    mapping.write_text("[sources.clients]\nid = 'ref'\n[sources.tenants]\n", encoding="utf-8")

    code, out_text, _ = run(
        capsys, "link", *files, "--out", out, "--mapping", mapping, "--truth", "who", "--json"
    )

    said = json.loads(out_text)
    assert code == 0
    assert (said["records"], said["people"]) == (6, 6), "nothing was compared"
    assert {*said["linkage"]} == {"pair", "closure", "exact"}
    assert said["linkage"]["closure"]["recall"] == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--truth", "nobody"], "clients: has no column 'nobody' to score against"),
        (["--mapping", "no.toml"], "no.toml: No such file"),
        (["--model", "no.json"], "no.json: No such file"),
        (["--model", "clients.csv"], "clients.csv: is not a linkage model; save one with"),
        (["--as", "splink"], "--as: says how a model is kept; add --save-model"),
    ],
)
def test_link_says_what_is_wrong_in_one_line(
    options: list[str],
    said: str,
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(files[0].parent)
    code, _, error = run(capsys, "link", *files, "--out", files[0].parent / "o", *options)

    assert code in (1, 2)
    assert said in error
    assert error.count("\n") == 1


def test_link_keeps_a_model_and_links_by_it(
    files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs, out = tmp_path / "ours.json", tmp_path / "splink.json", tmp_path / "linked"

    run(capsys, "link", *files, "--out", out, "--save-model", ours)
    _, said, _ = run(
        capsys,
        "link",
        *files,
        "--out",
        out,
        "--model",
        ours,
        "--save-model",
        theirs,
        "--as",
        "splink",
    )
    first = pq.read_table(out / "persons.parquet")
    run(capsys, "link", *files, "--out", out, "--model", theirs)

    assert read_model(theirs) == read_model(ours)
    assert pq.read_table(out / "persons.parquet") == first
    assert str(out / "splink") in said
    assert pq.read_table(out / "splink" / "records.parquet").num_rows == 6
    assert pq.read_table(out / "splink" / "frequencies" / "given_1.parquet").num_rows > 0


def test_link_reads_a_workbook_and_says_what_it_left_out(
    files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = [f"Cy;Oh{n};0{n}.07.1950;1055{n};;5{n}" for n in range(1, 6)]
    book = Workbook()
    for line in [*TENANTS.replace("03.04.1961", "in spring").splitlines(), *others]:
        book.active.append(line.split(";"))
    book.save(tmp_path / "tenants.xlsx")

    _, out, _ = run(
        capsys, "link", files[0], tmp_path / "tenants.xlsx", "--out", tmp_path / "o",
        "--truth", "who", "--json",
    )  # fmt: skip

    said = json.loads(out)
    assert (said["records"], said["people"]) == (11, 9)
    assert said["remarks"] == [
        "tenants, 'Date of birth': 1 value is not dates written '%d.%m.%Y' and not compared (row 4)"
    ]


@pytest.fixture(scope="module")
def records(pooled: Place) -> list[dict[str, Any]]:
    """Every linked record of the pooled place, with its person."""
    with open_snapshot(pooled) as snapshot:
        record = snapshot.table("record").select(["record", "source", "local_id"])
        both = record.join(snapshot.table("person_record"), "record", join_type="inner")
    found: list[dict[str, Any]] = both.sort_by("record").to_pylist()
    return found


def two_of_one_person(records: list[dict[str, Any]]) -> list[str]:
    table = pa.Table.from_pylist(records)
    counts = pc.value_counts(table["person"]).to_pylist()
    person = next(one["values"] for one in counts if one["counts"] == 2)
    both = table.filter(pc.equal(table["person"], person)).to_pylist()
    return [part for one in both for part in (one["source"], one["local_id"])]


def test_explain_adds_up(
    pooled: Place, records: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    pair = two_of_one_person(records)

    _, out, _ = run(capsys, "explain", pooled.root, *pair, "--json")

    said = json.loads(out)
    parts = said["comparisons"]
    assert said["one_person"] is said["reaches"] is True
    assert said["contradiction"] is None
    assert said["stranger"] == pytest.approx(said["prior"] + sum(p["stranger"] for p in parts))
    assert said["household"] == pytest.approx(
        said["household_prior"] + sum(p["household"] for p in parts)
    )
    assert said["probability"] == pytest.approx(1 / (1 + 2 ** -said["total"]))


def test_explain_says_the_probability_that_linking_found(
    pooled: Place, records: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Two records of one person are as sure of each other as the run was of them."""
    pair = two_of_one_person(records)
    sure = next(r["probability"] for r in records if [r["source"], r["local_id"]] == pair[:2])

    _, out, _ = run(capsys, "explain", pooled.root, *pair, "--json")

    assert json.loads(out)["probability"] == pytest.approx(sure, abs=1e-6)


def test_explain_in_words_either_way_round(
    pooled: Place, records: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = records[0], next(r for r in records if r["person"] != records[0]["person"])
    keys = [[one["source"], one["local_id"]] for one in (first, second)]

    code, there, _ = run(capsys, "explain", pooled.root, *keys[0], *keys[1])
    _, back, _ = run(capsys, "explain", pooled.root, *keys[1], *keys[0])

    assert code == 0
    assert "Birth date" in there
    assert "a chance below 0.01%" in there
    assert f"They are two people, {first['person']} and {second['person']}" in there
    assert there.splitlines()[:-2] == back.splitlines()[:-2]


def test_explain_is_in_the_audit_log(
    pooled: Place, records: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    log = AuditLog(pooled.register / "audit.sqlite3")
    before = len(log.rows())
    pair = two_of_one_person(records)

    run(capsys, "explain", pooled.root, *pair)

    (row,) = log.rows()[before:]
    assert (row["action"], row["outcome"]) == ("explain", "permitted")
    named = [f"record:{source}:" for source in (pair[0], pair[2])]
    assert [word[: len(name)] for word, name in zip(row["object"].split(", "), named, strict=True)]
    assert pair[1] not in row["object"] and pair[3] not in row["object"]


def test_explain_of_what_is_not_there(
    pooled: Place, records: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    key = [records[0]["source"], records[0]["local_id"]]

    code, _, missing = run(capsys, "explain", pooled.root, *key, "school-roll", "nobody")
    _, _, twice = run(capsys, "explain", pooled.root, *key, *key)

    assert code == 1
    assert missing.startswith("school-roll nobody: is no record that was linked")
    assert "is one record; name two" in twice


def test_link_refuses_a_file_in_which_it_finds_nothing_to_compare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stock.csv").write_text("shelf,weight\nA,10\nB,12\n", encoding="utf-8")

    code, _, error = run(capsys, "link", tmp_path / "stock.csv", "--out", tmp_path / "linked")

    assert code == 2
    assert "nothing to compare" in error and "--mapping" in error
    assert not (tmp_path / "linked").exists()
