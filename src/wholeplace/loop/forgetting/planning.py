"""Everything that holds what is to be forgotten, thing by thing, and what a hold keeps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wholeplace.place import Place
from wholeplace.pooling.decisions.binding import holds
from wholeplace.pooling.decisions.exports import Export, Exports
from wholeplace.pooling.decisions.sweeping import sweep
from wholeplace.pooling.intake import files_of
from wholeplace.pooling.protection import Rows, rows_about
from wholeplace.trust.forgetting import Act, Hold, Item, kept_by, stopped_by
from wholeplace.trust.keys import Key, Keys

from ..keys import file_hash
from .reach import Held, within_reach

FIGURES = ("results", "changes")
APART = ("intake", "snapshots", "shapes")
"""Folders of the cache looked at one by one, and the shapes of wards. Every other mixes everybody:
it goes whole and is made again, whatever is held."""


@dataclass(frozen=True)
class Kept:
    """A thing that stays, and the hold that keeps it."""

    item: Item
    hold: Hold


@dataclass(frozen=True)
class Plan:
    """What an act would do. ``stopped``: the hold because of which it does nothing at all.

    ``paths`` are the files and folders of ours that go; ``rows`` those of the partners' files to
    be deleted at source; ``people`` the ids of ours that are about the subjects.
    """

    act: Act
    stopped: Hold | None
    go: tuple[Item, ...]
    kept: tuple[Kept, ...]
    at_source: tuple[tuple[str, Rows], ...]
    people: frozenset[str]

    @property
    def held_sources(self) -> frozenset[str]:
        """Sources of which a hold keeps the ids."""
        return frozenset(one.item.name for one in self.kept if one.item.what == "id")

    def paths(self, what: str) -> list[Path]:
        """Folders of ours that go, of one kind."""
        return [Path(item.name) for item in self.go if item.what == what]


def plan(place: Place, act: Act) -> Plan:
    """Look everywhere, and change nothing."""
    standing = holds(place.register).standing()
    stopped = stopped_by(act, standing)
    looked = _Looked(place, act)
    items = list(looked.items())
    kept = [Kept(item, hold) for item in items if (hold := stopped or kept_by(item, standing))]
    safe = {id(one.item) for one in kept}
    go = tuple(item for item in items if id(item) not in safe)
    return Plan(act, stopped, go, tuple(kept), tuple(looked.at_source), looked.people)


@dataclass(frozen=True)
class _Looked:
    """Where an act's subjects, sources or agreement are held."""

    place: Place
    act: Act

    @cached_property
    def held(self) -> Held:
        return Held(self.place)

    @cached_property
    def key(self) -> Key | None:
        return Keys(self.place.register).own(needed=True) if self.act.subjects else None

    @cached_property
    def readings(self) -> list[tuple[str, Path, frozenset[str]]]:
        """Source, folder and local ids of each reading that holds something of it."""
        found = []
        for source, folder in self.held.readings():
            local = self._local(source, folder)
            if local or source in self.act.sources:
                found.append((source, folder, local))
        return found

    def _local(self, source: str, folder: Path) -> frozenset[str]:
        if self.key is None:
            return frozenset()
        return frozenset(self.held.local(folder, source, self.act.subjects, self.key))

    @cached_property
    def people(self) -> frozenset[str]:
        """Ids of ours of the people the act is about."""
        if self.key is None:
            return frozenset()
        return frozenset(self.held.id_rows(self.act.subjects, self.key)["person"].to_pylist())

    @property
    def sources(self) -> frozenset[str]:
        """Sources that say something of it, as far as is known."""
        named = {one.split(":")[1] for one in self.act.subjects if one.startswith("record:")}
        return frozenset({*self.act.sources, *named, *(source for source, *_ in self.readings)})

    @property
    def at_source(self) -> Iterator[tuple[str, Rows]]:
        """Rows, or whole files, that only the partner can delete."""
        for source, folder, local in self.readings:
            if local and self.act.why != "seal":
                yield from ((source, rows) for rows in rows_about(folder, local))
        if self.act.why == "withdrawal":
            for source in self.act.sources:
                for path in files_of(self.place, self.place.sources[source]):
                    yield source, Rows(str(path.relative_to(self.place.extracts)), ())

    def items(self) -> Iterator[Item]:
        """One item for each thing, the partners' first."""
        for source, rows in self.at_source:
            yield Item("extract", f"{source}: {rows.file}", len(rows.rows), ours=False)
        if self.act.why == "key":
            yield Item("key", str(self.act.key))
            yield from self._copies()
            return
        yield from self._cached()
        yield from self._registered()
        yield from self._elsewhere()

    def _cached(self) -> Iterator[Item]:
        if self.act.why != "seal":  # what a partner delivered of a sealed person is still theirs
            for source, folder, _ in self.readings:
                yield _folder("reading", folder, frozenset({source}))
        for folder in sorted((self.place.cache / "snapshots").glob("*")):
            within = sources_in(folder)
            if not within or within & self.sources:
                yield _folder("snapshot", folder, within)
        for step in sorted(path for path in self.place.cache.glob("*") if path.is_dir()):
            what = "result" if step.name in FIGURES else "linking"
            for folder in sorted(step.glob("*")) if step.name not in APART else ():
                yield _folder(what, folder, frozenset())

    def _registered(self) -> Iterator[Item]:
        if self.act.why in ("erasure", "withdrawal"):
            for source, rows in self._id_rows():
                yield Item("id", source, rows, frozenset({source}))
        if self.act.why == "erasure" and self.key:
            many = sweep(self.place.register, self.act.subjects, self.key, None)
            yield from [Item("decision", "what was decided about them", many)] if many else []
        if self.act.why == "expiry":
            for key in Keys(self.place.register).all_of(str(self.act.agreement)):
                yield Item("key", key.name, sources=frozenset(self.act.sources))

    def _id_rows(self) -> Iterator[tuple[str, int]]:
        if self.key is not None:
            counted = self.held.id_rows(self.act.subjects, self.key)
            named = counted["source"].to_pylist()
            yield from ((source, named.count(source)) for source in sorted(set(named)))
        every = self.held.ids["source"].to_pylist() if self.act.why == "withdrawal" else []
        yield from ((source, every.count(source)) for source in self.act.sources if source in every)

    def _elsewhere(self) -> Iterator[Item]:
        for export in Exports(self.place.register).every():
            people = self._exported(export)
            if people:
                name = f"{export.id} to {export.partner}"
                yield Item("export", name, people, frozenset(export.sources), ours=False)
        yield from self._copies()

    def _copies(self) -> Iterator[Item]:
        """Copies of the register: those within reach are made over, others are to be destroyed."""
        here, beyond = within_reach(self.place, self.act)
        for found, ours in ((here, True), (beyond, False)):
            yield from (Item("backup", f"{b.id}: {b.where}", ours=ours) for b in found)

    def _exported(self, export: Export) -> int:
        """How many people of an export the act concerns."""
        if self.act.agreement == export.agreement or set(self.act.sources) & set(export.sources):
            return export.people
        keys = Keys(self.place.register).all_of(export.agreement, export.purpose)
        named = [k.pseudonym(p) for k in keys if k.name == export.key for p in self.people]
        return len(Exports(self.place.register).holding(export.id, named))


def _folder(what: str, folder: Path, sources: frozenset[str]) -> Item:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    said = [(str(path.relative_to(folder)), file_hash(path)) for path in files]
    digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()
    return Item(what, str(folder), len(files), sources, digest)


def sources_in(snapshot: Path) -> frozenset[str]:
    """Sources a snapshot was made from; none known of one that is half written."""
    try:
        manifest = json.loads((snapshot / "manifest.json").read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return frozenset()
    return frozenset(one["source"] for one in manifest["inputs"])
