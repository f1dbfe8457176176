"""From records to people with durable ids, and from people to households."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.place import Place
from wholeplace.pooling.decisions.retired import retired_ids
from wholeplace.pooling.linkage import WORDS, households, in_use, register_hash
from wholeplace.pooling.store import Identities, gather, relationships, renumbered

from .finding import index_people
from .keys import key
from .linking import Ordered, last_linkage, link_records
from .naming import name_people
from .protecting import (
    REGISTER,
    hidden_records,
    note_sealed,
    read_sealed,
    retire_sealed,
    sealed_alike,
    standing_seals,
    take_out_sealed,
)
from .reading import Read
from .steps import Steps

_IDENTITIES = ("record", "identifier", "address", "seen")
_HOUSED = ("household_member", "communal", "home")

_AS_TEXT: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True)
class People:
    """Where the outputs of linking lie."""

    gathered: Path
    linked: Path
    named: Path
    housed: Path
    indexed: Path

    @property
    def keys(self) -> list[str]:
        """Keys of the steps: what later steps depend on."""
        return [self.gathered.name, self.linked.name, self.named.name, self.housed.name]

    def shown(self) -> tuple[Identities, pa.Table]:
        """Identities, and which person each record is, without people kept from view."""
        return _shown(self.gathered, self.named)

    def housing(self) -> tuple[pa.Table, pa.Table, pa.Table]:
        """Who lives with whom, who lives in communal places, and everybody's home postcode."""
        members, communal, home = (
            pq.read_table(self.housed / f"{name}.parquet") for name in _HOUSED
        )
        return members, communal, home

    @property
    def index(self) -> Path:
        """The file by which one person is found."""
        return next(self.indexed.glob("*.arrow"))

    def about(self) -> dict[str, Any]:
        """How records became people: threshold, pairs, model; how many are kept from view."""
        said: dict[str, Any] = json.loads((self.linked / "linkage.json").read_text("utf-8"))
        hidden = pq.read_metadata(self.named / "hidden.parquet").num_rows
        return {**said, "kept_from_view": hidden + len(read_sealed(self.gathered)["off"])}


def clear_drafts(place: Place) -> None:
    """Remove what a run killed while it wrote the register left beside it."""
    for draft in place.register.glob(".people*.parquet.*"):
        draft.unlink(missing_ok=True)


def find_people(place: Place, pooled: Sequence[Read], steps: Steps, train: bool = False) -> People:
    """Link records, give people their durable ids, and find who lives together."""
    steps.totals["linkage"] = 4
    gathered = _gathered(place, pooled, steps)
    linked = _linked(place, gathered, steps, Ordered.of(place, train))
    named = _named(place, gathered, linked, steps)
    housed_key = key(gathered.name, named.name, place.about, place.areas, place.communal)
    housed = steps.folder(
        "households",
        lambda: housed_key,
        "People put in households",
        lambda out: _house(place, pooled, gathered, named, out),
    )
    return People(gathered, linked, named, housed, _indexed(linked, named, steps))


def _gathered(place: Place, pooled: Sequence[Read], steps: Steps) -> Path:
    gathered_key = key(sorted(one.folder.name for one in pooled), standing_seals(place))

    def make(out: Path) -> None:
        (out / "spill").mkdir()
        found = gather(place, {one.source.id: one.folder for one in pooled}, out / "spill")
        (out / "spill").rmdir()
        identities = take_out_sealed(place, found, out)
        for name in _IDENTITIES:
            pq.write_table(getattr(identities, name), out / f"{name}.parquet")

    return steps.folder(
        "linkage", lambda: f"gathered-{gathered_key}", "Records gathered from all sources", make
    )


def _linked(place: Place, gathered: Path, steps: Steps, ordered: Ordered) -> Path:
    before = last_linkage(list(place.cache.glob("linkage/linked-*")))
    asked = ordered.train

    def tell(phase: str) -> None:
        steps.say("linkage", f"Linking: {phase}")

    def named_by() -> str:
        # Asked to train, no linkage there is will do; afterwards it goes by the model it made.
        model = "to be trained" if asked else in_use(place.register)
        return f"linked-{key(gathered.name, model, ordered.rulings)}"

    def make(out: Path) -> None:
        nonlocal asked
        known = read_identities(gathered, WORDS).named()
        # What was sealed since is nowhere in a linkage that is made anew.
        same = before is not None and sealed_alike(before, gathered)
        link_records(place, known, ordered, out, before if same else None, tell)
        note_sealed(gathered, out)
        asked = False

    return steps.folder("linkage", named_by, "Records linked to people", make)


def _named(place: Place, gathered: Path, linked: Path, steps: Steps) -> Path:
    register = place.register / REGISTER

    def folder_of(linkage: str) -> str:
        retired = sorted(retired_ids(place.register))
        return f"named-{key(linkage, register_hash(register), retired)}"

    def make(out: Path) -> None:
        laid_over = json.loads((linked / "linkage.json").read_text("utf-8"))["before"]
        before = place.cache / "linkage" / folder_of(laid_over or "")
        # Whose id was retired just now must be named anew, and the index still has the old one.
        anew = retire_sealed(place, gathered) or not before.is_dir()
        name_people(linked, register, out, None if anew else before, retired_ids(place.register))
        people = pq.read_table(out / "person_record.parquet")
        hidden = pa.array(hidden_records(gathered, people), pa.int64())
        pq.write_table(pa.table({"record": hidden}), out / "hidden.parquet")

    return steps.folder("linkage", lambda: folder_of(linked.name), "People given their ids", make)


def _indexed(linked: Path, named: Path, steps: Steps) -> Path:
    name = key("find", named.name)

    def make(out: Path) -> None:
        index_people(linked, named, out / f"find-{name}.arrow")

    return steps.folder("linkage", lambda: f"index-{name}", "People made easy to find", make)


def read_identities(folder: Path, words: Mapping[str, Sequence[str]] = _AS_TEXT) -> Identities:
    """Records, identifiers and addresses as they were linked; some columns as dictionaries."""
    files = ((folder / f"{name}.parquet", words.get(name)) for name in _IDENTITIES)
    return Identities(*(pq.read_table(file, read_dictionary=coded) for file, coded in files))


def _shown(gathered: Path, named: Path) -> tuple[Identities, pa.Table]:
    """Nothing of a person kept from view goes on from here, not even a gap in the numbers."""
    identities = read_identities(gathered)
    people = pq.read_table(named / "person_record.parquet")
    hidden = pq.read_table(named / "hidden.parquet")["record"].to_pylist()
    if not hidden:
        return identities, people
    left = renumbered(identities.record["record"].to_numpy(), hidden, people)
    return identities.without(hidden), left[0]


def _house(place: Place, pooled: Sequence[Read], gathered: Path, named: Path, out: Path) -> None:
    identities, people = _shown(gathered, named)
    known = identities.named()
    folders = {one.source.id: one.folder for one in pooled}
    found = households(
        known.record,
        known.address,
        people["person"],
        place.as_at,
        seen=known.seen,
        care=relationships(place, folders, known.record, people),
        places=place.communal,
    )
    for name, table in zip(_HOUSED, (found.members, found.communal, found.homes), strict=True):
        pq.write_table(table, out / f"{name}.parquet")
