from pathlib import Path

import pytest

from support import results as made
from wholeplace.place import Place
from wholeplace.reporting import ReportingError, in_short, read_results
from wholeplace.reporting.prose import cohort_found, overlap_found, programme_found


def test_a_run_in_short(place: Place, tmp_path: Path) -> None:
    said = in_short(read_results(made.write_results(place, tmp_path)))
    assert said == [
        "4 sources brought 43,218 records, which are of 20,000 people in 9,412 households, with "
        "178,204 dated activities.",
        "The costliest 20% of residents account for 77.1% of the cost; 77% was expected "
        "(2014 evidence, 21).",
        "Troubled families, phase 1: two of three national criteria: 214 households (962 people) "
        "meet the rule; 37 more may, if what nobody has told us were known.",
        "Attendees at A&E who were already known to adult social care: 21.8%, that is 918 of 4,210 "
        "(95% interval 20.5% to 23.2%).",
        "Care proceedings: costs £50k and saves £439k over 4 years; it is paid back after 1.4 "
        "years. HM Courts and Tribunals Service and Cafcass gain and have no power to pay: ask.",
        "Troubled families: costs £200k and saves £394k over 5 years; it is paid back after 3.3 "
        "years. Department for Work and Pensions gains and has no power to pay: ask.",
    ]


def test_one_household_meets_the_rule() -> None:
    alone = {**made.families(), "count": 1, "people": 1, "possible": 0}
    assert cohort_found(alone) == "1 household (1 person) meets the rule."


def test_nobody_in_the_first_cohort_is_no_share() -> None:
    assert overlap_found({**made.overlap(), "n_a": 0, "share": None}) == "Nobody to count."


@pytest.mark.parametrize(
    ("payback", "words"),
    [(None, "it is not paid back in that time"), (0.0, "it pays from the start")],
)
def test_payback_that_never_comes_and_payback_at_once(payback: float | None, words: str) -> None:
    assert words in programme_found({**made.troubled_families(), "payback_years": payback})


def test_a_missing_results_file_says_what_to_do(place: Place, tmp_path: Path) -> None:
    made.write_results(place, tmp_path)
    (tmp_path / "linkage.json").unlink()
    with pytest.raises(ReportingError, match=r"linkage\.json: is missing; 'wholeplace run PLACE'"):
        read_results(tmp_path)


def test_a_torn_results_file_is_named(place: Place, tmp_path: Path) -> None:
    made.write_results(place, tmp_path)
    (tmp_path / "map.json").write_text('{"measures": [')
    with pytest.raises(ReportingError, match=r"map\.json: cannot be read"):
        read_results(tmp_path)
