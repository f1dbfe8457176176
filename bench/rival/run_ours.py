"""Our side as a process: read, link, and if asked give durable ids and find households."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.pooling.linkage import WORDS, Model, durable_ids, households, link, score_linkage

from .clock import Clock, peak_gib
from .fresh import tell, wishes

AS_AT = date(2014, 3, 31)


def main() -> None:
    """Our clock and peak end before our quality is looked at."""
    asked = wishes()
    folder, clock = Path(asked["folder"]), Clock()
    record, identifier, address = (
        pq.read_table(folder / f"{name}.parquet", read_dictionary=words)
        for name, words in WORDS.items()
    )
    model = Model.from_json(Path(asked["model"]).read_text()) if "model" in asked else None
    clock.lap("read")
    linked = link(record, identifier, address, model=model)
    clock.lap("link")
    if asked.get("whole"):
        _ids_and_households(record, address, linked.person_of, clock)
    said = {"seconds": clock.laps, "total": clock.total}
    said |= {"processor": clock.processor, "of_processor": clock.of_processor, "peak": peak_gib()}
    if "save" in asked:
        Path(asked["save"]).write_text(linked.model.to_json())
    if asked.get("score"):
        truth = pq.read_table(folder / "truth.parquet")["person"].to_numpy()
        scores = score_linkage(linked.person_of, truth)
        said["own"] = {name: scores[name]["f1"] for name in ("closure", "exact")}
    tell(**said)


def _ids_and_households(
    record: pa.Table, address: pa.Table, person_of: np.ndarray, clock: Clock
) -> None:
    with TemporaryDirectory() as folder:
        ids = durable_ids(person_of, record, Path(folder) / "people.parquet")
        clock.lap("durable ids")
    households(record, address, ids, AS_AT)
    clock.lap("households")


if __name__ == "__main__":
    main()
