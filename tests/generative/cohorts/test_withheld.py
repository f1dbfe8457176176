"""With rows kept back by people's choices the two engines agree, and silence means nothing."""

from dataclasses import replace
from datetime import date
from random import Random

import pyarrow as pa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from support.cohorts import Town
from support.cohorts.generated import DAYS, KINDS, cohorts, town
from wholeplace.cohorts import LeftOut, evaluate
from wholeplace.cohorts.reference import Facts, judge
from wholeplace.cohorts.withholding import SHUT
from wholeplace.place import Cohort

QUICK = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@given(st.lists(cohorts(), min_size=4, max_size=4), st.integers(0, 2**32), st.sampled_from(DAYS))
@QUICK
def test_both_engines_leave_the_same_out(batch: list[Cohort], number: int, as_at: date) -> None:
    made = town(number, as_at)
    left = choose(made, Random(number))
    frames, facts = made.frames().without(left), keep(made.facts(), left)
    for cohort in batch:
        result, judged = evaluate(cohort, frames, as_at), judge(cohort, facts, as_at)
        assert result.members["unit"].to_pylist() == [u.id for u in judged if u.certain]
        assert result.possible == sum(u.possible for u in judged)
        assert result.certain + result.possible + result.impossible == len(judged)
        assert left.gone.isdisjoint(result.member_people["person"].to_pylist())


def choose(made: Town, random: Random) -> LeftOut:
    """Some people keep some kinds of some sources back, and a few keep everything."""
    people = [row["person"] for row in made.rows["person"]]
    sources = sorted({row["source"] for row in made.rows["activity"]}) or ["a-source"]
    shut = [
        {"kind": kind, "source": source, "person": person}
        for kind in random.sample(KINDS, 3)
        for source in sources
        for person in people
        if random.random() < 0.3
    ]
    gone = frozenset(person for person in people if random.random() < 0.1)
    return LeftOut(pa.Table.from_pylist(shut, schema=SHUT), gone, 0, 0, {})


def keep(facts: Facts, left: LeftOut) -> Facts:
    """The same facts without what is kept back."""
    shut = {(row["kind"], row["source"], row["person"]) for row in left.shut.to_pylist()}
    return replace(
        facts,
        persons=[row for row in facts.persons if row["person"] not in left.gone],
        members=[row for row in facts.members if row["person"] not in left.gone],
        activities=[
            row
            for row in facts.activities
            if (row["kind"], row["source"], row["person"]) not in shut
            and row["person"] not in left.gone
        ],
        unread={(person, kind) for kind, _, person in shut},
    )
