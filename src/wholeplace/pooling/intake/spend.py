"""Money a partner paid: refunds, struck-out names, totals at the foot, and what is left out."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Mapping, SpendMap

from .codes import code_list
from .context import Context
from .dates import read_roughly
from .rows import Rows
from .tables import SPEND, same
from .values import plain
from .values.distinct import as_mask, distinct

ENOUGH = 20
"""Payments that must be there before their least says anything."""

_STRUCK_OUT = re.compile(r"redact|personal data|withheld|name removed|data protection", re.I)
_TOTAL_WORD = r"(?i)^\s*(grand |sub[ -]?)?totals?\s*(:|$|for\b|of\b)"
_NO_AMOUNT = "the row has no amount of money that can be read; it was set aside"
_TOTAL = "the row names neither payee nor day, as a total does; it was set aside"
_MONTH = "only the month is given; the payment was put on its first day"
_REFUND = "the amount is below nought, as of a refund or a correction; it was kept so"
_NOBODY = "the row names no payee; the payment was kept and counted"
_REDACTED = "the payee is struck out; the payment was kept and counted"


def spend_of(rows: Rows, mapping: Mapping, context: Context) -> tuple[pa.Table, np.ndarray]:
    """Payments in pence, and the rows set aside: no amount, or a total."""
    columns = mapping.spend
    assert columns is not None
    pence = distinct(rows.text(columns.pounds), plain.pence, pa.int64()).values
    unread, total = as_mask(pence.is_null()), _totals(rows, columns, pence)
    rows.tell(unread, columns.pounds, "unreadable-amount", "error", _NO_AMOUNT)
    rows.tell(total, columns.pounds, "total-row", "warning", _TOTAL)
    aside = unread | total
    kept, pence = rows.where(~aside), pence.filter(pa.array(~aside))
    paid, precision = read_roughly(kept, columns.paid, mapping, context)
    _tell(kept, columns, pence, precision)
    size = len(kept)
    table = pa.table(
        {
            "partner": same(context.source.partner, size),
            "payee": kept.text(columns.payee),
            "service": kept.text(columns.service),
            "purpose": kept.text(columns.purpose),
            "category": kept.text(columns.category),
            "capital": kept.text(columns.capital),
            "paid": paid,
            "pence": pence,
            "source": same(context.source.id, size),
            "delivery": kept.delivery_names(),
            "file": kept.file_names(),
            "row": kept.row,
        }
    )
    return table.cast(SPEND), aside


def _totals(rows: Rows, columns: SpendMap, pence: pa.Array) -> np.ndarray:
    """Rows with an amount and neither payee nor day: counted, they would double the money."""
    payee, paid = rows.text(columns.payee), rows.text(columns.paid)
    named = pc.fill_null(pc.match_substring_regex(payee.cast(pa.string()), _TOTAL_WORD), False)
    nobody = as_mask(payee.is_null()) | as_mask(named)
    total: np.ndarray = as_mask(pence.is_valid()) & nobody & as_mask(paid.is_null())
    return total


def _tell(rows: Rows, columns: SpendMap, pence: pa.Array, precision: pa.Array) -> None:
    rough = as_mask(pc.fill_null(pc.not_equal(precision, "day"), False))
    rows.tell(rough, columns.paid, "month-only", "note", _MONTH)
    rows.tell(as_mask(pc.less(pence, 0)), columns.pounds, "refund", "note", _REFUND)
    struck = distinct(rows.text(columns.payee), lambda v: bool(_STRUCK_OUT.search(v)), pa.bool_())
    hidden = as_mask(pc.fill_null(struck.values, False))
    rows.tell(hidden, columns.payee, "redacted-payee", "note", _REDACTED)
    nobody = as_mask(rows.text(columns.payee).is_null())
    rows.tell(nobody, columns.payee, "no-payee", "note", _NOBODY)
    for number, file in enumerate(rows.files):
        _tell_threshold(rows, file, np.asarray(pence)[rows.file == number])


def _tell_threshold(rows: Rows, file: str, pence: np.ndarray) -> None:
    """Say what a file seems to leave out: the largest known threshold that no payment is below."""
    paid = pence[pence > 0]
    if len(paid) < ENOUGH:
        return
    known = sorted(
        (int(pounds) for pounds in code_list("council_spend.threshold").codes), reverse=True
    )
    above = next((pounds for pounds in known if paid.min() >= pounds * 100), None)
    if above is not None:
        message = f"no payment is below £{above}: smaller ones seem to be left out of the file"
        rows.findings.add(file, None, "threshold", "note", message)
