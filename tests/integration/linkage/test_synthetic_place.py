"""Linkage and households on a synthetic place's own extracts, read as any partner's would be."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from wholeplace.place import load_place
from wholeplace.pooling.intake import read_source
from wholeplace.pooling.linkage import households, link, score_linkage
from wholeplace.pooling.store import gather
from wholeplace.synthetic import make_place


@dataclass
class Found:
    """What was linked, beside what is true."""

    closure: dict[str, float]
    exact_name: dict[str, float]
    members: pd.DataFrame  # household, person (true), home (true household or None)
    families: set[str]  # true households planted as having many needs
    people: pd.DataFrame


def pooled(folder: Path, template: Path, people: int, seed: int) -> Found:
    make_place(folder, people, seed, template)
    place = load_place(folder)
    intake = {}
    for source in place.sources.values():
        if read_source(place, source, folder / "read" / source.id).permitted:
            intake[source.id] = folder / "read" / source.id
    known = gather(place, intake).named()
    linked = link(known.record, known.identifier, known.address)
    truth = pd.read_parquet(folder / "truth" / "records.parquet")
    said = known.record.select(["source", "local_id", "given", "family", "birth_date"]).to_pandas()
    true = said.merge(truth, on=["source", "local_id"], how="left")["person"].to_numpy(dtype=str)
    return Found(
        score_linkage(linked.person_of, true)["closure"],
        score_linkage(_by_exact_name(said), true)["closure"],
        *_housed(known, linked.person_of, true, place.as_at, folder / "truth"),
    )


def _by_exact_name(said: pd.DataFrame) -> list[str]:
    whole = said["given"].notna() & said["family"].notna() & said["birth_date"].notna()
    key = said["given"].str.upper() + said["family"].str.upper() + said["birth_date"].astype(str)
    return key.where(whole, said.index.astype(str)).astype(str).tolist()


def _housed(known, person_of, true, as_at, folder) -> tuple[pd.DataFrame, set[str], pd.DataFrame]:
    ids = [f"P{number:07}" for number in person_of]
    found = households(known.record, known.address, ids, as_at, seen=known.seen)
    who = pd.Series(true).groupby(pd.Series(ids)).agg(lambda some: some.value_counts().index[0])
    people = pd.read_parquet(folder / "people.parquet").set_index("person")
    members = found.members.to_pandas()
    members["person"] = members["person"].map(who)
    members["home"] = members["person"].map(people["household"])
    cohorts = pd.read_parquet(folder / "cohorts.parquet")
    planted = cohorts.loc[cohorts["cohort"] == "troubled-families-phase1", "id"]
    return members, set(planted), people[people.index.isin(set(true)) & people["died"].isna()]


def in_families(found: Found) -> tuple[float, float]:
    """Precision and recall of the people in households that are planted families' households."""
    theirs = found.members[found.members["home"].isin(found.families)]
    mostly = theirs.groupby("home")["household"].agg(lambda some: some.value_counts().index[0])
    flagged = found.members[found.members["household"].isin(set(mostly))]
    wanted = set(found.people.index[found.people["household"].isin(found.families)])
    right = set(flagged["person"]) & wanted
    return len(right) / flagged["person"].nunique(), len(right) / len(wanted)


def test_a_small_place(tmp_path: Path, triborough: Path) -> None:
    found = pooled(tmp_path / "place", triborough, people=2000, seed=4)

    assert found.closure["f1"] >= 0.97
    assert found.exact_name["f1"] <= 0.90
    precision, recall = in_families(found)
    assert precision >= 0.95
    assert recall >= 0.90


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_place_of_twenty_thousand(tmp_path: Path, triborough: Path, seed: int) -> None:
    found = pooled(tmp_path / "place", triborough, people=20_000, seed=seed)

    assert found.closure["f1"] >= 0.97
    assert found.exact_name["f1"] <= 0.90
    precision, recall = in_families(found)
    assert precision >= 0.95
    assert recall >= 0.92
