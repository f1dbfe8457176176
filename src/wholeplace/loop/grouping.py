"""Measure how well each group is linked, by pairs of the caller's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wholeplace.place import Place

from .outputs.groups import groups

if TYPE_CHECKING:
    import pyarrow as pa


def measure_groups(place: Place, reviewed: pa.Table) -> dict[str, Any]:
    """As ``groups.json``; ``reviewed`` (see REVIEWED) is used where too few share an identifier."""
    from wholeplace.pooling.store import open_snapshot

    with open_snapshot(place) as snapshot:
        return groups(place, snapshot, reviewed)
