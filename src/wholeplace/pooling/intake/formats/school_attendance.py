"""A pupil's attendance of a term, put together from the tables of a school census.

The sessions a pupil could attend stand with the pupil; those missed stand with the pupil too until
2024, and in a table of their own, by reason, since.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from ..codes import code_list
from ..files.json_file import column_of
from ..files.sheet import Sheet
from ..findings import Findings
from ..values import plain
from ..values.distinct import distinct, labels, texts_of
from ..values.school_terms import census_named

if TYPE_CHECKING:
    import pandas as pd

DETAILS = "session details"
PERIODS = ("termlysessions", "summerhalfterm2sessions")
"""A census may tell of two parts of a term; they add up."""
TOTALS = tuple(p + what for p in PERIODS for what in ("possible", "authorised", "unauthorised"))
AT = ["folder", "column", "key"]


def attendance(
    pupils: Sequence[Sheet], details: Sequence[Sheet], findings: Findings
) -> list[Sheet]:
    """Sheets of the module 'attendance', one for each table of pupils with possible sessions."""
    missed = _missed(details, findings)
    return [sheet for one in pupils if (sheet := _of_table(one, missed, findings)) is not None]


def _of_table(sheet: Sheet, missed: pd.DataFrame, findings: Findings) -> Sheet | None:
    import pandas as pd

    if sheet.table is None or not set(TOTALS) & set(sheet.table.column_names):
        return None
    table = pd.DataFrame({"key": _keys(sheet)})
    for what in ("possible", "authorised", "unauthorised"):
        parts = pd.DataFrame({p: _numbers(sheet, p + what, findings) for p in PERIODS})
        table[what] = parts.sum(axis=1, min_count=1)
    told = missed[(missed["folder"] == _folder(sheet)) & (missed["column"] == _column(sheet))]
    sums = told.groupby("key")[["authorised", "unauthorised"]].sum()
    untold = table["possible"].notna() & table["unauthorised"].isna()
    if len(told):
        for what in sums.columns:
            summed = table["key"].map(sums[what]).fillna(0)
            table[what] = table[what].fillna(summed)
    elif untold.any():
        message = (
            "sessions that the pupil could attend are given, those missed are not; absence is not"
            " known. Deliver the session details of the same census into the same folder"
        )
        findings.add(sheet.name, "sessions", "no-sessions", "warning", message, sheet.row[untold])
    return _sheet(sheet, table[table["possible"].notna() & table["unauthorised"].notna()])


def _sheet(sheet: Sheet, table: pd.DataFrame) -> Sheet:
    census = census_named(sheet.name)
    first, after = (census.first, census.after) if census else ("", "")
    columns = {"pupil": column_of(table["key"].tolist())}
    for what in ("possible", "authorised", "unauthorised"):
        values = table[what].fillna(0).astype(int).astype(str)
        columns[f"sessions{what}"] = column_of(values.tolist())
    columns["termstart"] = column_of([str(first)] * len(table))
    columns["termend"] = column_of([str(after)] * len(table))
    rows = sheet.row[table.index.to_numpy()]
    return Sheet(sheet.name, pa.table(columns), rows, columns=sheet.columns, counted=False)


def _missed(details: Sequence[Sheet], findings: Findings) -> pd.DataFrame:
    """Sessions missed with leave and without, of each row that tells any."""
    import pandas as pd

    empty = pd.DataFrame({name: [] for name in (*AT, "authorised", "unauthorised")})
    return pd.concat([empty, *(_of_details(sheet, findings) for sheet in details)])


def _of_details(sheet: Sheet, findings: Findings) -> pd.DataFrame:
    import pandas as pd

    assert sheet.table is not None
    reason = labels(sheet.table["attendancereason"]).cast(pa.string()).to_pandas().str.strip()
    count = _numbers(sheet, "sessions", findings)
    made = {"folder": _folder(sheet), "column": _column(sheet), "key": _keys(sheet)}
    table = pd.DataFrame(made)
    for what in ("authorised", "unauthorised"):
        codes = code_list(f"school-census.{what}").known(None)
        table[what] = np.where(reason.str.upper().isin(codes), np.nan_to_num(count), 0)
    return table


def _numbers(sheet: Sheet, column: str, findings: Findings) -> np.ndarray:
    assert sheet.table is not None
    if column not in sheet.table.column_names:
        return np.full(len(sheet.row), np.nan)
    given = distinct(labels(sheet.table[column]), lambda v: v.strip() or None, pa.string()).values
    read = distinct(given, plain.real, pa.float64())
    message = "the number of sessions is no number; it was taken as not known"
    rows = sheet.row[read.bad]
    findings.add(sheet.name, column, "unreadable-number", "warning", message, rows.tolist())
    return np.asarray(read.values.to_numpy(zero_copy_only=False), float)


def _keys(sheet: Sheet) -> list[str]:
    assert sheet.table is not None
    return texts_of(sheet.table["pupil"])


def _folder(sheet: Sheet) -> str:
    return str(PurePosixPath(sheet.name).parent)


def _column(sheet: Sheet) -> str:
    return sheet.columns.get("pupil", "")
