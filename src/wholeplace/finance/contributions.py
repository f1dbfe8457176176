"""Who pays in, in proportion to what they save (2014 evidence, 17), to the penny."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .errors import NoFunder
from .pence import Weight, apportion

ASK = "gains, cannot pay: ask"


@dataclass(frozen=True)
class Contribution:
    """One partner's part, in pence."""

    partner: str
    saving: int
    due: int
    pays: int
    compensation: int
    carries: int
    power: str | None

    @property
    def asked(self) -> int:
        """What it would owe and has no power to pay."""
        return 0 if self.power else self.due


def contribute(
    cost: int,
    savings: Mapping[str, int],
    *,
    powers: Mapping[str, str | None],
    gap_funders: Mapping[str, Weight] | None = None,
    participation: Decimal | None = None,
    cash: Mapping[str, int] | None = None,
) -> list[Contribution]:
    """Share ``cost`` over partners with positive savings; what they pay adds up to it exactly.

    Losers are compensated first, so that none ends below nothing. ``participation`` limits what a
    partner pays to a share of its ``cash`` (its saving, if that is not given); others with room
    then pay more. What nobody may be asked for, and what partners without a power would owe, is
    carried by the gap funders by their weights.
    """
    if cost < 0:
        raise ValueError(f"a programme cannot cost {cost} pence")
    loss = {partner: max(-saving, 0) for partner, saving in savings.items()}
    needed = cost + sum(loss.values())
    due = _due(needed, savings, participation, cash or savings)
    can = {partner: part if powers.get(partner) else 0 for partner, part in due.items()}
    gap = needed - sum(can.values())
    carries = _carried(gap, due, can, gap_funders or {})
    return [
        Contribution(
            partner,
            savings.get(partner, 0),
            due.get(partner, 0),
            can.get(partner, 0) - loss.get(partner, 0) + carries.get(partner, 0),
            loss.get(partner, 0),
            carries.get(partner, 0),
            powers.get(partner),
        )
        for partner in dict.fromkeys([*savings, *carries])
    ]


def _due(
    needed: int,
    savings: Mapping[str, int],
    participation: Decimal | None,
    cash: Mapping[str, int],
) -> dict[str, int]:
    positive = {partner: saving for partner, saving in savings.items() if saving > 0}
    if not positive or not needed:
        return dict.fromkeys(savings, 0)
    limits = None if participation is None else _limits(positive, participation, cash)
    due = _fill(needed, positive, limits)
    return {partner: due.get(partner, 0) for partner in savings}


def _limits(
    partners: Iterable[str], participation: Decimal, cash: Mapping[str, int]
) -> dict[str, int]:
    return {partner: max(int(cash[partner] * participation), 0) for partner in partners}


def _fill(
    needed: int, weights: Mapping[str, int], limits: Mapping[str, int] | None
) -> dict[str, int]:
    """Shares by weight; who reaches its limit stays there, and the rest is shared again."""
    shares = apportion(needed, weights)
    over = [partner for partner in shares if limits and shares[partner] > limits[partner]]
    if not over or limits is None:
        return shares
    held = {partner: limits[partner] for partner in over}
    free = {partner: weight for partner, weight in weights.items() if partner not in held}
    return held | (_fill(needed - sum(held.values()), free, limits) if free else {})


def _carried(
    gap: int, due: Mapping[str, int], can: Mapping[str, int], funders: Mapping[str, Weight]
) -> dict[str, int]:
    if funders:
        return apportion(gap, funders)
    if not gap:
        return {}
    unable = [partner for partner, part in due.items() if part > can[partner]]
    reason = (
        f"{', '.join(unable)} would owe it and cannot pay"
        if unable
        else "no partner saves enough cash to pay it"
    )
    raise NoFunder(
        f"no funder for £{gap / 100:,.2f}: {reason}; name who carries it as funds.gap_funder"
    )
