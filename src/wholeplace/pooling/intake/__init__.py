"""Read what partners deliver, say what is wrong with it, and lose no row silently.

``check`` reads every source in fenced processes and reports; ``read_source`` reads one.
"""

from .findings import Finding
from .report import Delivered, SourceReport
from .source import read_source

__all__ = ["Delivered", "Finding", "SourceReport", "read_source"]
