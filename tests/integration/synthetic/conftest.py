from pathlib import Path

import pytest

from support.synthetic.reading import Made
from wholeplace.synthetic import make_place

TEMPLATE = Path(__file__).parents[3] / "examples" / "triborough"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A place of 3,000 people, the needy among them oversampled."""
    out = tmp_path_factory.mktemp("synthetic") / "place"
    make_place(out, 3_000, 7, TEMPLATE)
    return Made(out)
