"""What the slots of a letting settle about a household, and what they leave open."""

import pytest

from wholeplace.pooling.intake.formats.core_household import Household, slots_among

LEAD = ("", "34", "F", "", "4")
PARTNER = ("P", "36", "M", "", "4")
CHILD = ("C", "4", "M", "", "9")
GROWN = ("C", "19", "F", "", "1")
SILENT = ("R", "", "R", "", "10")


def of(*people, told=""):
    return Household.of(people, told)


def test_a_household_is_counted_by_its_slots():
    home = of(LEAD, PARTNER, ("", "", "", "", ""), CHILD)

    assert (home.size, home.children, home.workless) == ("3", "1", "yes")
    assert home.members == "partner 36 M 4; child 4 M 9"


def test_someone_in_paid_work_settles_it():
    assert of(LEAD, GROWN, SILENT).workless == "no"


def test_someone_who_does_not_say_leaves_it_open():
    home = of(LEAD, SILENT)

    assert (home.children, home.workless) == ("", "")
    assert home.members == "other ? ? 10"


def test_a_child_is_known_by_work_without_an_age():
    assert of(LEAD, ("C", "R", "", "", "9")).children == "1"
    assert of(LEAD, ("C", "R", "", "", "9")).workless == "yes"


def test_a_child_over_fifteen_is_an_adult():
    assert of(LEAD, GROWN).children == "0"


def test_labels_are_read_as_codes():
    labelled = of(
        ("", "35", "", "Female", "Jobseeker"),
        ("Yes", "32", "", "Male", "Full-time - 30 hours or more per week"),
        ("No", "4", "", "", "Child under 16"),
    )

    assert labelled.members == "partner 32 M 1; other 4 ? 9"
    assert labelled.workless == "no"


def test_sex_at_birth_goes_before_gender():
    assert of(LEAD, ("P", "36", "M", "F", "4")).members == "partner 36 F 4"


@pytest.mark.parametrize(("told", "children", "workless"), [("2", "0", "yes"), ("3", "", "")])
def test_people_of_whom_nothing_is_said_leave_it_open(told, children, workless):
    home = of(LEAD, PARTNER, told=told)

    assert (home.size, home.children, home.workless) == (told, children, workless)


def test_only_slots_that_a_file_has_are_looked_at():
    slots = slots_among(["age1", "relat3", "hhmemb"])

    assert [slot[0] for slot in slots] == ["relat1", "relat3"]
