"""The rival's side as a process: train or take a model, link, and leave what was found."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from wholeplace.pooling.linkage import score_linkage

from .clock import peak_gib
from .fresh import tell, wishes
from .splink_side import run


def main() -> None:
    """Its clock and peak end before its quality is looked at."""
    asked = wishes()
    folder = Path(asked["folder"])
    ran = run(str(folder / "clean.parquet"), asked["setup"], asked.get("model"))
    said = {"seconds": ran.clock.laps, "total": ran.clock.total}
    said |= {
        "processor": ran.clock.processor,
        "of_processor": ran.clock.of_processor,
        "peak": peak_gib(),
    }
    if "save" in asked:
        ran.linker.misc.save_model_to_json(asked["save"], overwrite=True)
    if asked.get("score"):
        said["best"] = _best(ran, pq.read_table(folder / "truth.parquet")["person"].to_numpy())
    tell(**said)


def _best(ran, truth: np.ndarray) -> dict[str, float]:
    """The threshold at which its closure is best, which a user could not know."""
    scored = [(score_linkage(found, truth), at) for at, found in ran.clusters(len(truth))]
    best, at = max(scored, key=lambda one: one[0]["closure"]["f1"])
    return {"threshold": at, "closure": best["closure"]["f1"], "exact": best["exact"]["f1"]}


if __name__ == "__main__":
    main()
