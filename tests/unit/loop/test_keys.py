"""A key changes with what a step depends on, and with nothing else."""

from decimal import Decimal
from pathlib import Path

from support.store.handmade import place_in
from wholeplace.loop.keys import file_hash, files_hash, key


def test_equal_things_have_equal_keys_however_they_are_ordered(tmp_path: Path) -> None:
    place = place_in(tmp_path / "town")

    assert key({"a": 1, "b": place.about}) == key({"b": place.about, "a": 1})


def test_any_change_in_a_definition_changes_the_key(tmp_path: Path) -> None:
    source = place_in(tmp_path / "town").sources["offences"]
    other = source.model_copy(update={"title": "Another"})

    assert key(source) != key(other)
    assert key(Decimal("0.10")) != key(Decimal("0.1"))


def test_a_file_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("x")
    two.write_text("x")

    assert file_hash(one) == file_hash(two)
    assert list(files_hash([two, one], tmp_path)) == ["one", "two"]
