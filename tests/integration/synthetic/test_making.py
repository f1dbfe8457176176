"""Making a place: the same bytes every time, nobody's own place overwritten."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from support.synthetic.reading import Made
from wholeplace.place import PlaceError, load_place
from wholeplace.synthetic import make_place


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_makes_the_same_bytes(triborough: Path, tmp_path: Path) -> None:
    make_place(tmp_path / "one", 400, 3, triborough)
    make_place(tmp_path / "two", 400, 3, triborough)

    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")


def test_another_seed_makes_other_people(triborough: Path, tmp_path: Path) -> None:
    make_place(tmp_path / "one", 200, 3, triborough)
    make_place(tmp_path / "two", 200, 4, triborough)

    one, two = fingerprint(tmp_path / "one"), fingerprint(tmp_path / "two")
    assert one["areas/wards.csv"] == two["areas/wards.csv"]
    assert one["truth/people.parquet"] != two["truth/people.parquet"]


def test_making_again_leaves_nothing_of_the_first(triborough: Path, tmp_path: Path) -> None:
    make_place(tmp_path / "place", 200, 3, triborough)
    stray = tmp_path / "place" / "extracts" / "acute" / "stray.csv"
    stray.write_text("left over")

    make_place(tmp_path / "place", 200, 3, triborough)

    assert not stray.exists()


def test_a_place_that_is_not_synthetic_is_refused(triborough: Path, tmp_path: Path) -> None:
    (tmp_path / "place.toml").write_text("[place]")

    with pytest.raises(PlaceError, match="not empty and not synthetic"):
        make_place(tmp_path, 200, 3, triborough)

    assert (tmp_path / "place.toml").read_text() == "[place]"


@pytest.mark.parametrize("people", [0, 49, 900_001])
def test_a_size_that_cannot_be_made_is_refused(
    triborough: Path, tmp_path: Path, people: int
) -> None:
    with pytest.raises(PlaceError, match="must be from 50 to 900,000"):
        make_place(tmp_path / "place", people, 3, triborough)


def test_the_smallest_place_can_be_made(triborough: Path, tmp_path: Path) -> None:
    make_place(tmp_path / "place", 50, 3, triborough)

    assert len(Made(tmp_path / "place").people) == 50


def test_progress_is_told(triborough: Path, tmp_path: Path) -> None:
    said: list[str] = []

    make_place(tmp_path / "place", 100, 3, triborough, progress=said.append)

    assert said[0] == "Inventing 100 people"
    assert said[-1] == "Writing the truth"


def test_a_small_place_says_what_it_oversamples(made: Made) -> None:
    told = tomllib.loads((made.root / "synthetic.toml").read_text())

    assert told["people"] == 3_000
    assert told["seed"] == 7
    assert set(told["oversampled"]) == {"families", "courts", "neets"}


def test_oversampling_can_be_refused(triborough: Path, tmp_path: Path) -> None:
    make_place(tmp_path / "place", 500, 3, triborough, oversample=False)

    assert tomllib.loads((tmp_path / "place" / "synthetic.toml").read_text())["oversampled"] == {}


def test_the_place_can_be_loaded(made: Made) -> None:
    place = load_place(made.root)

    assert place.synthetic.people == 3_000
    assert place.extracts.is_dir()
