"""Write invented people's records to a folder, for either side to read.

``record``, ``identifier`` and ``address`` are what the product reads, as written by the agencies.
``clean`` is one wide table for the rival, cleaned beforehand so that its clock need not run for
it: names in capital letters, invalid NHS numbers and cut postcodes told apart. ``truth`` says who
is who.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .agencies import AGENCIES, is_valid, listed
from .people import People

RECORDS_PER_PERSON = 1.857
"""How many records the eight agencies have of each person, on average."""


def make(folder: Path, records: int, seed: int, noise: float = 1.0) -> None:
    """About ``records`` records; ``noise`` multiplies every rate of faults."""
    chance = np.random.default_rng(seed)
    people = People(chance, int(records / RECORDS_PER_PERSON))
    parts = [listed(chance, people, agency, noise) for agency in AGENCIES]
    merged = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    sizes = [len(part["person"]) for part in parts]
    source = np.repeat([agency.source for agency in AGENCIES], sizes).astype(object)
    local = np.concatenate([np.arange(size) for size in sizes])
    write(folder, merged, source, local)
    truth = {"person": merged["person"], "group": people.group[merged["person"]]}
    pq.write_table(pa.table(truth), folder / "truth.parquet")


def write(folder: Path, columns: dict, source: np.ndarray, local: np.ndarray) -> None:
    """Both sides' tables of the same records."""
    folder.mkdir(parents=True, exist_ok=True)
    number = np.arange(len(source))
    text = {
        name: pa.array(columns[name], pa.string(), from_pandas=True)
        for name in ("given", "family", "sex", "postcode", "uprn", "nhs")
    }
    born = pa.array(columns["birth_date"].astype("datetime64[D]"))
    valid = is_valid(columns["nhs"])
    tables = {
        "record": {
            "record": number,
            "source": pa.array(source, pa.string()),
            "local_id": pa.array([f"{n:07}" for n in local], pa.string()),
            "given": text["given"],
            "family": text["family"],
            "aliases": pa.nulls(len(number), pa.string()),
            "birth_date": born,
            "birth_precision": pa.array(["day"] * len(number), pa.string()),
            "sex": text["sex"],
        },
        "address": {
            "record": number,
            "uprn": text["uprn"],
            "line": pa.nulls(len(number), pa.string()),
            "postcode": text["postcode"],
            "start": pa.nulls(len(number), pa.date32()),
            "end": pa.nulls(len(number), pa.date32()),
        },
        "identifier": _identifiers(number, text["nhs"], valid),
        "clean": {
            "unique_id": number,
            "forename": _name(text["given"]),
            "surname": _name(text["family"]),
            "dob": pc.strftime(born, "%Y-%m-%d"),
            "sex": text["sex"],
            "postcode": text["postcode"],
            "nhs": pc.if_else(pa.array(valid), text["nhs"], None),
            "uprn": text["uprn"],
        },
    }
    for name, table in tables.items():
        pq.write_table(pa.table(table), folder / f"{name}.parquet")


def _identifiers(number: np.ndarray, nhs: pa.Array, valid: np.ndarray) -> dict:
    there = nhs.is_valid()
    return {
        "record": pa.array(number).filter(there),
        "scheme": pa.array(["nhs"] * pc.sum(there).as_py(), pa.string()),
        "value": nhs.filter(there),
        "valid": pa.array(valid).filter(there),
    }


def _name(column: pa.Array) -> pa.Array:
    plain = pc.utf8_trim_whitespace(
        pc.replace_substring_regex(pc.utf8_upper(column), "[^A-Z]+", " ")
    )
    return pc.if_else(pc.equal(plain, ""), None, plain)
