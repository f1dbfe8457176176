"""The linkage model of the last run, as it is and as Splink reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wholeplace.place import Place

from .explaining import ModelGone, kept_linkage
from .outputs.groups import named_records

if TYPE_CHECKING:
    from wholeplace.pooling.linkage import Model
    from wholeplace.pooling.linkage.in_splink import InSplink


def linkage_model(place: Place) -> Model:
    """What the last run linked by."""
    from wholeplace.pooling.store import open_snapshot

    with open_snapshot(place) as snapshot:
        return kept_linkage(place, snapshot).model


def use_model(place: Place, file: Path) -> None:
    """Link by a model of the caller's from the next run, with the shares of values in use."""
    from wholeplace.pooling.linkage import keep_model, kept_model
    from wholeplace.pooling.linkage.in_splink import read_model

    model, trained = read_model(file), kept_model(place.register)
    if trained is None:
        raise ModelGone(
            f"{place.root}: has no model yet whose place this could take; run"
            f" 'wholeplace run {place.root}' first"
        )
    keep_model(place.register, model, trained.frequencies, trained.records)


def model_in_splink(place: Place) -> InSplink:
    """The same for Splink, with the place's records prepared for it."""
    from wholeplace.pooling.linkage.in_splink import to_splink
    from wholeplace.pooling.store import open_snapshot

    with open_snapshot(place) as snapshot:
        kept, named = kept_linkage(place, snapshot), named_records(snapshot)
    tables = named.record, named.identifier, named.address
    return to_splink(kept.model, *tables, frequencies=kept.frequencies)
