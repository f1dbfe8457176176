"""Names that point elsewhere must point at something: partners, kinds, costs, cohorts, areas."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from .agreements import Agreement
from .cohorts import Cohort
from .place import Place
from .problems import Problem
from .programmes import Programme
from .sources import Source
from .vocabulary import Vocabulary

MANY = 25
"""More names than this are not listed in an error."""


def crosscheck(place: Place) -> list[Problem]:
    """Every reference in the place that leads nowhere."""
    return list(_all(place))


def _all(place: Place) -> Iterator[Problem]:
    yield from _place(place)
    for source in place.sources.values():
        yield from _source(place, source)
    for agreement in place.agreements.values():
        yield from _agreement(place, agreement)
    for cohort in place.cohorts.values():
        yield from _cohort(place, cohort)
    for overlap in place.overlaps.values():
        yield from _known(
            f"cohorts/{overlap.id}.toml", "a, b", [overlap.a, overlap.b], place.cohorts
        )
    for one in place.concentrations.values():
        yield from _known(f"cohorts/{one.id}.toml", "kinds", one.kinds, place.vocabulary.kinds)
    for published in place.publications.values():
        file = f"publications/{published.id}.toml"
        yield from _known(file, "cohort", [published.cohort], place.cohorts)
    for programme in place.programmes.values():
        yield from _programme(place, programme)
    for cost in place.costs.values():
        yield from _known("costs", f"{cost.id} bearers", cost.bearers, _bearers(place))


def _place(place: Place) -> Iterator[Problem]:
    for borough in place.areas.boroughs:
        yield from _known(
            "place.toml", f"areas.borough {borough.name}", [borough.partner], place.partners
        )
    named = [place.areas.postcodes, place.areas.wards, place.areas.deprivation]
    for name in filter(None, named):
        if not (place.root / name).is_file():
            yield Problem("place.toml", "areas", f"names the file '{name}', which is not there")
    for partner in place.partners.values():
        if partner.succeeded_by:
            yield from _known(
                f"partners/{partner.id}.toml", "succeeded_by", partner.succeeded_by, place.partners
            )


def _source(place: Place, source: Source) -> Iterator[Problem]:
    file = f"sources/{source.id}.toml"
    yield from _known(file, "partner", [source.partner], place.partners)
    same = filter(None, [source.same_people_as])
    yield from _known(file, "same_people_as", same, place.sources)
    for coverage in source.coverage:
        yield from _known(file, "coverage.kinds", coverage.kinds, place.vocabulary.kinds)
    if source.mapping and source.mapping.aggregate:
        kinds = [source.mapping.aggregate.kind]
        yield from _known(file, "mapping.aggregate.kind", kinds, place.vocabulary.kinds)
    for activity in source.mapping.activities if source.mapping else ():
        yield from _known(file, "mapping.activity.kind", [activity.kind], place.vocabulary.kinds)
        if activity.kind in place.vocabulary.kinds:
            declared = place.vocabulary.kinds[activity.kind].attributes
            given = [*activity.attributes, *activity.constants]
            yield from _known(file, f"mapping.activity {activity.kind}", given, declared)


def _agreement(place: Place, agreement: Agreement) -> Iterator[Problem]:
    fields = [field for grant in agreement.grants for field in grant.fields]
    for key, names, known in (
        ("parties", agreement.parties, place.partners),
        ("programmes", agreement.programmes, place.programmes),
        ("grant.source", [g.source for g in agreement.grants], place.sources),
        ("grant.fields", fields, _fields(place.vocabulary)),
        ("signature.party", [s.party for s in agreement.signatures], agreement.parties),
    ):
        yield from _known(f"agreements/{agreement.id}.toml", key, names, known)


def _fields(vocabulary: Vocabulary) -> set[str]:
    """Every field word that a grant may use."""
    words = {"*", "record", "identifier", "address", "contact", "spend"}
    for name, kind in vocabulary.kinds.items():
        words |= {name, f"{name}.dates", *(f"{name}.{attribute}" for attribute in kind.attributes)}
    return words


def _cohort(place: Place, cohort: Cohort) -> Iterator[Problem]:
    file = f"cohorts/{cohort.id}.toml"
    for criterion in cohort.criteria:
        for test in criterion.tests:
            key = f"criterion {criterion.id}"
            yield from _known(file, key, [test.kind], place.vocabulary.kinds)
            if test.kind in place.vocabulary.kinds:
                read = [*test.where, *filter(None, (test.numerator, test.denominator))]
                yield from _known(file, key, read, place.vocabulary.kinds[test.kind].attributes)


def _programme(place: Place, programme: Programme) -> Iterator[Problem]:
    file = f"programmes/{programme.id}.toml"
    cohorts = filter(None, [programme.cohort, programme.reach.cohort])
    yield from _known(file, "cohort", cohorts, place.cohorts)
    yield from _known(
        file, "benefit.unit_cost", [b.unit_cost for b in programme.benefits], place.costs
    )
    payers = [*programme.funds.partners, *filter(None, [programme.funds.gap_funder])]
    yield from _known(file, "funds.from", payers, _bearers(place))
    yield from _known(
        file, "cost.by", filter(None, [c.by for c in programme.costs]), place.partners
    )
    yield from _known(file, "footprint", programme.footprint, place.borough_codes())


def _bearers(place: Place) -> set[str]:
    return set(place.partners) | {p.kind for p in place.partners.values()}


def _known(file: str, key: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    known = sorted(known)
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"did you mean '{close[0]}'? " if close else ""
            yield Problem(file, key, f"'{name}' is not known; {hint}Known: {_listed(known)}")


def _listed(known: Sequence[str]) -> str:
    if len(known) <= MANY:
        return ", ".join(known) or "none"
    return f"{', '.join(known[:MANY])} and {len(known) - MANY} more"
