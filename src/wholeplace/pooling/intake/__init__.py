"""Read what partners deliver, say what is wrong with it, and lose no row silently.

``check`` reads every source in fenced processes and reports; ``read_sources`` also keeps the
tables; ``read_source`` reads one source in this process.
"""

from .checking import check, read_sources
from .deliveries import files_of
from .findings import Finding
from .report import Delivered, SourceReport, read_report
from .source import read_source

__all__ = [
    "Delivered",
    "Finding",
    "SourceReport",
    "check",
    "files_of",
    "read_report",
    "read_source",
    "read_sources",
]
