"""What share of cost falls on the costliest residents, people without any cost included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wholeplace.place import Concentration

from .frames import Frames

if TYPE_CHECKING:
    import ibis.expr.types as ir

POINTS = 100

Step = tuple[int, int]
"""Pence, and how many people cost just that."""


@dataclass(frozen=True)
class Concentrated:
    """``top_share`` of ``total_pence`` falls on ``top`` of ``residents``, counted down."""

    definition: Concentration
    residents: int
    people_with_cost: int
    total_pence: int
    top_people: int
    top_share: float | None
    curve: tuple[tuple[float, float], ...]

    def to_json(self) -> dict[str, Any]:
        """What pages, reports and ``--json`` show of it."""
        expected = self.definition.expected
        return {
            "id": self.definition.id,
            "title": self.definition.title,
            "residents": self.residents,
            "people_with_cost": self.people_with_cost,
            "total_pence": self.total_pence,
            "top": float(self.definition.top.value),
            "top_people": self.top_people,
            "top_share": self.top_share,
            "expected": expected
            and {"value": float(expected.value), "source": expected.source, "note": expected.note},
            "curve": [list(point) for point in self.curve],
            "citation": list(self.definition.citation),
        }


def concentration(
    definition: Concentration, frames: Frames, residents: int | None = None
) -> Concentrated:
    """Rank all residents by cost in the window, and add up from the costliest.

    Residents are those of the ``population`` table, or a number of them in its boroughs; whoever of
    them has no cost counts as a person of nought pence. People of the same cost are one step of
    the ranking, so that no order of rows changes the answer. Sums are whole pence.
    """
    steps = _steps(definition, frames)
    known = sum(many for _, many in steps)
    residents = max(known, _residents(frames) if residents is None else residents)
    ranked = _with_the_rest(steps, residents - known)
    total = sum(pence * many for pence, many in steps)
    top = Fraction(definition.top.value)
    top_people = residents * top.numerator // top.denominator
    return Concentrated(
        definition=definition,
        residents=residents,
        people_with_cost=sum(many for pence, many in steps if pence),
        total_pence=total,
        top_people=top_people,
        top_share=next(_sums(ranked, [top_people])) / total if total else None,
        curve=_curve(ranked, residents, total),
    )


def _steps(definition: Concentration, frames: Frames) -> list[Step]:
    """Costs per resident, the highest first, each with the number of people it falls on."""
    rows = costed(definition, frames).semi_join(_residing(frames), "person")
    each = rows.group_by("person").agg(pence=rows.pence.sum())
    counted = each.group_by("pence").agg(many=each.count()).to_pyarrow()
    pairs = zip(counted["pence"].to_pylist(), counted["many"].to_pylist(), strict=True)
    return sorted(((int(pence), many) for pence, many in pairs), reverse=True)


def costed(definition: Concentration, frames: Frames) -> ir.Table:
    """Pence of each activity that falls in the window, for what lasts in proportion to its days.

    Halves of a penny go up. What is still running is taken to end with the window, the day to
    which its cost has been counted; what lasts no whole day is one day's.
    """
    import ibis

    rows = frames.activity
    rows = rows.filter(
        rows.kind.isin(definition.kinds),
        rows.pence.notnull(),
        rows.person.notnull(),
        rows.start < definition.end,
    )
    lasting = [k for k in definition.kinds if frames.vocabulary.kinds[k].lasting]
    opened, closed = ibis.literal(definition.start), ibis.literal(definition.end)
    rows = rows.mutate(
        until=ibis.ifelse(
            rows.kind.isin(lasting) & (rows.end.isnull() | (rows.end > rows.start)),
            rows.end.fill_null(definition.end),
            rows.start + ibis.interval(days=1),
        )
    )
    rows = rows.mutate(
        days=rows.until.delta(rows.start, unit="day"),
        inside=ibis.least(rows.until, closed).delta(ibis.greatest(rows.start, opened), unit="day"),
    )
    rows = rows.filter(rows.inside > 0)
    share = (rows.pence * rows.inside * 2 + rows.days) // (rows.days * 2)
    return rows.select("person", pence=share)


def _residing(frames: Frames) -> ir.Table:
    """People of the boroughs whose residents are counted, so that both count the same place."""
    return frames.person.semi_join(frames.population, "borough")


def _residents(frames: Frames) -> int:
    return int(frames.population.residents.sum().to_pyarrow().as_py() or 0)


def _with_the_rest(steps: Sequence[Step], rest: int) -> list[Step]:
    """Residents of nought pence, ranked where nought belongs: refunds may lie below it."""
    return sorted([*steps, (0, rest)], reverse=True)


def _sums(ranked: Sequence[Step], people: Sequence[int]) -> Iterator[int]:
    """Pence of the costliest so many people, for each number of them, in rising order."""
    counted, pence, steps = 0, 0, iter(ranked)
    each, many = 0, 0
    for wanted in people:
        while counted + many < wanted:
            pence, counted = pence + each * many, counted + many
            each, many = next(steps)
        yield pence + each * (wanted - counted)


def _curve(ranked: Sequence[Step], residents: int, total: int) -> tuple[tuple[float, float], ...]:
    """From nobody and nothing to everyone and all, in steps of one in a hundred residents."""
    if not (residents and total):
        return ()
    people = [residents * point // POINTS for point in range(POINTS + 1)]
    sums = _sums(ranked, people)
    return tuple((n / residents, pence / total) for n, pence in zip(people, sums, strict=True))
