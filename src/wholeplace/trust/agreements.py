"""Decide a request from the recorded agreements. Nothing is permitted unless one grants it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from wholeplace.place import Agreement, Purpose
from wholeplace.place.agreements import Grain
from wholeplace.place.objections import Objection, shipped_objections
from wholeplace.place.partners import PartnerKind
from wholeplace.place.purposes import purpose_tree, within

from .bars import Bar, bars_on, shipped_bars
from .conditions import ground
from .grants import not_granted
from .recipients import not_for_them
from .requests import Decision, Ground, Request
from .validity import not_in_force

_DETAIL: dict[Grain, int] = {"aggregate": 0, "pseudonymised": 1, "named": 2}

Agreements = Mapping[str, Agreement] | Iterable[Agreement]


def decide(
    request: Request,
    agreements: Agreements,
    at: date,
    bars: Iterable[Bar] | None = None,
    objections: Iterable[Objection] | None = None,
) -> Decision:
    """Permit when one agreement, in force on ``at``, grants every field and no bar stops it.

    The same rule at compile, run and release. Bars and objections are those that come with the
    product unless others are given. Each ground of a permission has conditions, which whoever
    reads the rows must keep.
    """
    law = shipped_bars() if bars is None else tuple(bars)
    lists = list(shipped_objections().values() if objections is None else objections)
    grounds: list[Ground] = []
    near: dict[int, list[str]] = {}
    for agreement in naming(request.source, agreements):
        stage, reasons = _against(request, agreement, at, law)
        if not reasons:
            grounds.append(ground(request, agreement, lists, at))
        near.setdefault(stage, []).extend(reasons)
    if grounds:
        said = tuple(f"agreement '{g.agreement}' grants it" for g in grounds)
        return Decision(True, said, tuple(grounds))
    return Decision(False, _refused(request, near))


def may_hold(
    source: str,
    field: str,
    agreements: Agreements,
    at: date,
    grain: Grain,
    held_by: PartnerKind | None = None,
    holder: str | None = None,
) -> Decision:
    """Whether the pool may hold a field: some agreement in force opens it for some purpose.

    Each later use is asked about again, with its own purpose.
    """
    held = naming(source, agreements)
    programmes = [None, *sorted({p for a in held for p in a.programmes})]
    asked = Request("planning", source, (field,), grain=grain, held_by=held_by, holder=holder)
    reasons: list[str] = []
    for purpose in _uses():
        for programme in programmes:
            decision = decide(replace(asked, purpose=purpose, programme=programme), held, at)
            if decision.permit:
                return decision
            reasons += decision.reasons
    return Decision(False, _most_telling(reasons))


def naming(source: str, agreements: Agreements) -> list[Agreement]:
    """Agreements that grant anything of a source, by id."""
    found = [a for a in _each(agreements) if any(g.source == source for g in a.grants)]
    return sorted(found, key=lambda a: a.id)


def _uses() -> Iterator[Purpose]:
    yield from (p for p in purpose_tree() if p != "matching")


_WRONG_PURPOSE, _NOT_TIED, _BARRED, _NOT_IN_FORCE, _NOT_GRANTED = 0, 1, 2, 3, 4


def _against(
    request: Request, agreement: Agreement, at: date, law: tuple[Bar, ...]
) -> tuple[int, list[str]]:
    """How far the request gets with one agreement, and what stops it there."""
    if not within(request.purpose, agreement.purposes):
        return _WRONG_PURPOSE, [agreement.id]
    tied = list(_outside(request, agreement))
    if tied:
        return _NOT_TIED, tied
    barred = [str(bar) for bar in bars_on(request, agreement, at, law)]
    if barred:
        return _BARRED, barred
    stopped = not_in_force(agreement, at)
    if stopped:
        return _NOT_IN_FORCE, stopped
    return _NOT_GRANTED, not_granted(agreement, request.source, request.fields)


def _outside(request: Request, agreement: Agreement) -> Iterator[str]:
    if agreement.programmes and request.programme not in agreement.programmes:
        yield f"agreement '{agreement.id}' holds only for {', '.join(agreement.programmes)}"
    if _DETAIL[request.grain] > _DETAIL[agreement.grain]:
        yield f"agreement '{agreement.id}' allows {agreement.grain} data, not {request.grain}"
    if request.areas and agreement.areas and not set(request.areas) & set(agreement.areas):
        yield f"agreement '{agreement.id}' holds only for people of {', '.join(agreement.areas)}"
    yield from not_for_them(request, agreement)


def _refused(request: Request, near: dict[int, list[str]]) -> tuple[str, ...]:
    """What stood in the way where the request got furthest, and every bar."""
    if not near:
        return (f"no agreement covers source '{request.source}'",)
    closest = near[max(near)]
    if max(near) == _WRONG_PURPOSE:
        closest = [_no_purpose(request, closest)]
    return tuple(dict.fromkeys([*closest, *near.get(_BARRED, [])]))


def _no_purpose(request: Request, others: list[str]) -> str:
    named = ", ".join(f"'{name}'" for name in others)
    return (
        f"no agreement covers '{request.source}' for {request.purpose.replace('-', ' ')};"
        f" it is named only in {named}, for other purposes"
    )


def _most_telling(reasons: list[str]) -> tuple[str, ...]:
    """Reasons that name what is missing, before those that only say a purpose has none."""
    named = [r for r in dict.fromkeys(reasons) if not r.startswith("no agreement")]
    return tuple(named) or tuple(dict.fromkeys(reasons))[:1]


def _each(agreements: Agreements) -> Iterable[Agreement]:
    return agreements.values() if isinstance(agreements, Mapping) else agreements
