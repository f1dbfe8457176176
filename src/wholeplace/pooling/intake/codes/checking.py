"""Say which codes are not in the list of the return's year. They are kept as given."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa

from wholeplace.place import Mapping

from ..context import Context
from ..rows import Rows
from ..values.distinct import distinct
from . import CodeList, code_list


def check_codes(rows: Rows, mapping: Mapping, context: Context) -> None:
    """A finding for each coded column with codes that its list has not."""
    for column, name in mapping.code_lists.items():
        listed = code_list(name)
        found = distinct(rows.text(column), _among(listed, context), pa.bool_())
        rows.tell(found.bad, column, "unknown-code", "warning", _unknown(listed, context))


def _among(listed: CodeList, context: Context) -> Callable[[str], bool | None]:
    """A column may hold one code, which may have spaces in it, or several with spaces between."""
    known = listed.known(context.source.year)

    def among(given: str) -> bool | None:
        whole = given.upper()
        return whole in known or known.issuperset(whole.split()) or None

    return among


def _unknown(listed: CodeList, context: Context) -> str:
    year = context.source.year
    when = f" for the return that ends in {year}" if year else ""
    return f"the code is not in the list of {listed.title}{when}; it was kept as given"
