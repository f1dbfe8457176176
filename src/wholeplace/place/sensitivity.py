"""What the law calls a field: special category, criminal offence, confidential, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .sources import Source
    from .vocabulary import Vocabulary

Sensitivity = Literal[
    "special-category",
    "criminal-offence",
    "confidential-patient",
    "social-security",
    "family-court",
]
"""Confidential patient information includes adult social care arranged by a council."""

SENSITIVITY_WORDS: dict[Sensitivity, str] = {
    "special-category": "special category",
    "criminal-offence": "criminal offences",
    "confidential-patient": "confidential patient information",
    "social-security": "social security information",
    "family-court": "family court papers",
}

OF_RECORD = ("record", "identifier", "address")

Classes = frozenset[Sensitivity]


def field_classes(field: str, source: Source, vocabulary: Vocabulary) -> Classes:
    """The classes of one field word of a source; ``*`` has those of all it holds.

    To be on a list discloses what the list is of, so a name has the classes of what its source is
    about, and special category too where ethnicity is told.
    """
    delivered = {kind for coverage in source.coverage for kind in coverage.kinds}
    whole = _of_kinds(delivered, vocabulary)
    if field == "*":
        return whole | _of_names(source)
    if field in OF_RECORD:
        return whole | (_of_names(source) if field == "record" else frozenset())
    return _of_kinds({field.partition(".")[0]}, vocabulary)


def _of_kinds(kinds: set[str], vocabulary: Vocabulary) -> Classes:
    known = (vocabulary.kinds[kind].classes for kind in kinds if kind in vocabulary.kinds)
    return frozenset(each for classes in known for each in classes)


def _of_names(source: Source) -> Classes:
    """Returns carry ethnicity; a mapped file does when a column is mapped to it."""
    if source.zone == "aggregate":
        return frozenset()
    mapped = source.mapping and source.mapping.person
    tells = mapped.ethnicity is not None if mapped else source.mapping is None
    return frozenset({"special-category"}) if tells else frozenset()
