"""How well invented places are understood: linkage and cohorts against planted truth.

python bench/quality.py [--people 20000] [--seeds 1 2 3] [--json]
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
from machine import show

from wholeplace.loop import run, score
from wholeplace.place import Place, load_place
from wholeplace.pooling.linkage import score_linkage
from wholeplace.pooling.store import open_snapshot
from wholeplace.synthetic import make_place

TEMPLATE = Path(__file__).parents[1] / "examples" / "triborough"
FAMILIES = "troubled-families-phase1"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=20_000)
    asked.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    asked.add_argument("--json", action="store_true", help="print JSON instead of a table")
    said = asked.parse_args()
    rows = [one(said.people, seed) for seed in said.seeds]
    show(f"places of {said.people:,} people, against planted truth", rows)


def one(people: int, seed: int) -> dict[str, Any]:
    """Make, pool and score one place."""
    with tempfile.TemporaryDirectory() as folder:
        make_place(Path(folder) / "place", people, seed, TEMPLATE)
        place = load_place(Path(folder) / "place")
        run(place)
        found = score(place)
        families = found["cohorts"][FAMILIES]
        truth = found["cohorts_on_truth"].values()
        return {
            "seed": seed,
            "families planted": planted(place),
            "name and birth date F1": round(by_name(place), 3),
            "pair F1": round(found["linkage"]["pair"]["f1"], 3),
            "closure F1": round(found["linkage"]["closure"]["f1"], 3),
            "exact F1": round(found["linkage"]["exact"]["f1"], 3),
            "families precision": round(families["precision"], 3),
            "families recall": round(families["recall"], 3),
            "rules exact on true people": all(set(t.values()) == {1.0} for t in truth),
        }


def planted(place: Place) -> int:
    """How many families of the cohort there truly are."""
    cohorts = pd.read_parquet(place.root / "truth" / "cohorts.parquet")
    return int((cohorts["cohort"] == FAMILIES).sum())


def by_name(place: Place) -> float:
    """F1 of joining records that have a name by exactly that and the birth date."""
    truth = pd.read_parquet(place.root / "truth" / "records.parquet")
    with open_snapshot(place) as snapshot:
        table = snapshot.table("record")
    named = table.select(["source", "local_id", "given", "family", "birth_date"]).to_pandas()
    named = named.dropna().merge(truth, on=["source", "local_id"])
    key = named["given"].str.upper() + " " + named["family"].str.upper()
    key += named["birth_date"].astype(str)
    scored = score_linkage(key.tolist(), named["person"].to_numpy(dtype=str))
    return scored["closure"]["f1"]


if __name__ == "__main__":
    main()
