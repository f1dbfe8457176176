"""An invented place with a few planted people, pooled once; tests copy it before they change it."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from support.loop.places import invent
from support.protection import AFTER, BEFORE, BETWEEN, SOMEBODY, TWIN, Said
from wholeplace.cli import main
from wholeplace.loop import run
from wholeplace.place import Place, load_place


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Pooled once, nobody sealed and nobody forgotten."""
    place = invent(tmp_path_factory.mktemp("protection") / "planted", people=300, seed=8)
    for child, hospital_id in ((BEFORE, "B9000001"), (AFTER, "B9000002"), (TWIN, "B9000009")):
        child.on_the_roll(place)
        replace(child, local_id=hospital_id).in_hospital(place)
    BETWEEN.with_the_police(place)
    replace(SOMEBODY, local_id="P9000020").with_the_police(place)
    replace(SOMEBODY, local_id="B9000020").in_hospital(place)
    SOMEBODY.on_benefits(place)
    run(place)
    return place


@pytest.fixture
def copy(planted: Place, tmp_path: Path) -> Place:
    """The same place, to be changed."""
    shutil.copytree(planted.root, tmp_path / "copy")
    return load_place(tmp_path / "copy")


@pytest.fixture
def wp(capsys: pytest.CaptureFixture[str]) -> Said:
    """``wholeplace`` in this process: its exit code, and what it wrote to out and err."""

    def told(*words: object) -> SimpleNamespace:
        capsys.readouterr()
        code = main([str(word) for word in words])
        wrote = capsys.readouterr()
        return SimpleNamespace(code=code, out=wrote.out, err=wrote.err)

    return told
