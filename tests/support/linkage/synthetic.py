"""An invented place's own extracts, read as any partner's would be, with the truth beside."""

from pathlib import Path

import numpy as np
import pandas as pd

from support.linkage.people import People
from wholeplace.place import load_place
from wholeplace.pooling.intake import read_source
from wholeplace.pooling.store import gather
from wholeplace.synthetic import make_place

TEMPLATE = Path(__file__).parents[3] / "examples" / "triborough"


def synthetic_people(folder: Path, people: int, seed: int) -> People:
    """The records of a place made in ``folder``, and who each is; a record of nobody is alone."""
    make_place(folder, people, seed, TEMPLATE)
    place = load_place(folder)
    intake = {}
    for source in place.sources.values():
        if read_source(place, source, folder / "read" / source.id).permitted:
            intake[source.id] = folder / "read" / source.id
    known = gather(place, intake).named()
    truth = pd.read_parquet(folder / "truth" / "records.parquet")
    said = known.record.select(["source", "local_id"]).to_pandas()
    person = said.merge(truth, on=["source", "local_id"], how="left")["person"]
    alone = pd.Series([f"nobody {row}" for row in range(len(person))])
    numbers = pd.factorize(person.where(person.notna(), alone))[0]
    return People(known.record, known.identifier, known.address, numbers, np.array([]))
