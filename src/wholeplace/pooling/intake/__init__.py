"""Read what partners deliver, say what is wrong with it, and lose no row silently.

``check`` reads every source in fenced processes and reports; ``read_sources`` also keeps the
tables; ``fenced`` hands out the reader behind both. ``read_source`` reads in this process.
"""

from .checking import check, read_sources
from .fence.parent import fenced
from .findings import Finding
from .report import Delivered, SourceReport, read_report, refused
from .sending import write_findings
from .sequence.arrivals import files_of
from .sequence.outcome import Arrived
from .sequence.spans import Span
from .source import read_source
from .telling import fields_told, kinds_told

__all__ = [
    "Arrived",
    "Delivered",
    "Finding",
    "SourceReport",
    "Span",
    "check",
    "fenced",
    "fields_told",
    "files_of",
    "kinds_told",
    "read_report",
    "read_source",
    "read_sources",
    "refused",
    "write_findings",
]
