"""The formats partners send, each one object that recognises its files and reads them.

A new format is a module here that makes a ``Format``, a line in ``KNOWN``, and usually a file of
``layouts`` that says how its columns map. ``sniffed`` says what a file is by its content.
"""

from __future__ import annotations

from collections.abc import Sequence

from wholeplace.place import Mapping, Source

from .annex_a import AnnexA
from .base import Check, Cut, Format, Layout, Modular, Part, Settles
from .cin_census import CinCensus
from .core_lettings import CoreLettings
from .council_spend import CouncilSpend
from .csv_modules import CsvModules
from .family_court import FamilyCourt
from .hospital import Hospital
from .mapped import Mapped
from .nccis import Nccis
from .open_referral import OpenReferral
from .prison_releases import PrisonReleases
from .school_census import SchoolCensus
from .ssd import Ssd
from .ssda903 import Ssda903

__all__ = [
    "KNOWN",
    "Check",
    "Cut",
    "Format",
    "Layout",
    "Modular",
    "Part",
    "Settles",
    "format_of",
    "mappings_of",
    "sniffed",
]

KNOWN: dict[str, Format] = {
    known.name: known
    for known in (
        Ssda903(),
        CinCensus(),
        CsvModules("client-level-data", "an adult social care return (Client Level Data)"),
        Hospital("admitted-care", "an extract of admitted patient care"),
        Hospital("emergency-care", "an extract of emergency care attendances"),
        CouncilSpend(),
        OpenReferral(),
        AnnexA(),
        Ssd(),
        SchoolCensus(),
        Nccis(),
        PrisonReleases(),
        CoreLettings(),
        FamilyCourt(),
    )
}
"""Formats with a layout of their own, by the name a source calls them by."""


def format_of(source: Source) -> Format:
    """The format a source says its files have."""
    return Mapped(source.mapping) if source.mapping is not None else KNOWN[source.format]


def mappings_of(source: Source) -> Sequence[Mapping]:
    """Every mapping that may read a source: its own, or those of its return."""
    return format_of(source).mappings


def sniffed(data: bytes) -> list[tuple[float, Format]]:
    """Known formats that a file may have, likeliest first, each with how likely from 0 to 1."""
    scores = [(_score(known, data), known) for known in KNOWN.values()]
    return sorted(((s, f) for s, f in scores if s > 0), key=lambda one: -one[0])


def _score(known: Format, data: bytes) -> float:
    try:
        return known.sniff(data)
    except Exception:  # what a format cannot even look at is not of that format
        return 0.0
