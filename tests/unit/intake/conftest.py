"""The vocabulary every place shares."""

import pytest

from wholeplace.place import Vocabulary, load_vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()
