"""Field words, dates and lists as signatories read them."""

from collections.abc import Sequence
from datetime import date, timedelta

from wholeplace.place import Place

_FIELDS = {
    "*": "everything the source holds",
    "record": "names, dates of birth, sex, ethnicity and household",
    "identifier": "numbers such as the NHS number",
    "address": "addresses",
    "contact": "who of the agency works with them",
    "spend": "payments",
    "service": "services that people can be referred to",
}


def field_in_words(field: str, place: Place) -> str:
    """A field word in the vocabulary's own words."""
    name, _, attribute = field.partition(".")
    if name not in place.vocabulary.kinds:
        return _FIELDS[field]
    kind = place.vocabulary.kinds[name]
    said = _small(kind.describes.partition(";")[0])
    if not attribute:
        return said
    if attribute == "dates":
        return f"{said}: its dates"
    return f"{said}: {_small(kind.attributes[attribute].describes.partition(';')[0])}"


def partner_name(partner: str, place: Place) -> str:
    """A partner's name, or its id where the place does not know it."""
    known = place.partners.get(partner)
    return known.name if known else partner


def source_in_words(source: str, place: Place) -> str:
    """A source and whose it is."""
    known = place.sources[source]
    return f"{known.title} ({partner_name(known.partner, place)})"


def day(when: date) -> str:
    """``31 March 2014``."""
    return f"{when.day} {when:%B %Y}"


def last(end: date) -> date:
    """The day before an end, which is the first day something no longer holds."""
    return end - timedelta(days=1)


def last_day(end: date) -> str:
    """The same in words."""
    return day(last(end))


def listed(items: Sequence[str], last: str = "and") -> str:
    """``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """A text with a capital at its front and a full stop at its end."""
    text = text.strip()
    ended = text if text.endswith((".", "!", "?")) else f"{text}."
    return ended[:1].upper() + ended[1:]


def _small(text: str) -> str:
    """A text as part of a sentence: its first letter small, unless an abbreviation begins it."""
    first = text.split(" ", 1)[0]
    return text if first[1:2].isupper() else text[:1].lower() + text[1:]
