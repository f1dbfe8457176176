"""A place folder is read whole, or everything that is wrong with it is said."""

import shutil
from pathlib import Path

import pytest

from wholeplace.place import PlaceError, load_place


@pytest.fixture
def place(tmp_path: Path, triborough: Path) -> Path:
    keep = shutil.ignore_patterns("extracts", "truth", ".wholeplace")
    return Path(shutil.copytree(triborough, tmp_path / "place", ignore=keep))


def problems(folder: Path) -> list[str]:
    with pytest.raises(PlaceError) as caught:
        load_place(folder)
    return [str(p) for p in caught.value.problems]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_example_place_loads(place: Path) -> None:
    loaded = load_place(place)
    assert loaded.about.name == "Tri-borough"
    assert len(loaded.borough_codes()) == 3
    assert loaded.synthetic is None


def test_missing_folder_says_how_to_begin(tmp_path: Path) -> None:
    (only,) = problems(tmp_path / "nowhere")
    assert "no such folder" in only and "wholeplace new" in only


def test_unknown_key_names_the_file_the_key_and_what_is_allowed(place: Path) -> None:
    edit(place / "partners/dwp.toml", "budget_class", "budget_klass")
    (only,) = problems(place)
    assert only.startswith("partners/dwp.toml: budget_klass: is not a key here")
    assert "did you mean 'budget_class'?" in only and "funds" in only


def test_wrong_type_is_not_guessed(place: Path) -> None:
    edit(place / "place.toml", "value = 219396", 'value = "219396"')
    (only,) = problems(place)
    assert only.startswith("place.toml: areas.borough.0.residents.value")


def test_missing_key_is_named(place: Path) -> None:
    edit(place / "place.toml", "as_at = 2014-03-31", "")
    assert any("as_at: is missing" in p for p in problems(place))


def test_choice_lists_what_is_allowed(place: Path) -> None:
    edit(place / "partners/dwp.toml", '"work-and-pensions"', '"benefits"')
    assert any("'benefits' is not allowed" in p and "'council'" in p for p in problems(place))


def test_broken_toml_and_wrong_encoding_are_both_reported(place: Path) -> None:
    (place / "partners/dwp.toml").write_text("[partner\n")
    (place / "partners/courts.toml").write_bytes(b'[partner]\nname = "Caf\xe9"')
    found = problems(place)
    assert any("partners/dwp.toml: is not TOML" in p for p in found)
    assert any("partners/courts.toml: is not UTF-8" in p for p in found)


def test_a_name_that_leads_nowhere_suggests_the_nearest(place: Path) -> None:
    edit(place / "place.toml", 'partner = "westminster"', 'partner = "westminister"')
    found = problems(place)
    assert any("'westminister' is not known; did you mean 'westminster'?" in p for p in found)


def test_an_id_may_be_defined_once(place: Path) -> None:
    shutil.copy(place / "partners/dwp.toml", place / "partners/dwp-again.toml")
    assert any("'dwp' is defined twice" in p for p in problems(place))


def test_unit_cost_without_shares_is_refused(place: Path) -> None:
    header = "id,description,unit,pounds,price_year,value,bearers,grade,source,citation\n"
    row = "x,X,each,10,2013/14,fiscal,police:0.5;council:0.4,3,s,c\n"
    (place / "costs/more.csv").write_text(header + row)
    assert any("add up to 0.9, not 1" in p for p in problems(place))


def test_definitions_cannot_be_changed_after_loading(place: Path) -> None:
    loaded = load_place(place)
    with pytest.raises(ValueError, match="frozen"):
        loaded.about.name = "Elsewhere"  # type: ignore[misc]


def test_a_grant_of_a_field_nobody_declares_is_refused(place: Path) -> None:
    path = place / "agreements/care-proceedings-durations.toml"
    edit(path, '"care_proceedings', '"care_procedings')
    (only,) = problems(place)
    assert only.startswith("agreements/care-proceedings-durations.toml: grant.fields:")
    assert "did you mean 'care_proceedings" in only


def test_kinds_that_would_cost_nothing_are_named(place: Path) -> None:
    assert load_place(place).without_unit_cost() == {}
    for path in (place / "programmes").glob("*.toml"):
        path.unlink()
    costs = place / "costs/unit_costs.csv"
    kept = [line for line in costs.read_text().splitlines() if not line.startswith("arrest,")]
    costs.write_text("\n".join(kept))
    assert load_place(place).without_unit_cost() == {"arrest": "arrest"}
