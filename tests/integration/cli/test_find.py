"""``find`` over a pooled place."""

import json
from dataclasses import replace

import pytest

from wholeplace.cli import main
from wholeplace.loop import find_person
from wholeplace.place import Place
from wholeplace.pooling.linkage.find import Query
from wholeplace.pooling.store import Snapshot, open_snapshot
from wholeplace.trust.audit import AuditLog


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def somebody(pooled: Place) -> dict[str, str]:
    """What one record of the school roll says, and who it is."""
    with open_snapshot(pooled) as snapshot:
        return _somebody(snapshot)


def _somebody(snapshot: Snapshot) -> dict[str, str]:
    with snapshot.connect(identity=True) as con:
        rows = con.sql(
            "SELECT given, family, CAST(birth_date AS VARCHAR) AS born, person FROM record"
            " JOIN person_record USING (record) WHERE source = 'school-roll'"
            " AND given IS NOT NULL AND family IS NOT NULL AND birth_precision = 'day'"
            " ORDER BY record LIMIT 1"
        )
        return rows.to_arrow_table().to_pylist()[0]


def asked(somebody: dict[str, str]) -> list[str]:
    return [
        "--given",
        somebody["given"],
        "--family",
        somebody["family"],
        "--born",
        somebody["born"],
    ]


def test_a_person_is_found_with_what_speaks_for_it(pooled, somebody, capsys) -> None:
    code, out, _ = run(capsys, "find", pooled.root, *asked(somebody), "--json")

    said = json.loads(out)
    best = said["people"][0]
    assert code == 0
    assert best["person"] == somebody["person"]
    assert best["probability"] > 0.5
    assert {"Given name", "Family name", "Birth date"} <= best["agrees"].keys()
    assert "school-roll" in best["records"]
    assert "school-roll" in said["searched"]


def test_in_words_the_likeliest_comes_first(pooled, somebody, capsys) -> None:
    code, out, _ = run(capsys, "find", pooled.root, *asked(somebody))

    assert code == 0
    assert out.splitlines()[1].startswith(somebody["person"])


def test_the_log_says_who_looked_and_not_for_whom(pooled, somebody, capsys) -> None:
    run(capsys, "find", pooled.root, *asked(somebody))

    last = AuditLog(pooled.register / "audit.sqlite3").rows()[-1]
    told = [last[name] for name in ("action", "object", "purpose")]
    assert told == ["find", "a person by record", "matching"]
    assert somebody["family"] not in json.dumps(last, default=str)


def test_a_source_that_no_agreement_opens_for_matching_is_not_searched(pooled, somebody) -> None:
    query = Query(somebody["given"], somebody["family"], somebody["born"])
    matching = {name for name, one in pooled.agreements.items() if "matching" in one.purposes}
    school = {
        name
        for name in matching
        if any(grant.source == "school-roll" for grant in pooled.agreements[name].grants)
    }
    some = {name: one for name, one in pooled.agreements.items() if name not in school}
    with open_snapshot(pooled) as snapshot:
        fewer = find_person(replace(pooled, agreements=some), snapshot, query)
        none = find_person(replace(pooled, agreements={}), snapshot, query)

    assert "school-roll" in fewer.closed
    assert all("school-roll" not in one.sources for one in fewer.found)
    assert (none.found, none.searched) == ([], [])


def test_a_snapshot_without_an_index_says_what_to_do(pooled_copy, somebody, capsys) -> None:
    for file in pooled_copy.glob(".wholeplace/cache/snapshots/*/identity/find-*.arrow"):
        file.unlink()

    code, _, err = run(capsys, "find", pooled_copy, *asked(somebody))

    assert code == 1
    assert "wholeplace run" in err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--sex", "female"], "too little to find anybody by"),
        (["--born", "12/03/1990"], "write a birth date as 1990-02-28"),
        (["--id", "nhs"], "name a number as SCHEME=VALUE"),
    ],
)
def test_what_nobody_can_be_found_by_is_said(pooled, wrong, told, capsys) -> None:
    code, _, err = run(capsys, "find", pooled.root, *wrong)

    assert code != 0
    assert told in err
