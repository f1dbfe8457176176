"""The titles of Annex A's columns, as councils write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from ..files.header import normal

_ALIKE = 0.86


class Header:
    """A row of a sheet that may be its header."""

    def __init__(self, number: int, cells: Sequence[str]):
        self.number = number
        self.titles = {normal(cell): cell for cell in cells if cell}

    def has(self, name: str, nearly: bool = False) -> bool:
        """Whether a column stands in it, by Ofsted's title or another that is used for it."""
        if any(normal(title) in self.titles for title in (name, *SYNONYMS.get(name, ()))):
            return True
        return nearly and bool(self._near(name, self.titles))

    def guessed(self, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Columns that are not there, each with a title that is theirs but for a slip."""
        known = {normal(t) for n in names if self.has(n) for t in (n, *SYNONYMS.get(n, ()))}
        free = {title: cell for title, cell in self.titles.items() if title not in known}
        for name in (n for n in names if not self.has(n)):
            near = self._near(name, free)
            if near:
                yield name, free.pop(near[0])

    def _near(self, name: str, titles: dict[str, str]) -> list[str]:
        return get_close_matches(normal(name), titles, n=1, cutoff=_ALIKE)


SYNONYMS: dict[str, tuple[str, ...]] = {
    "Child Unique ID": ("Child ID", "Child Unique Identifier", "Unique ID", "LCS ID", "Person ID"),
    "Gender": ("Sex",),
    "Date of Birth": ("DOB", "Birth date"),
    "Contact Source": ("Source of contact",),
    "Date of Contact": ("Contact date",),
    "Date of referral": ("Referral date",),
    "Referral Source": ("Source of referral",),
    "Referral NFA?": ("Referral NFA", "NFA"),
    "Allocated Worker": ("Allocated social worker", "Social worker", "Worker"),
    "Allocated Team": ("Team",),
    "Continuous Assessment Start Date": ("Assessment start date",),
    "Continuous Assessment Date of Authorisation": (
        "Assessment date of authorisation",
        "Date of authorisation",
    ),
    "Child Seen During Continuous Assessment": ("Child seen during assessment",),
    "Strategy discussion initiating Section 47 Enquiry Start Date": (
        "Section 47 Enquiry Start Date",
        "Strategy discussion date",
    ),
    "Date of Initial Child Protection Conference": ("Date of ICPC", "ICPC date"),
    "Was an Initial Child Protection Conference deemed unnecessary?": (
        "Was an ICPC deemed unnecessary?",
    ),
    "Did the Initial Child Protection Conference Result in a Child Protection Plan": (
        "Did the ICPC result in a Child Protection Plan",
    ),
    "Reason for Closure": ("CIN Closure Reason",),
    "Date of latest review conference": ("Date of latest review child protection conference",),
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": ("UASC",),
    "Date of Latest Statutory Review": ("Date of last statutory review",),
    "Placement postcode": ("Postcode of placement",),
    "URN of Placement": ("Placement URN", "Ofsted URN"),
    "Allocated Personal Advisor": ("Personal Adviser", "Allocated Personal Adviser"),
    "LA in Touch": ("Is the LA in touch",),
    "Family identifier": ("Family ID", "Family unique ID"),
    "Individual adopter identifier": ("Adopter ID", "Adopter identifier"),
}
"""Other titles that lists go by, beside those of Ofsted's template."""
