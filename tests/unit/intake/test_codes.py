"""Code lists by return year."""

import tomllib
from importlib.resources import files

import pytest

from wholeplace.pooling.intake.codes import code_list
from wholeplace.pooling.intake.formats import KNOWN

LISTS = sorted(
    f"{path.name.removesuffix('.toml')}.{table}"
    for path in files("wholeplace.pooling.intake.codes").iterdir()
    if path.name.endswith(".toml")
    for table in tomllib.loads(path.read_text("utf-8"))
)
USED = sorted({name for f in KNOWN.values() for m in f.mappings for name in m.code_lists.values()})


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_what_it_is_and_where_it_is_from(name):
    found = code_list(name)

    assert found.title and found.source and found.codes
    assert all(code.means and code.start < code.to for code in found.codes.values())


@pytest.mark.parametrize("name", USED)
def test_every_list_a_layout_names_is_there(name):
    assert name in LISTS


@pytest.mark.parametrize(
    ("name", "code", "first", "last"),
    [
        ("ssda903.placement", "K3", 2025, None),
        ("ssda903.placement", "Z11", 2026, None),
        ("ssda903.placement", "Z14", 2026, None),
        ("ssda903.placement", "H5", None, 2024),
        ("ssda903.placement", "P2", None, 2024),
        ("ssda903.ceased", "E43", None, 2018),
        ("ssda903.ceased", "E45", 2019, None),
        ("ssda903.moved", "CUSTOD", 2019, None),
        ("ssda903.activity", "F3", None, 2021),
        ("ssda903.activity", "F4", 2022, None),
        ("children.sex", "1", None, 2024),
        ("children.sex", "F", 2025, None),
        ("children.census_sex", "9", None, 2024),
        ("cin_census.referral_source", "5D", 2023, None),
        ("cin_census.closure", "RC9", 2023, None),
        ("cin_census.factors", "24A", 2022, None),
        ("cin_census.factors", "18A", None, 2024),
    ],
)
def test_codes_come_and_go_with_the_years(name, code, first, last):
    known = {year for year in range(2017, 2028) if code in code_list(name).known(year)}

    assert known == set(range(first or 2017, (last or 2027) + 1))


def test_without_a_year_a_code_of_any_year_will_do():
    assert {"H5", "K3", "Z14"} <= code_list("ssda903.placement").known(None)
