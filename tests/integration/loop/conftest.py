"""One small invented place for the whole session; tests copy it before they change it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.loop.places import invent
from wholeplace.loop import run
from wholeplace.place import Place, load_place


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Extracts, and nothing pooled yet."""
    return invent(tmp_path_factory.mktemp("loop") / "fresh")


@pytest.fixture(scope="session")
def pooled(invented: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The same place, pooled once."""
    folder = tmp_path_factory.mktemp("loop") / "pooled"
    shutil.copytree(invented.root, folder)
    place = load_place(folder)
    run(place)
    return place


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[Place], Place]:
    """A copy to change."""

    def copied(place: Place) -> Place:
        folder = tmp_path / f"copy{len(list(tmp_path.iterdir()))}"
        shutil.copytree(place.root, folder)
        return load_place(folder)

    return copied
