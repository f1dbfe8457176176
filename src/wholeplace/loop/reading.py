"""Read every source, two at a time, each again only when something it depends on has changed."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wholeplace.place import Agreement, Place, Source
from wholeplace.pooling.decisions.suppressed import Suppressed, suppress
from wholeplace.pooling.intake import SourceReport, fenced, files_of, read_report, refused
from wholeplace.pooling.protection import erase, noted
from wholeplace.pooling.store import people_source
from wholeplace.trust.keys import Keys

from .keys import file_hash, files_hash, key
from .steps import Steps

AT_ONCE = 2
READER_ENDED = "reader-ended"
WITHDRAWN = "its partner withdrew it; 'wholeplace forget --readmit' reads it again"


@dataclass(frozen=True)
class Read:
    """One source as it was read."""

    source: Source
    folder: Path
    report: dict[str, Any]

    @property
    def permitted(self) -> bool:
        """Whether an agreement let its rows in."""
        return bool(self.report["permitted"])


def read_all(place: Place, steps: Steps) -> list[Read]:
    """Every source, in the order of ids, without people who were erased.

    Somebody erased may come back under another local id and be known by an identifier; what other
    sources say of that id is then left out as well, by reading them once more.
    """
    kept_out = Suppressed.of(place.register)
    done = _read_all(place, steps, kept_out)
    met = {token for one in done for token in noted(one.folder)}
    if met <= kept_out.subjects:
        return done
    suppress(place.register, met)
    again = _read_all(place, steps, Suppressed.of(place.register))
    steps.used -= {one.folder for one in done} - {one.folder for one in again}
    return again


def _read_all(place: Place, steps: Steps, kept_out: Suppressed) -> list[Read]:
    """The largest sources are begun first."""
    steps.totals["intake"], steps.done["intake"] = len(place.sources), 0
    shared = _shared(place)
    begun = sorted(place.sources.values(), key=lambda source: (-_size(place, source), source.id))
    with ExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor(AT_ONCE))
        named = list(threads.map(lambda source: _name(place, shared, kept_out, source), begun))
        # Partners' files are parsed in processes of their own, started only when there is work.
        fresh = any(not steps.there("intake", name) for name in named)
        read = stack.enter_context(fenced(place)) if fresh else None

        def one(source: Source, name: str) -> Read:
            ended: list[bool] = []

            def make(out: Path) -> None:
                if source.id in kept_out.sources:
                    refused(source, WITHDRAWN).write(out)
                    return
                assert read is not None
                ended.append(_ended_early(read(source, out)))
                _leave_out(place, source, kept_out, out)

            # A reading that was ended early is kept under another name, so that it is tried again.
            folder = steps.folder(
                "intake", lambda: f"{name}-ended" if any(ended) else name, source.title, make
            )
            return Read(source, folder, read_report(folder).to_json())

        done = list(threads.map(one, begun, named))
    return sorted(done, key=lambda one: one.source.id)


def _leave_out(place: Place, source: Source, kept_out: Suppressed, folder: Path) -> None:
    people = people_source(source)
    subjects = kept_out.about(people)
    if subjects:
        erase(folder, people, subjects, Keys(place.register).own(needed=True))


def _ended_early(report: SourceReport) -> bool:
    """Whether the reading process crashed or met a limit, which may pass."""
    return any(finding.rule == READER_ENDED for finding in report.findings)


def _size(place: Place, source: Source) -> int:
    return sum(path.stat().st_size for path in files_of(place, source))


def _name(place: Place, shared: Mapping[str, Any], kept_out: Suppressed, source: Source) -> str:
    extracts = files_hash(files_of(place, source), place.extracts)
    without = [source.id in kept_out.sources, *kept_out.about(people_source(source))]
    return f"{source.id}-{key(shared, source, _agreements(place, source), extracts, without)}"


def _agreements(place: Place, source: Source) -> list[Agreement]:
    names = {source.id, source.same_people_as}
    return [a for a in place.agreements.values() if names & {g.source for g in a.grants}]


def _shared(place: Place) -> dict[str, Any]:
    """What every reader depends on besides its own source and files."""
    return {
        "about": place.about,
        "boroughs": place.areas,
        "vocabulary": place.vocabulary,
        "postcodes": file_hash(place.root / place.areas.postcodes),
    }
