"""CSV written whole columns at a time."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ..text import Strings, when

ROWS_AT_ONCE = 250_000


def write_csv(
    path: Path, columns: Mapping[str, Strings], preamble: str = "", encoding: str = "utf-8"
) -> None:
    """Write a header and rows; ``preamble`` stands above the header as given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = ",".join(_quoted_text(name) for name in columns)
    rows = len(next(iter(columns.values())))
    with path.open("wb") as out:
        out.write(f"{preamble}{header}\n".encode(encoding))
        for start in range(0, rows, ROWS_AT_ONCE):
            out.write(
                _encoded([c[start : start + ROWS_AT_ONCE] for c in columns.values()], encoding)
            )


def _encoded(columns: list[Strings], encoding: str) -> bytes:
    """Join cells into lines; an Arrow text column's own buffer is then the file."""
    cells = [_quoted(_filled(column)) for column in columns]
    lines = pc.binary_join_element_wise(*cells, ",")
    ended = pc.binary_join_element_wise(lines, "\n", "")
    whole = pc.binary_join(pa.ListArray.from_arrays([0, len(ended)], ended), "")[0].as_py()
    return whole.encode(encoding)


def _filled(column: Strings) -> Strings:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return pc.fill_null(whole, "") if whole.null_count else whole


def _quoted(column: Strings) -> Strings:
    special = pc.match_substring_regex(column, '[",\n]')
    if not pc.any(special).as_py():
        return column
    doubled = pc.replace_substring(column, '"', '""')
    return when(special, pc.binary_join_element_wise('"', doubled, '"', ""), column)


def _quoted_text(text: str) -> str:
    return f'"{text}"' if "," in text else text
