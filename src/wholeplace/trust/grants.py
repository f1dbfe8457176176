"""Which fields of a source an agreement opens."""

from collections.abc import Iterable

from wholeplace.place import Agreement


def not_granted(agreement: Agreement, source: str, fields: Iterable[str]) -> list[str]:
    """Why fields are not opened by an agreement; empty when all of them are."""
    granted = granted_fields(agreement, source)
    missing = [field for field in fields if not opens(granted, field)]
    return [f"agreement '{agreement.id}' does not grant '{f}' of '{source}'" for f in missing]


def granted_fields(agreement: Agreement, source: str) -> frozenset[str]:
    """Every field word that an agreement's grants name for a source."""
    return frozenset(f for g in agreement.grants if g.source == source for f in g.fields)


def opens(granted: frozenset[str], field: str) -> bool:
    """Whether field words open a field.

    A kind opens all of its attributes; an attribute opens itself and the kind's bare dates, so
    ``care_proceedings.dates`` opens the dates and nothing else.
    """
    kind, _, attribute = field.partition(".")
    if "*" in granted or field in granted or kind in granted:
        return True
    return not attribute and any(word.startswith(f"{kind}.") for word in granted)
