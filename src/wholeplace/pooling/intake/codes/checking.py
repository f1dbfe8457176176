"""Say which codes are not in the list of the return's year. They are kept as given."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from wholeplace.place import Mapping

from ..context import Context
from ..rows import Rows
from ..values.distinct import codes_of, distinct
from . import CodeList, code_list

YEAR = "return year"
"""Column in which a reader puts the year of each row's return, where its file tells it."""


def check_codes(rows: Rows, mapping: Mapping, context: Context) -> None:
    """A finding for each coded column with codes that its list of that year has not."""
    for year, part in _by_year(rows, context.source.year) if mapping.code_lists else ():
        for column, name in mapping.code_lists.items():
            listed = code_list(name)
            found = distinct(part.text(column), _among(listed, year), pa.bool_())
            part.tell(found.bad, column, "unknown-code", "warning", _unknown(listed, year))


def _by_year(rows: Rows, usual: int | None) -> Iterator[tuple[int | None, Rows]]:
    """Rows of each return year; those that tell none are of the year the source gives."""
    told = rows.text(YEAR)
    codes = codes_of(told)
    for code in np.unique(codes).tolist():
        year = usual if code < 0 else int(told.dictionary[code].as_py())
        yield year, rows.where(codes == code)


def _among(listed: CodeList, year: int | None) -> Callable[[str], bool | None]:
    """A column may hold one code, which may have spaces in it, or several with spaces between."""
    known = listed.known(year)

    def among(given: str) -> bool | None:
        whole = given.upper()
        return whole in known or known.issuperset(whole.split()) or None

    return among


def _unknown(listed: CodeList, year: int | None) -> str:
    when = f" for the return that ends in {year}" if year else ""
    return f"the code is not in the list of {listed.title}{when}; it was kept as given"
