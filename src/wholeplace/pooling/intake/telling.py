"""Of which kinds a delivery's silence means no."""

from wholeplace.place import Source

from .formats import mappings_of
from .report import SourceReport
from .wanted import deciding_columns


def kinds_told(source: Source, report: SourceReport) -> list[str]:
    """Kinds the source covers, came in full, and lacks no column that decides about them."""
    if not report.whole:
        return []
    missing = {f.column for f in report.findings if f.rule == "missing-column"}
    lacking = {
        one.kind
        for mapping in mappings_of(source)
        for one in mapping.activities
        if missing & deciding_columns(mapping, one)
    }
    covered = (kind for coverage in source.coverage for kind in coverage.kinds)
    return [kind for kind in dict.fromkeys(covered) if kind not in lacking]
