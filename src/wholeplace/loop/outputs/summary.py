"""The place in figures: how much was pooled, for how many, from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wholeplace.place import Place

from .tables import Tables

if TYPE_CHECKING:
    from wholeplace.place import Partner


def summary(place: Place, tables: Tables) -> dict[str, Any]:
    """``summary.json``."""
    return {
        "place": _about(place),
        "snapshot": tables.snapshot.id,
        "synthetic": place.synthetic.model_dump() if place.synthetic else None,
        "counts": _counts(tables),
        "boroughs": _boroughs(place, tables),
        "partners": _partners(place, tables),
    }


def _about(place: Place) -> dict[str, Any]:
    about = place.about
    return {
        "id": about.id,
        "name": about.name,
        "starts": about.starts.isoformat(),
        "as_at": about.as_at.isoformat(),
        "price_base": about.price_base,
        "attribution": place.areas.attribution,
    }


def _counts(tables: Tables) -> dict[str, int]:
    rows = {name: said["rows"] for name, said in tables.snapshot.manifest["tables"].items()}
    return {
        "sources": len({one["source"] for one in tables.snapshot.manifest["inputs"]}),
        "records": rows["record"],
        "people": rows["person"],
        "households": tables.households,
        "activities": rows["activity"],
        "spend_rows": rows["spend"],
    }


def _boroughs(place: Place, tables: Tables) -> list[dict[str, Any]]:
    """``sharing``: people known to two partners or more, whom one team could serve together."""
    people, shared = tables.people_by_borough(), tables.shared_by_borough()
    residents = tables.residents("borough")
    return [
        {
            "code": borough.code,
            "name": borough.name,
            "residents": residents.get(borough.code, 0),
            "people": people.get(borough.code, 0),
            "sharing": shared.get(borough.code, 0),
        }
        for borough in place.areas.boroughs
    ]


def _partners(place: Place, tables: Tables) -> list[dict[str, Any]]:
    activity, spend = tables.pence_by_partner("activity"), tables.pence_by_partner("spend")
    return [
        {
            **_partner(partner),
            "activity_pence": activity.get(partner.id, 0),
            "spend_pence": spend.get(partner.id, 0),
        }
        for partner in place.partners.values()
    ]


def _partner(partner: Partner) -> dict[str, Any]:
    return {
        "id": partner.id,
        "name": partner.name,
        "kind": partner.kind,
        "from": partner.start.isoformat(),
        "to": partner.end.isoformat() if partner.end else None,
        "funds": list(partner.funds),
    }
