import shutil
from pathlib import Path

import pytest

from wholeplace.place import Place, load_place

EXAMPLE = Path(__file__).parents[3] / "examples" / "triborough"


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The example's ground and partners, where a cache may be written."""
    root = tmp_path_factory.mktemp("ground") / "triborough"
    for folder in ("areas", "partners"):
        shutil.copytree(EXAMPLE / folder, root / folder)
    shutil.copy(EXAMPLE / "place.toml", root)
    return load_place(root)
