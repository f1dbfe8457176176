"""Files as partners' systems write them."""

import csv
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from openpyxl import load_workbook

from wholeplace.synthetic.formats import CinChild, write_cin_census, write_csv, write_xlsx
from wholeplace.synthetic.text import strings

AWKWARD = ["plain", "a, b", 'said "no"', "two\nlines", "", "Zoë"]


def test_csv_survives_awkward_cells(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", {"one": strings(AWKWARD), "two, too": strings(AWKWARD)})

    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))

    assert rows == [["one", "two, too"], *([cell, cell] for cell in AWKWARD)]


def test_csv_writes_an_unknown_cell_empty(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", {"one": strings(["x", None]), "two": strings(["y", "z"])})

    assert (tmp_path / "a.csv").read_text() == "one,two\nx,y\n,z\n"


def test_csv_in_an_old_encoding(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", {"name": strings(["François"])}, encoding="cp1252")

    assert (tmp_path / "a.csv").read_bytes() == "name\nFrançois\n".encode("cp1252")


def test_csv_without_rows_still_has_its_header(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", {"one": strings([]), "two": strings([])}, preamble="Title\n")

    assert (tmp_path / "a.csv").read_text() == "Title\none,two\n"


def test_xlsx_does_not_depend_on_the_clock(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", "Sheet", [("x", 1)])
    time.sleep(2.1)  # the finest step a zip file's clock has
    write_xlsx(tmp_path / "b.xlsx", "Sheet", [("x", 1)])

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_xlsx_can_be_read(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", "Outcomes", [("Title",), (), ("ID", "Score"), ("A", 3)])

    page = load_workbook(tmp_path / "a.xlsx")["Outcomes"]

    assert [cell.value for cell in page[4]] == ["A", 3]


def test_census_leaves_out_what_is_not_known(tmp_path: Path) -> None:
    child = CinChild(
        "100001", "UN1", "2012-05-01", "2", "WBRI", "NONE", "2013-01-10", "1A", "N1", "", "",
        "2013-02-01", "2013-02-20", "", "NEG", "2B 3A", "2013-02-01", "2013-02-22", "2013-02-20",
    )  # fmt: skip

    write_cin_census(tmp_path / "cin.xml", "E09000033", [child])

    told = ElementTree.parse(tmp_path / "cin.xml").find("Children/Child")
    assert told.findtext("ChildIdentifiers/UPN") is None
    assert told.findtext("ChildIdentifiers/UPNunknown") == "UN1"
    assert told.findtext("CINdetails/CINclosureDate") is None
    assert told.findtext("CINdetails/ChildProtectionPlans/CPPstartDate") == "2013-02-20"
    assert told.findtext("CINdetails/Section47/DateOfInitialCPC") == "2013-02-20"
    assert [f.text for f in told.iter("AssessmentFactors")] == ["2B", "3A"]


def test_census_names_its_council(tmp_path: Path) -> None:
    write_cin_census(tmp_path / "cin.xml", "E09000013", [])

    root = ElementTree.parse(tmp_path / "cin.xml").getroot()
    assert root.findtext("Header/Source/LEA") == "205"
    assert root.findtext("Header/CollectionDetails/Year") == "2014"
