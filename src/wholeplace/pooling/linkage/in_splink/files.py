"""Models as files, ours or Splink's, and what Splink needs beside one."""

import json
from pathlib import Path

import pyarrow.parquet as pq

from ..model import Model, ModelError
from .reading import from_splink
from .writing import InSplink

RECORDS, PAIRS, FREQUENCIES = "records.parquet", "pairs.parquet", "frequencies"


def read_model(file: Path) -> Model:
    """A model in our form, or in Splink's as ``to_splink`` wrote it."""
    try:
        text = file.read_text(encoding="utf-8")
        of_splink = "link_type" in json.loads(text)
        return from_splink(text) if of_splink else Model.from_json(text)
    except ModelError as error:
        raise ModelError(f"{file}: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{file}: is not a linkage model; save one with 'wholeplace model' or with"
            " 'wholeplace link --save-model'"
        ) from error


def write_for_splink(exported: InSplink, folder: Path) -> None:
    """The prepared records, candidate pairs, and term frequencies of each column that has them."""
    (folder / FREQUENCIES).mkdir(parents=True, exist_ok=True)
    pq.write_table(exported.records, folder / RECORDS)
    pq.write_table(exported.pairs, folder / PAIRS)
    for column, table in exported.frequencies.items():
        pq.write_table(table, folder / FREQUENCIES / f"{column}.parquet")
