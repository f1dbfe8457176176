"""An invented place has the residents that were invented, not those of the census."""

from pathlib import Path

from support.store.handmade import place_in
from wholeplace.place import load_place
from wholeplace.pooling.store.context import population


def test_residents_of_an_invented_place_are_those_invented(tmp_path: Path) -> None:
    place_in(tmp_path / "town")
    (tmp_path / "town" / "synthetic.toml").write_text('people = 301\nseed = 1\nversion = "1"\n')

    found = population(load_place(tmp_path / "town"))

    assert sum(found["residents"].to_pylist()) == 301
    assert "301 of 301 invented people" in found["basis"][0].as_py()


def test_residents_of_a_real_place_are_those_of_its_source(tmp_path: Path) -> None:
    found = population(place_in(tmp_path / "town"))

    assert sum(found["residents"].to_pylist()) == 30000
    assert "assumption: three wards" in found["basis"][0].as_py()
