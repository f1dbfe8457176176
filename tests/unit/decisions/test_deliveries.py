"""Delivered choices are taken whole or not at all, and what is wrong is told by row."""

from datetime import date
from pathlib import Path

import pytest

from wholeplace.place import Place, load_place
from wholeplace.place.scaffold import scaffold
from wholeplace.pooling.decisions import (
    DeliveryError,
    consents,
    file_of,
    give_consents,
    import_list,
    list_versions,
    lists_in_force,
)

NHS = ["999 000 0018", "9990000026", "9990000034"]
WORDING = """
[wording]
id = "help-1"
title = "May we?"
text = "If you agree, the police tell the council about you."
purposes = ["individual-help"]
partners = ["council", "police"]
months = 12

[[wording.asks]]
source = "offences"
fields = ["offence"]
"""
OWN = """
[objection]
id = "own"
title = "Own"
rule = "a test"
citation = "a test"
from = 2013-04-01
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "place"
    scaffold(folder)
    for name, text in {"wordings/help-1": WORDING, "objections/own": OWN}.items():
        path = folder / f"{name}.toml"
        path.parent.mkdir()
        path.write_text(text)
    return load_place(folder)


def delivered(place: Place, *rows: str) -> Path:
    path = place.root / "delivered.csv"
    path.write_text("".join(f"{row}\n" for row in rows))
    return path


def take(place: Place, *rows: str, on: date = date(2014, 1, 1), list: str = "own"):
    return import_list(place, place.all_objections()[list], delivered(place, *rows), on)


def test_the_same_people_have_the_same_version_in_any_order_and_spelling(place: Place) -> None:
    first = take(place, "nhs", *NHS)
    again = take(place, "nhs", *reversed([number.replace(" ", "") for number in NHS]), NHS[0])

    assert first.new and not again.new
    assert first.version == again.version
    assert first.version.entries == 3
    assert len(list_versions(place.register)) == 1


def test_a_list_counts_from_its_day_until_the_next_one_does(place: Place) -> None:
    first = take(place, "nhs", NHS[0], on=date(2014, 1, 1)).version
    second = take(place, "nhs", NHS[1], on=date(2014, 3, 1)).version

    def counts(day: date) -> object:
        return lists_in_force(place, day).get("own")

    assert counts(date(2013, 12, 31)) is None
    assert counts(date(2014, 1, 1)) == counts(date(2014, 2, 28)) == first
    assert counts(date(2014, 3, 1)) == second


def test_of_two_lists_for_one_day_the_later_import_counts(place: Place) -> None:
    take(place, "nhs", NHS[0])
    second = take(place, "nhs", NHS[1]).version

    assert lists_in_force(place, date(2014, 1, 1))["own"] == second


def test_an_empty_list_takes_everybody_off(place: Place) -> None:
    take(place, "nhs", NHS[0])
    emptied = take(place, "nhs", on=date(2014, 2, 1)).version

    assert emptied.entries == 0
    assert lists_in_force(place, date(2014, 2, 1))["own"] == emptied


def test_a_list_of_another_time_is_kept_and_does_not_count(place: Place) -> None:
    take(place, "nhs", NHS[0], list="national-data-opt-out")

    assert len(list_versions(place.register)) == 1
    assert lists_in_force(place, date(2014, 3, 31)) == {}
    assert "national-data-opt-out" in lists_in_force(place, date(2018, 5, 25))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "is empty"),
        (["nhs", "9990000019"], "row 2: '9990000019' is no valid NHS number"),
        (["nhs,name", "9990000026,Ann"], "does not know 'name'; columns are: nhs, scheme"),
        (["nhs,nhs", "9990000026,1"], "names 'nhs' twice"),
        (["from", "2014-01-01"], "does not say who; give a column 'nhs'"),
        (["nhs", "9990000026,extra"], "row 2: has 2 cells where the first row has 1"),
        (["nhs,from", "9990000026,1/2/2014"], "row 2: 'from' is '1/2/2014', which is no date"),
        (["nhs,from,to", "9990000026,2014-02-01,2014-01-01"], "must be later than"),
        (["nhs,purposes", "9990000026,marketing"], "'purposes' names 'marketing'; known:"),
        (["nhs,purposes", "9990000026,matching"], "'purposes' names 'matching'"),
        (["nhs,sources", "9990000026,library"], "'sources' names 'library'"),
        (["source,local_id", "library,1"], "'library' is not a source of this place"),
        (["source,local_id", "offences,"], "row 2: 'source' and 'local_id' go together"),
        (["nhs,source,local_id", "9990000026,offences,1"], "says who in two ways"),
        (["scheme,value", "N H S,1"], "'N H S' is no scheme"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_nothing_is_taken(
    place: Place, rows: list[str], said: str
) -> None:
    with pytest.raises(DeliveryError) as refused:
        take(place, *rows)

    assert said in str(refused.value)
    assert list_versions(place.register) == []


def test_one_bad_row_among_good_ones_takes_nothing(place: Place) -> None:
    with pytest.raises(DeliveryError, match=r"row 3.*\nNothing was taken"):
        take(place, "nhs", NHS[0], "123", NHS[1])

    assert list_versions(place.register) == []


@pytest.mark.parametrize("raw", [b"nhs\n\xff\xfe\n", b"nhs\n1\x00\n", b"\xff\xfen\x00h\x00"])
def test_bytes_that_are_no_text_are_refused(place: Place, raw: bytes) -> None:
    path = place.root / "odd.csv"
    path.write_bytes(raw)
    with pytest.raises(DeliveryError, match="save it as CSV in UTF-8"):
        import_list(place, place.all_objections()["own"], path, date(2014, 1, 1))


def test_an_objection_upheld_for_a_person_says_for_what(place: Place) -> None:
    with pytest.raises(DeliveryError, match="give 'purposes' or 'sources'"):
        take(place, "nhs", NHS[0], list="section-10-notice")

    taken = take(place, "nhs,purposes", f"{NHS[0]},planning;evaluation", list="section-10-notice")
    assert taken.version.entries == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("9990000026,help-2,2014-01-01,form,", "'help-2' is no wording of this place"),
        ("9990000026,help-1,,form,", "says neither when consent was 'given' nor"),
        ("9990000026,help-1,2014-01-01,,", "does not say by what 'means'"),
        ("9990000026,help-1,2014-02-01,form,2014-01-01", "was withdrawn (2014-01-01) before"),
    ],
)
def test_a_consent_without_what_makes_it_one_is_refused(place: Place, row: str, said: str) -> None:
    path = delivered(place, "nhs,wording,given,means,withdrawn", row)
    with pytest.raises(DeliveryError) as refused:
        give_consents(place, path)

    assert said in str(refused.value)
    assert consents(place.register) == []


def test_consents_are_added_once_and_keep_what_was_read(place: Place) -> None:
    rows = ["nhs,wording,given,means,withdrawn", "9990000026,help-1,2014-01-01,form,2014-02-01"]
    path = delivered(place, *rows)

    assert (give_consents(place, path), give_consents(place, path)) == (2, 0)
    given, withdrawn = consents(place.register)
    assert (given.what, given.means, given.until) == ("given", "form", date(2015, 1, 1))
    assert given.sha256 == place.wordings["help-1"].sha256
    assert '"individual-help"' in given.covers
    assert (withdrawn.what, withdrawn.on) == ("withdrawn", date(2014, 2, 1))


def test_a_changed_wording_has_another_hash(place: Place) -> None:
    wording = place.wordings["help-1"]
    edited = wording.model_copy(update={"text": f"{wording.text} And the schools."})
    wider = wording.model_copy(update={"partners": (*wording.partners, "schools")})

    assert len({wording.sha256, edited.sha256, wider.sha256}) == 3


def test_a_delivery_cut_short_by_a_kill_is_taken_again_without_doubles(place: Place) -> None:
    rows = [f"{number},help-1,2014-01-01,form" for number in NHS]
    path = delivered(place, "nhs,wording,given,means", *rows)
    give_consents(place, path)
    kept = file_of(place.register, "consents")
    whole = kept.read_bytes()
    kept.write_bytes(whole[: whole.index(b"\n") + 20])
    assert len(consents(place.register)) == 1

    assert give_consents(place, path) == 2
    assert kept.read_bytes() == whole
