"""What is worked out about a booking: how long the sentence is, and which date is the release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..findings import Findings, Severity
from ..values.sentences import Length
from .prison_sentences import (
    FOLLOWS,
    IN_LIST,
    NUMBERS,
    STARTS,
    UNITS,
    Measured,
    Row,
    as_sentence,
    first_of,
    measured_of,
    said_of,
    start_of,
)

MADE = (
    "sentenced",
    "sentence_start",
    "sentence_days",
    "sentence_months",
    "sentence_band",
    "sentence_terms",
    "sentence_basis",
    "released",
    "release_due",
    "release_basis",
)
"""Columns that are worked out here."""
RELEASES = (
    ("confirmedReleaseDate", "confirmed"),
    ("releaseDate", "given"),
    ("nonDtoReleaseDate", "other"),
    ("conditionalReleaseDate", "conditional"),
    ("automaticReleaseDate", "automatic"),
    ("actualParoleDate", "parole"),
)
"""Dates of release and what they are, the surest first."""
RELEASE_TYPES = ("nonDtoReleaseDateType", "conditionalReleaseDate", "automaticReleaseDate")
SENTENCED = "SENTENCED"
UNSENTENCED = ("REMAND", "CONVICTED_UNSENTENCED", "CIVIL_PRISONER", "IMMIGRATION_DETAINEE")
WITHOUT_END = ("indeterminateSentence", "lifeSentence")
READ = (
    *STARTS,
    *NUMBERS,
    *FOLLOWS,
    *(name for name, _ in RELEASES),
    *UNITS,
    *IN_LIST,
    "nonDtoReleaseDateType",
    "sentenceLength",
    "sentenceExpiryDate",
    "sentenceStatus",
    "sentenceTermCode",
    "status",
    "inOutStatus",
    *WITHOUT_END,
)
"""Columns of a list that are looked at, whether or not the mapping asks for them."""
_FAULTS = {
    "sentence-chain": "the sentences follow each other in a ring, or one that is not there; the"
    " length was taken as not known",
    "sentence-term": "a term of the sentence is not a number, or too long; the length was taken as"
    " not known",
    "no-sentence": "there is no sentence in it; the person was kept, and no time in custody",
}


class Worked:
    """Works out booking by booking, and says at the end what could not be."""

    def __init__(self, file: str, findings: Findings):
        self.file, self.findings = file, findings
        self._faults: dict[str, list[int]] = defaultdict(list)

    def tell(self) -> None:
        """Findings about every booking that was not clear."""
        for rule, rows in self._faults.items():
            severity: Severity = "note" if rule == "no-sentence" else "warning"
            self.findings.add(self.file, "sentence", rule, severity, _FAULTS[rule], rows)

    def out(self, number: int, row: Row, sentences: Sequence[Row]) -> dict[str, str]:
        """The columns of ``MADE`` for one booking with its sentences."""
        start = first_of([row], STARTS) or min(filter(None, map(start_of, sentences)), default="")
        length, told, basis = self._length(number, row, sentences, start)
        due, release = _release(row)
        endless = _is_endless(row, sentences)
        return {
            "sentenced": self._sentenced(number, row, start, length, endless),
            "sentence_start": start,
            "sentence_days": "" if length.days is None else str(length.days),
            "sentence_months": "" if length.months is None else str(length.months),
            "sentence_band": "indeterminate" if endless else length.band or "",
            "sentence_terms": told,
            "sentence_basis": basis,
            "released": "" if _is_inside(row) else due,
            "release_due": due,
            "release_basis": release,
        }

    def out_of_list(
        self, numbers: Sequence[int], columns: Mapping[str, Sequence[str]]
    ) -> list[dict[str, str]]:
        """As ``out`` for a list; of a booking's several rows the first has what was worked out."""
        rows = [
            {name: cell for name, cell in zip(columns, cells, strict=True) if cell}
            for cells in zip(*columns.values(), strict=True)
        ]
        bookings: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            alone = () if first_of([row], NUMBERS) else (str(place),)
            bookings[(row.get("prisonerNumber", ""), row.get("bookNumber", ""), *alone)].append(
                place
            )
        blank = dict.fromkeys(MADE, "")
        made = [blank] * len(rows)
        for places in bookings.values():
            own = [rows[place] for place in places]
            told = [row for row in map(as_sentence, own) if row]
            made[places[0]] = self.out(numbers[places[0]], own[0], told)
        return made

    def _length(self, number: int, row: Row, sentences: Sequence[Row], start: str) -> Measured:
        said = tuple(map(said_of, sentences))
        measured, fault = measured_of(said, start, row.get("sentenceExpiryDate", ""))
        if fault:
            self._faults[fault].append(number)
        return measured

    def _sentenced(self, number: int, row: Row, start: str, length: Length, endless: bool) -> str:
        status = row.get("legalStatus", "").upper()
        known = start or length.days is not None or length.band or endless
        if status == SENTENCED or (status not in UNSENTENCED and (known or _is_by_type(row))):
            return "yes"
        self._faults["no-sentence"].append(number)
        return "no"


def _release(row: Row) -> tuple[str, str]:
    """The surest date of release that is given, and which it is."""
    for name, basis in RELEASES:
        if row.get(name):
            return row[name], basis
    return "", ""


def _is_by_type(row: Row) -> bool:
    """Whether it is a release as only sentences end in: conditional, automatic or on parole."""
    return any(map(row.get, RELEASE_TYPES))


def _is_inside(row: Row) -> bool:
    where = row.get("inOutStatus", "") or row.get("status", "").rpartition(" ")[2]
    return where.upper() == "IN"


def _is_endless(row: Row, sentences: Sequence[Row]) -> bool:
    said = [one.get(name, "") for name in WITHOUT_END for one in (row, *sentences)]
    return any(text.lower() in ("true", "y", "yes") for text in said if text)
