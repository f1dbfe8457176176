"""The measures a map can show: people pooled, cost of health and care, and every cohort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from wholeplace.place import Concentration, Vocabulary

from .area_map import Measure, tally
from .tables import Tables

if TYPE_CHECKING:
    from wholeplace.cohorts import CohortResult

Counts = Mapping[str, int]


def measures(
    tables: Tables,
    vocabulary: Vocabulary,
    residents: Counts,
    cohorts: Sequence[CohortResult],
    costs: Sequence[tuple[Concentration, pa.Table]],
) -> list[Measure]:
    """Everything that is known by ward. ``costs`` gives pence by person for each definition."""
    where = _where(tables)
    people = tally(where["ward"].to_pylist())
    households = _household_wards(where)
    found = [_pooled(people, residents)]
    found += [_cost(definition, vocabulary, table, where, residents) for definition, table in costs]
    found += [_cohort(result, where, households, residents) for result in cohorts]
    return found


def _where(tables: Tables) -> pa.Table:
    living = tables.living
    return living.select("person", "ward", "household").order_by("person").to_pyarrow()


def _household_wards(where: pa.Table) -> dict[str, str]:
    """A household is where its first member is."""
    homes: dict[str, str] = {}
    for household, ward in zip(
        where["household"].to_pylist(), where["ward"].to_pylist(), strict=True
    ):
        if household and ward:
            homes.setdefault(household, ward)
    return homes


def _pooled(people: Counts, residents: Counts) -> Measure:
    return Measure(
        "people",
        "People known to any partner, per 1,000 residents",
        "people per 1,000 residents",
        top=people,
        bottom=residents,
        people=people,
    )


def _subject(definition: Concentration, vocabulary: Vocabulary) -> str:
    """What is costed, in the vocabulary's words when its kinds share a theme."""
    themes = {vocabulary.kinds[kind].theme for kind in definition.kinds}
    return themes.pop().capitalize() if len(themes) == 1 else definition.title


def _cost(
    definition: Concentration,
    vocabulary: Vocabulary,
    pence: pa.Table,
    where: pa.Table,
    residents: Counts,
) -> Measure:
    at_home = pence.join(where.select(["person", "ward"]), "person", join_type="inner")
    by_ward = at_home.group_by("ward").aggregate([("pence", "sum"), ("person", "count")])
    rows = by_ward.to_pylist()
    return Measure(
        definition.id,
        f"{_subject(definition, vocabulary)}, cost for each resident",
        "GBP for each resident",
        top={row["ward"]: row["pence_sum"] / 100 for row in rows if row["ward"]},
        bottom=residents,
        people={row["ward"]: row["person_count"] for row in rows if row["ward"]},
        times=1.0,
    )


def _cohort(
    result: CohortResult, where: pa.Table, households: Mapping[str, str], residents: Counts
) -> Measure:
    of_person = dict(zip(where["person"].to_pylist(), where["ward"].to_pylist(), strict=True))
    people = tally(of_person.get(p) for p in result.member_people["person"].to_pylist())
    members: Counts
    bottom: Counts
    if result.unit == "household":
        members = tally(households.get(h) for h in result.members["unit"].to_pylist())
        bottom, noun = tally(households.values()), "households"
    else:
        members, bottom, noun = people, residents, "residents"
    return Measure(
        result.id,
        f"{result.cohort.title}, per 1,000 {noun}",
        f"per 1,000 {noun}",
        top=members,
        bottom=bottom,
        people=people,
    )
