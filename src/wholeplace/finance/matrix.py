"""Who pays, who gains: one row for each partner, and for each giver of a grant."""

from typing import Any

from .case import Case
from .contributions import ASK, Contribution
from .ledger import Ledger

NOTHING = Contribution("", 0, 0, 0, 0, 0, None)


def partner_rows(case: Case, ledger: Ledger) -> list[dict[str, Any]]:
    """Rows whose pays add up to the cost and whose gains add up to the fiscal savings."""
    named = {contribution.partner: contribution for contribution in ledger.contributions}
    gaining = {entry.partner for entry in ledger.entries}
    giving = {partner for partner, _, _ in ledger.in_kind}
    rows = [
        _partner_row(case, ledger, partner, named.get(partner, NOTHING))
        for partner in case.place.partners
        if partner in named or partner in gaining or partner in giving
    ]
    return rows + [_grant_row(case, giver, sum(paid)) for giver, paid in ledger.grants.items()]


def _partner_row(
    case: Case, ledger: Ledger, partner: str, contribution: Contribution
) -> dict[str, Any]:
    about = case.place.partners[partner]
    mine = [e for e in ledger.entries if e.partner == partner and e.value == "fiscal"]
    cash, capacity = sum(e.cash for e in mine), sum(e.capacity for e in mine)
    in_kind = sum(pence for giver, _, pence in ledger.in_kind if giver == partner)
    pays = contribution.pays + in_kind
    return {
        "id": partner,
        "name": about.name,
        "kind": about.kind,
        "pays": pays,
        "gains": cash + capacity,
        "net": cash + capacity - pays,
        "power": contribution.power or (ASK if cash + capacity > 0 else "no power is stated"),
        "cashable": cash,
        "capacity": capacity,
        "net_cash": cash - pays,
        "due": contribution.due,
        "asked": contribution.asked,
        "carries": contribution.carries,
        "compensation": contribution.compensation,
        "in_kind": in_kind,
        "budget_class": about.budget_class,
        "needs_based_loss": about.needs_based_loss,
        "note": _note(case, partner, about.kind, contribution),
    }


def _note(case: Case, partner: str, kind: str, contribution: Contribution) -> str:
    funders = case.programme.funds.partners
    funder = funders.get(partner) or funders.get(kind)
    notes = [funder.note] if funder and funder.note else []
    if contribution.carries:
        notes.append(f"carries £{contribution.carries / 100:,.2f} that others owe and cannot pay")
    if contribution.asked:
        notes.append(f"asked for £{contribution.asked / 100:,.2f}")
    return "; ".join(notes)


def _grant_row(case: Case, giver: str, paid: int) -> dict[str, Any]:
    grant = next(grant for grant, _ in case.grants if grant.giver == giver)
    return {
        "id": giver,
        "name": grant.giver_name,
        "kind": "grant",
        "pays": paid,
        "gains": 0,
        "net": -paid,
        "power": grant.power,
        "cashable": 0,
        "capacity": 0,
        "net_cash": -paid,
        "due": 0,
        "asked": 0,
        "carries": 0,
        "compensation": 0,
        "in_kind": 0,
        "budget_class": "DEL",
        "needs_based_loss": None,
        "note": grant.title,
    }
