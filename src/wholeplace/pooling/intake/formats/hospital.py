"""Hospital extracts: flat CSV in one of three families of names, told by their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..findings import Findings
from .base import Cut, Part
from .csv_modules import CsvModules

_FAMILIES = {
    "dotted": "the dotted names of SUS",
    "short": "the short names of Hospital Episode Statistics",
    "words": "the words of the NHS Data Dictionary",
}


class Hospital(CsvModules):
    """A layout whose columns go by many names. Says which family a file was taken for."""

    def read(self, data: bytes, file: str, cut: Cut, findings: Findings) -> Iterator[Part]:
        """The module a file is, with a note of the names it uses."""
        for part in super().read(data, file, cut, findings):
            used = Counter(map(_family, part.sheet.columns.values()))
            message = f"read as {part.layout}, by {_FAMILIES[used.most_common(1)[0][0]]}"
            findings.add(file, None, "names-used", "note", message)
            yield part


def _family(title: str) -> str:
    if "." in title.strip("."):
        return "dotted"
    short = title.isupper() and " " not in title and len(title) <= 16
    return "short" if short else "words"
