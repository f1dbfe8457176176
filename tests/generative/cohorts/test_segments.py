"""Everybody is in exactly one segment, and the one that the slow engine would put them in."""

from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from support.cohorts.generated import DAYS, cohorts, town
from wholeplace.cohorts import segment
from wholeplace.cohorts.reference import Unit, Verdict, judge
from wholeplace.place import Cohort, Segmentation

QUICK = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@given(cohorts(), st.integers(0, 2**32), st.sampled_from(DAYS))
@QUICK
def test_segments_agree_with_the_reference(cohort: Cohort, number: int, as_at: date) -> None:
    made = town(number, as_at)
    found = segment(_segments(cohort), made.frames(), as_at)

    expected = [(unit.id, *_first(unit)) for unit in judge(cohort, made.facts(), as_at)]

    columns = (found.units[name].to_pylist() for name in ("unit", "segment", "sure"))
    assert list(zip(*columns, strict=True)) == expected
    assert sum(count.count for count in found.counts) == found.units.num_rows
    assert sum(count.unsure for count in found.counts) == sum(not sure for *_, sure in expected)


def _segments(cohort: Cohort) -> Segmentation:
    """A segment to each criterion of a cohort, and one for everybody else."""
    data = cohort.model_dump(by_alias=True, exclude={"select", "bands"}, exclude_defaults=True)
    segments = [{"id": c.id, "title": c.title, "of": (c.id,)} for c in cohort.criteria]
    others = {"id": "others", "title": "Everybody else"}
    return Segmentation.model_validate({**data, "segment": (*segments, others)})


def _first(unit: Unit) -> tuple[str, bool]:
    sure = True
    for judged in unit.criteria:
        if judged.verdict is Verdict.MET:
            return judged.criterion.id, sure
        sure = sure and judged.verdict is Verdict.NOT_MET
    return "others", sure
