"""Which agreements stand, how every source stands for every purpose, and what was refused."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from wholeplace.place import Agreement, Place, cautions
from wholeplace.pooling.decisions import Choices, lists_in_force
from wholeplace.trust import (
    Bar,
    Cell,
    Matrix,
    RefusedUse,
    Use,
    WhyNot,
    counted,
    fingerprint,
    matrix,
    shipped_bars,
)
from wholeplace.trust.validity import awaited, missing_signatures, state

from ..asking import Refusal


def agreements(place: Place, refusals: Iterable[Refusal], choices: Choices) -> dict[str, Any]:
    """``agreements.json``."""
    at = place.as_at
    return {
        "as_at": at.isoformat(),
        "agreements": [one_json(place, agreement) for agreement in place.agreements.values()],
        "matrix": matrix_json(matrix(place, at)),
        "bars": [bar_json(bar, at) for bar in shipped_bars()],
        "cautions": [vars(caution) for caution in cautions(place, at)],
        "objections": _lists(place, choices),
        "consents": counted(len(set(choices.consented["person"].to_pylist()))),
        "refusals": [
            {"source": r.source, "purpose": r.purpose, "reason": r.reason} for r in refusals
        ],
    }


def bar_json(bar: Bar, at: date) -> dict[str, Any]:
    """A bar, and whether it was law on a day."""
    return {**bar.model_dump(mode="json", by_alias=True), "in_force": bar.in_force(at)}


def why_json(why: WhyNot) -> dict[str, Any]:
    """What stands in the way of a use."""
    return {
        "reasons": why.reasons,
        "awaited": [asdict(signature) for signature in why.awaited],
        "signatures": why.signatures,
        "missing": why.missing,
        "bars": [{"id": bar.id, "citation": bar.citation} for bar in why.bars],
    }


def one_json(place: Place, agreement: Agreement) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "title": agreement.title,
        "parties": list(agreement.parties),
        "purposes": list(agreement.purposes),
        "grain": agreement.grain,
        "from": agreement.start.isoformat(),
        "to": agreement.end.isoformat(),
        "review": agreement.review.isoformat(),
        "state": state(agreement, place.as_at),
        "missing": missing_signatures(agreement, place.as_at),
        "awaited": [asdict(signature) for signature in awaited(agreement, place.as_at)],
        "sources": sorted({grant.source for grant in agreement.grants}),
        "sha256": fingerprint(agreement, place),
    }


def matrix_json(found: Matrix) -> dict[str, Any]:
    return {
        "purposes": list(found.purposes),
        "rows": [
            {
                "partner": row.partner,
                "source": row.source,
                "cells": [cell_json(cell) for cell in row.cells],
            }
            for row in found.rows
        ],
    }


def cell_json(cell: Cell) -> dict[str, Any]:
    """One source for one purpose."""
    return {
        "purpose": cell.purpose,
        "standing": cell.standing,
        "signed": cell.signed,
        "signatures": cell.signatures,
        "open": [_use(use) for use in cell.open],
        "closed": [_refused(refused) for refused in cell.closed],
    }


def _use(use: Use) -> dict[str, Any]:
    return {"fields": use.fields, "grain": use.grain, **asdict(use.ground)}


def _refused(refused: RefusedUse) -> dict[str, Any]:
    return {"fields": refused.fields, **why_json(refused.why)}


def _lists(place: Place, choices: Choices) -> list[dict[str, Any]]:
    """Lists of objections that were obeyed; of entries that nobody answers to, how many."""
    known = place.all_objections()
    return [
        {
            "id": name,
            "title": known[name].title,
            "citation": known[name].citation,
            "version": version.version,
            "effective": version.effective.isoformat(),
            "entries": counted(version.entries),
            "unmatched": counted(choices.unmatched.get(name, 0)),
        }
        for name, version in lists_in_force(place, place.as_at).items()
    ]
