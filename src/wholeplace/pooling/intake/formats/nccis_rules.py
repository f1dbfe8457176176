"""What the Department checks in an NCCIS return, as findings; no row is dropped for any of it.

The numbers are those of the checks in the management information requirement 2018 to 2019.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Mapping

from ..codes import code_list
from ..context import Context
from ..dates import read_dates
from ..rows import Rows
from ..values.distinct import as_mask, codes_of
from .base import Check

ID_LENGTH = 13
NEEDS = {"620": "140", "630": "120", "650": "180"}
"""Activities and the characteristic each goes with (checks 233 to 235)."""


def _neet_start(rows: Rows, mapping: Mapping, context: Context) -> None:
    """Checks 224 to 226."""
    neet = _among(rows, "ActivityCode", "nccis.neet")
    given = as_mask(rows.text("NEETStartDate").is_valid())
    message = "the activity is NEET but the day on which it began is not given"
    rows.tell(neet & ~given, "NEETStartDate", "neet-start-missing", "warning", message)
    message = "a day on which NEET began is given, but the activity is not NEET"
    rows.tell(~neet & given, "NEETStartDate", "neet-start-without-neet", "warning", message)
    late = _later(rows, mapping, context, "NEETStartDate", "StartDate")
    message = "NEET is said to have begun after the activity did"
    rows.tell(late, "NEETStartDate", "neet-start-late", "warning", message)


def _date_order(rows: Rows, mapping: Mapping, context: Context) -> None:
    """Checks 237, 242, 256 and 305."""
    for earlier, later in (
        ("StartDate", "DateAscertained"),
        ("DateAscertained", "DateVerified"),
        ("StartDate", "DateVerified"),
        ("DateVerified", "PeriodEnd"),
    ):
        wrong = _later(rows, mapping, context, earlier, later)
        message = f"{earlier} lies after {later}; both were kept as given"
        rows.tell(wrong, earlier, f"after-{later.lower()}", "warning", message)


def _currency(rows: Rows, mapping: Mapping, context: Context) -> None:
    """Checks 231 and 232."""
    lapsed = pc.fill_null(pc.utf8_upper(rows.text("CurrencyLapsed").cast(pa.string())), "")
    due_later = _later(rows, mapping, context, "DueToLapseDate", "PeriodEnd")
    due_before = _later(rows, mapping, context, "PeriodEnd", "DueToLapseDate")
    message = "it is said to have lapsed, but it was not due to by the end of the period"
    rows.tell(
        due_later & as_mask(pc.equal(lapsed, "Y")),
        "CurrencyLapsed",
        "lapsed-early",
        "warning",
        message,
    )
    message = "it is said not to have lapsed, but it was due to before the end of the period"
    rows.tell(
        due_before & as_mask(pc.equal(lapsed, "N")),
        "CurrencyLapsed",
        "lapse-overdue",
        "warning",
        message,
    )


def _transfers(rows: Rows, mapping: Mapping, context: Context) -> None:
    """Checks 13 and 34; and who is no longer followed."""
    status = pc.fill_null(pc.utf8_upper(rows.text("CohortStatus").cast(pa.string())), "")
    to = as_mask(rows.text("TransferredToLACode").is_valid())
    moved = as_mask(pc.equal(status, "T"))
    message = "the young person moved to another council, which is not named"
    rows.tell(moved & ~to, "TransferredToLACode", "transfer-to-nobody", "warning", message)
    stays = ~as_mask(pc.is_in(status, pa.array(["T", "E"])))
    message = "another council is named, but the young person is not said to have moved"
    rows.tell(stays & to, "TransferredToLACode", "transfer-not-said", "warning", message)
    apart = as_mask(rows.text("CohortStatus").is_valid())
    apart &= ~_among(rows, "CohortStatus", "nccis.in-scope")
    message = "the council no longer follows this young person; no activity was taken from the row"
    rows.tell(apart, "CohortStatus", "not-followed", "note", message)


def _persons(rows: Rows, mapping: Mapping, context: Context) -> None:
    """Checks 1 and 902."""
    given = rows.text("YoungPersonsID")
    length = as_mask(pc.equal(pc.utf8_length(given.cast(pa.string())), ID_LENGTH))
    message = f"the id has not {ID_LENGTH} characters; it was kept"
    rows.tell(~length, "YoungPersonsID", "ypid-length", "warning", message)
    keys = codes_of(given).astype(np.int64) << 32 | rows.file
    _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    message = "the young person stands in the file more than once"
    rows.tell(counts[place] > 1, "YoungPersonsID", "person-twice", "warning", message)


def _supported(rows: Rows, mapping: Mapping, context: Context) -> None:
    """Checks 233 to 235."""
    activity = pc.fill_null(rows.text("ActivityCode").cast(pa.string()), "")
    codes = pc.fill_null(rows.text("Characteristics").cast(pa.string()), "")
    for code, needed in NEEDS.items():
        lacks = as_mask(pc.and_not(pc.equal(activity, code), pc.match_substring(codes, needed)))
        means = code_list("nccis.characteristic").codes[needed].means.lower()
        message = f"activity {code} comes without characteristic {needed} ({means})"
        rows.tell(lacks, "ActivityCode", "no-such-characteristic", "warning", message)


def _among(rows: Rows, column: str, listed: str) -> np.ndarray:
    known = pa.array(sorted(code_list(listed).known(None)))
    given = pc.utf8_upper(rows.text(column).cast(pa.string()))
    return as_mask(pc.fill_null(pc.is_in(given, known), False))


def _later(rows: Rows, mapping: Mapping, context: Context, one: str, other: str) -> np.ndarray:
    """Rows where the first date lies after the second."""
    first = read_dates(rows, one, mapping, context)
    second = read_dates(rows, other, mapping, context)
    return as_mask(pc.fill_null(pc.greater(first, second), False))


def _check(tell: Callable[[Rows, Mapping, Context], None], *columns: str) -> Check:
    return Check(frozenset(columns), tell)


CHECKS = (
    _check(_neet_start, "ActivityCode", "NEETStartDate", "StartDate"),
    _check(_date_order, "StartDate", "DateAscertained", "DateVerified"),
    _check(_currency, "CurrencyLapsed", "DueToLapseDate"),
    _check(_transfers, "CohortStatus"),
    _check(_persons, "YoungPersonsID"),
    _check(_supported, "ActivityCode"),
)
