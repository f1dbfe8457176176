"""A copy that is put back does not bring back whom we forgot."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.protection import SOMEBODY, Said
from support.scanning import found_in
from wholeplace.loop import forgetting, run
from wholeplace.place import Place, load_place
from wholeplace.pooling.decisions.disposals import Disposals
from wholeplace.pooling.linkage.id_register import read_register

HER = f"nhs:{SOMEBODY.nhs}"
DPO = ("--do", "--by", "data protection officer", "--reason", "request 12 of 2014")
ASKER = forgetting.Asker("data protection officer", "request 12 of 2014")
AT = datetime(2014, 3, 31, 9, 30, tzinfo=UTC)
VALUES = [SOMEBODY.family, SOMEBODY.nhs, SOMEBODY.nino, "P9000020"]


@pytest.fixture
def backup(copy: Place, wp: Said, tmp_path: Path) -> Path:
    """A copy of the register, taken before she was forgotten, and out of reach then."""
    return _copied(copy, wp, tmp_path, aside=True)


@pytest.fixture
def reached(copy: Place, wp: Said, tmp_path: Path) -> Path:
    """A copy that stood where it was made when she was forgotten."""
    return _copied(copy, wp, tmp_path, aside=False)


def _copied(place: Place, wp: Said, folder: Path, *, aside: bool) -> Path:
    pair = ("police-offences/P9000020", "ae-attendances/B9000020")
    assert wp("review", place.root, "--same", *pair, "--because", "seen on file").code == 0
    assert wp("backup", place.root, folder / "backups").code == 0
    (made,) = (folder / "backups").iterdir()
    assert found_in(made / "people.parquet", ["P9000020"])
    if aside:
        made.rename(folder / "aside")
    assert wp("forget", place.root, "--person", HER, *DPO).code == 0
    if aside:
        (folder / "aside").rename(made)
    return made


def test_a_copy_is_private_and_one_out_of_reach_is_known_to_hold_her(
    copy: Place, backup: Path, wp: Said
) -> None:
    assert {p.stat().st_mode & 0o077 for p in backup.rglob("*") if p.is_file()} == {0}
    assert found_in(backup, ["P9000020"])
    assert f"holds what 1 disposals deleted: {backup}" in wp("forget", copy.root).out


def test_a_copy_within_reach_holds_nothing_of_her_and_is_as_good_as_before(
    copy: Place, reached: Path, wp: Said
) -> None:
    assert found_in(reached, VALUES) == {}
    assert {p.stat().st_mode & 0o077 for p in reached.rglob("*") if p.is_file()} == {0}
    assert "Backup" not in wp("forget", copy.root).out
    (gone,) = (one for one in Disposals(copy.register).every()[-1].gone if one["what"] == "backup")
    assert gone["count"] == 1

    ids = read_register(copy.register / "people.parquet")
    shutil.rmtree(copy.root / ".wholeplace")
    told = wp("backup", copy.root, reached, "--restore")

    assert told.code == 0
    assert read_register(copy.register / "people.parquet").equals(ids) and ids.num_rows > 500


def test_a_key_that_is_destroyed_is_destroyed_in_copies_too(
    copy: Place, wp: Said, tmp_path: Path
) -> None:
    terms = ("--agreement", "place-planning", "--purpose", "planning", "--for", "westminster")
    assert wp("export", copy.root, *terms, "--out", tmp_path / "out").code == 0
    assert wp("backup", copy.root, tmp_path / "backups").code == 0
    (made,) = (tmp_path / "backups").iterdir()
    name = "place-planning--planning--1"
    secret = (copy.register / "keys" / f"{name}.key").read_bytes()

    assert wp("forget", copy.root, "--key", name, *DPO).code == 0

    assert not [p for p in made.rglob("*") if p.is_file() and secret in p.read_bytes()]
    assert wp("backup", copy.root, made, "--restore").code == 0
    assert not (copy.register / "keys" / f"{name}.key").exists()


def test_a_copy_cut_short_while_it_was_cleaned_is_put_back_by_nobody_until_it_is_done(
    copy: Place, wp: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wholeplace.loop.forgetting import copies

    assert wp("backup", copy.root, tmp_path / "backups").code == 0
    (made,) = (tmp_path / "backups").iterdir()
    with monkeypatch.context() as patch:
        patch.setattr(copies, "forget_ids", _killed)
        with pytest.raises(KeyboardInterrupt):
            forgetting.forget(copy, forgetting.erasure(copy, HER, ASKER), AT)

    refused = wp("backup", copy.root, made, "--restore")
    assert refused.code == 1 and "was cut short" in refused.err
    run(copy)
    assert found_in(made, VALUES) == {}
    assert wp("backup", copy.root, made, "--restore").code == 0


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("lost", [False, True])
def test_what_was_forgotten_since_is_forgotten_again(
    copy: Place, wp: Said, tmp_path: Path, lost: bool
) -> None:
    """With ``lost`` nothing is left of the register but the copy, older than the disposal; else the
    copy is one that was out of reach then, and still holds her."""
    copied = _copied(copy, wp, tmp_path, aside=not lost)
    if lost:
        shutil.rmtree(copy.root / ".wholeplace")

    told = wp("backup", copy.root, copied, "--restore")
    run(load_place(copy.root))

    assert told.code == 0 and "1 disposals were done again" in told.out
    assert found_in(copy.root / ".wholeplace", VALUES) == {}
    assert Disposals(copy.register).verify().whole


def test_replaying_twice_does_nothing_twice(copy: Place, backup: Path, wp: Said) -> None:
    assert "1 disposals" in wp("forget", copy.root, "--replay").out
    assert "1 disposals" in wp("forget", copy.root, "--replay").out


def test_a_copy_that_was_changed_or_is_of_another_place_is_not_put_back(
    copy: Place, backup: Path, wp: Said
) -> None:
    people = (copy.register / "people.parquet").read_bytes()
    (backup / "people.parquet").write_bytes(b"PAR1")

    told = wp("backup", copy.root, backup, "--restore")
    other = wp("backup", copy.root, backup.parent, "--restore")

    assert told.code == 1 and "people.parquet is not as it was copied" in told.err
    assert other.code == 1 and "is no backup" in other.err
    assert (copy.register / "people.parquet").read_bytes() == people


def test_a_copy_that_was_destroyed_is_no_longer_asked_about(
    copy: Place, backup: Path, wp: Said
) -> None:
    shutil.rmtree(backup)

    told = wp("backup", copy.root, backup, "--destroyed")

    assert told.code == 0
    assert "Backup" not in wp("forget", copy.root).out
