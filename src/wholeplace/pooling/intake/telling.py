"""What a delivery tells: kinds of which its silence means no, and fields of people."""

from wholeplace.place import Source

from .formats import Modular, format_of, mappings_of
from .report import SourceReport
from .wanted import deciding_columns


def kinds_told(source: Source, report: SourceReport) -> list[str]:
    """Kinds the source covers, was told of, and lacks no column that decides about them."""
    if not report.told:
        return []
    missing = {f.column for f in report.findings if f.rule == "missing-column"}
    lacking = {
        one.kind
        for mapping in mappings_of(source)
        for one in mapping.activities
        if missing & deciding_columns(mapping, one)
    }
    format = format_of(source)
    if isinstance(format, Modular):
        parts = {f.column for f in report.findings if f.rule == "missing-part"}
        lacking |= {kind for m in format.modules if m.name in parts for kind in m.kinds}
    covered = (kind for coverage in source.coverage for kind in coverage.kinds)
    return [kind for kind in dict.fromkeys(covered) if kind not in lacking]


def fields_told(source: Source) -> list[str]:
    """What a source says about people: of name, birth date, sex, postcode and identifier."""
    people = [mapping.person for mapping in mappings_of(source) if mapping.person]
    told = {
        "name": any(p.given or p.family for p in people),
        "birth date": any(p.birth_date for p in people),
        "sex": any(p.sex for p in people),
        "postcode": any("postcode" in p.address for p in people),
        "identifier": any(p.identifiers for p in people),
    }
    return [field for field, said in told.items() if said]
