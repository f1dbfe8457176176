"""An agreement as plain text, with the hash that its signature page carries."""

import hashlib
import json
from datetime import date
from textwrap import fill

from wholeplace.place import Agreement, Place

from .document import NO_POWER, Section, sections

WIDTH = 96


def fingerprint(agreement: Agreement, place: Place) -> str:
    """SHA-256 of the terms: the definition with its framework's, without its signatures.

    Signing does not change it, so that every party signs the same one.
    """
    own = agreement.model_dump(mode="json", by_alias=True, exclude={"signatures"})
    whole = {**own, "terms": place.terms_of(agreement).model_dump(mode="json")}
    said = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def agreement_text(agreement: Agreement, place: Place, at: date) -> str:
    """The terms in words, who had signed by a day, and the SHA-256 of the terms at the foot."""
    parts = [
        _heading(agreement, place),
        *(_section(n, said) for n, said in enumerate(sections(agreement, place, at), start=1)),
        fill(NO_POWER, WIDTH),
        f"SHA-256 of the terms, without the signatures:\n{fingerprint(agreement, place)}",
    ]
    return "\n\n".join(parts)


def _heading(agreement: Agreement, place: Place) -> str:
    framework = place.frameworks.get(agreement.framework or "")
    under = f", under the terms of '{framework.title}'" if framework else ""
    return f"{agreement.title}\n{'=' * len(agreement.title)}\nAgreement '{agreement.id}'{under}"


def _section(number: int, section: Section) -> str:
    return "\n".join([f"{number}. {section.heading}", *map(_line, section.said)])


def _line(said: tuple[str, str]) -> str:
    label, text = said
    return fill(
        f"{label}: {text}",
        WIDTH,
        initial_indent="  - ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
