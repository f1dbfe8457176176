"""Names that point elsewhere must point at something: partners, kinds, costs, cohorts, areas."""

from collections.abc import Iterator

from .agreement_checks import check_agreement, check_wording
from .cohorts import Cohort, NotInForce, Segmentation
from .known import known
from .objections import Objection, shipped_objections
from .place import Place
from .problems import Problem
from .programmes import Programme
from .sources import Source


def crosscheck(place: Place) -> list[Problem]:
    """Every reference in the place that leads nowhere."""
    return list(_all(place))


def _all(place: Place) -> Iterator[Problem]:
    yield from _place(place)
    for source in place.sources.values():
        yield from _source(place, source)
    for agreement in place.agreements.values():
        yield from check_agreement(place, agreement)
    for wording in place.wordings.values():
        yield from check_wording(place, wording)
    for objection in place.objections.values():
        yield from _objection(place, objection)
    for cohort in place.cohorts.values():
        yield from _rule(place, cohort)
    for overlap in place.overlaps.values():
        yield from known(
            f"cohorts/{overlap.id}.toml", "a, b", [overlap.a, overlap.b], place.cohorts
        )
    for one in place.concentrations.values():
        yield from known(f"cohorts/{one.id}.toml", "kinds", one.kinds, place.vocabulary.kinds)
    for published in place.publications.values():
        file = f"publications/{published.id}.toml"
        yield from known(file, "cohort", [published.cohort], place.cohorts)
    for programme in place.programmes.values():
        yield from _programme(place, programme)
    for cost in place.costs.values():
        yield from known("costs", f"{cost.id} bearers", cost.bearers, _bearers(place))


def _place(place: Place) -> Iterator[Problem]:
    for borough in place.areas.boroughs:
        yield from known(
            "place.toml", f"areas.borough {borough.name}", [borough.partner], place.partners
        )
    areas = place.areas
    named = [areas.postcodes, areas.wards, areas.deprivation, areas.communal]
    for name in filter(None, named):
        if not (place.root / name).is_file():
            yield Problem("place.toml", "areas", f"names the file '{name}', which is not there")
    for partner in place.partners.values():
        if partner.succeeded_by:
            yield from known(
                f"partners/{partner.id}.toml", "succeeded_by", partner.succeeded_by, place.partners
            )


def _source(place: Place, source: Source) -> Iterator[Problem]:
    file = f"sources/{source.id}.toml"
    yield from known(file, "partner", [source.partner], place.partners)
    same = filter(None, [source.same_people_as])
    yield from known(file, "same_people_as", same, place.sources)
    for coverage in source.coverage:
        yield from known(file, "coverage.kinds", coverage.kinds, place.vocabulary.kinds)
    if source.mapping and source.mapping.aggregate:
        kinds = [source.mapping.aggregate.kind]
        yield from known(file, "mapping.aggregate.kind", kinds, place.vocabulary.kinds)
    for activity in source.mapping.activities if source.mapping else ():
        yield from known(file, "mapping.activity.kind", [activity.kind], place.vocabulary.kinds)
        if activity.kind in place.vocabulary.kinds:
            declared = place.vocabulary.kinds[activity.kind].attributes
            given = [*activity.attributes, *activity.constants]
            yield from known(file, f"mapping.activity {activity.kind}", given, declared)


def _objection(place: Place, objection: Objection) -> Iterator[Problem]:
    file = f"objections/{objection.id}.toml"
    yield from known(file, "sources", objection.sources, place.sources)
    if objection.id in shipped_objections():
        yield Problem(file, "id", f"'{objection.id}' comes with the product; choose another id")


def _rule(place: Place, rule: Cohort | Segmentation) -> Iterator[Problem]:
    file, kinds = f"cohorts/{rule.id}.toml", place.vocabulary.kinds
    try:
        rule.on(rule.as_at or place.as_at)
    except NotInForce as error:
        yield Problem(file, "from", str(error))
    for key, asked in rule.named:
        yield from known(file, key, [asked.kind], kinds)
        if asked.kind in kinds:
            yield from known(file, key, asked.reads, kinds[asked.kind].attributes)


def _programme(place: Place, programme: Programme) -> Iterator[Problem]:
    file = f"programmes/{programme.id}.toml"
    cohorts = filter(None, [programme.cohort, programme.reach.cohort])
    yield from known(file, "cohort", cohorts, place.cohorts)
    yield from known(
        file, "benefit.unit_cost", [b.unit_cost for b in programme.benefits], place.costs
    )
    payers = [*programme.funds.partners, *filter(None, [programme.funds.gap_funder])]
    yield from known(file, "funds.from", payers, _bearers(place))
    yield from known(file, "cost.by", filter(None, [c.by for c in programme.costs]), place.partners)
    yield from known(file, "footprint", programme.footprint, place.borough_codes())


def _bearers(place: Place) -> set[str]:
    return set(place.partners) | {p.kind for p in place.partners.values()}
