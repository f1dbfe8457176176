"""The declared list of places where living together makes no household."""

from pathlib import Path

import pytest

from wholeplace.place import PlaceError, load_place
from wholeplace.place.scaffold import scaffold

HEAD = "kind,name,uprn,line,postcode,from,to,source\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    scaffold(tmp_path / "town")
    said = (tmp_path / "town" / "place.toml").read_text()
    said = said.replace('wards = "', 'communal = "areas/communal.csv"\nwards = "')
    (tmp_path / "town" / "place.toml").write_text(said)
    return tmp_path / "town"


def declare(town: Path, rows: str, head: str = HEAD) -> None:
    (town / "areas" / "communal.csv").write_text(head + rows)


def test_a_list_in_the_place_and_one_that_only_the_register_holds(town: Path) -> None:
    declare(town, "prison,HMP Elm,100,,W2 1AB,2011-04-01,,Ministry of Justice list\n")
    register = town / ".wholeplace" / "register"
    register.mkdir(parents=True)
    (register / "communal.csv").write_text(HEAD + "refuge,,,4 Elm Court,W2 1AB,,,the service\n")

    prison, refuge = load_place(town).communal

    assert (prison.kind, prison.uprn, refuge.kind, refuge.line) == (
        *("prison", "100", "refuge", "4 Elm Court"),
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("castle,,,,W2 1AB,,,a list\n", "areas/communal.csv row 2: kind: 'castle' is not allowed"),
        ("prison,,,9 Elm,,,,a list\n", "areas/communal.csv row 2: give a UPRN or a postcode"),
        ("prison,,,,W2 1AB,,,\n", "areas/communal.csv row 2: say in 'source' where"),
        ("prison,,,,W2 1AB,01/04/2011,,a list\n", "row 2: from, to: write 2014-03-31"),
    ],
)
def test_a_row_that_says_nothing_useful_is_named(town: Path, rows: str, said: str) -> None:
    declare(town, rows)

    with pytest.raises(PlaceError) as wrong:
        load_place(town)
    (line,) = map(str, wrong.value.problems)
    assert said in line
    assert "9 Elm" not in line


def test_columns_that_are_missing_are_named(town: Path) -> None:
    declare(town, "", head="kind,name\n")

    with pytest.raises(PlaceError, match="lacks the columns uprn, line, postcode, from"):
        load_place(town)


def test_a_list_that_is_named_and_not_there_is_said_to_be(town: Path) -> None:
    with pytest.raises(PlaceError, match=r"names the file 'areas/communal\.csv'"):
        load_place(town)
