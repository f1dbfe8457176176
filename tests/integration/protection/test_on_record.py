"""Acts that protect, name or forget are on record first; what cannot be recorded is not done."""

from pathlib import Path

import pytest

from support.protection import SOMEBODY, Said
from wholeplace.place import Place
from wholeplace.trust.audit import AuditLog

HER = f"nhs:{SOMEBODY.nhs}"
DAYS = ("--from", "2014-01-06", "--review", "2015-01-06")
WHO = ("--by", "an office", "--reason", "a reason")
TERMS = ("--agreement", "place-planning", "--purpose", "planning", "--for", "westminster")
ACTS: dict[str, tuple[str, ...]] = {
    "seal": (
        "--kind",
        "staff-relative",
        "--now",
        HER,
        *DAYS,
        "--by",
        "an office",
        "--basis",
        "law",
    ),
    "hold": ("--person", HER, *DAYS, *WHO),
    "forget": ("--person", HER, "--do", *WHO),
    "export": (*TERMS, "--out", "OUT"),
    "reidentify": ("--pseudonym", "N" + "A" * 26, *TERMS, *WHO),
    "backup": ("OUT",),
}


def asked(place: Place, act: str, out: Path) -> list[object]:
    return [act, place.root, *(str(out) if word == "OUT" else word for word in ACTS[act])]


def state(place: Place) -> dict[str, bytes]:
    files = (path for path in place.root.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}


@pytest.mark.parametrize("act", ACTS)
def test_what_cannot_be_recorded_is_not_done(
    copy: Place, wp: Said, tmp_path: Path, act: str
) -> None:
    log = copy.register / "audit.sqlite3"
    log.unlink(missing_ok=True)
    log.mkdir()
    before = state(copy)

    told = wp(*asked(copy, act, tmp_path / "out"))

    assert told.code == 1 and "so nothing was done" in told.err
    assert state(copy) == before
    assert not (tmp_path / "out").exists()


def test_every_act_leaves_its_row_and_no_row_names_anybody(
    copy: Place, wp: Said, tmp_path: Path
) -> None:
    for act in ("export", "reidentify", "backup", "hold", "forget", "seal"):
        wp(*asked(copy, act, tmp_path / f"out-{act}"))

    log = AuditLog(copy.register / "audit.sqlite3")
    told = [(row["action"], row["outcome"]) for row in log.rows()]
    assert told == [
        ("export", "permitted"),
        ("reidentify", "denied"),
        ("backup", "permitted"),
        ("hold", "permitted"),
        ("look for what to forget", "permitted"),
        ("forget (erasure)", "denied"),
        ("seal", "permitted"),
    ]
    assert log.verify().whole
    for value in (SOMEBODY.nhs, SOMEBODY.nino, SOMEBODY.family, SOMEBODY.given, "P9000020"):
        assert value not in str(log.rows())
