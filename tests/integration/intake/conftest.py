"""A place with one source."""

from pathlib import Path

import pytest

from support.intake import TinyPlace


@pytest.fixture
def place(tmp_path: Path) -> TinyPlace:
    return TinyPlace(tmp_path)
