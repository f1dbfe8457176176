"""A place to break, and one that was pooled."""

import shutil
from pathlib import Path

import pytest

from support.loop.places import invent
from wholeplace.loop import run
from wholeplace.place import Place
from wholeplace.place.scaffold import scaffold


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The scaffold in a folder of its own."""
    scaffold(tmp_path / "town")
    return tmp_path / "town"


@pytest.fixture(scope="session")
def pooled(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A small invented place, pooled."""
    place = invent(tmp_path_factory.mktemp("cli") / "place", people=300, seed=8)
    run(place)
    return place


@pytest.fixture
def pooled_copy(pooled: Place, tmp_path: Path) -> Path:
    """The pooled place in a folder of its own, to be broken."""
    shutil.copytree(pooled.root, tmp_path / "copy")
    return tmp_path / "copy"
