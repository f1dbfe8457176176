"""A place with a source for each sample, and a watch on what reading a file must not do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq

from wholeplace.place import Place, load_place
from wholeplace.pooling.intake import SourceReport, fenced

from ..tiny import TinyPlace
from .cases import Case
from .samples import SAMPLES

PER_PROCESS = 1 << 30
"""Bytes of memory that a reading process may hold."""


class Playground:
    """Writes one case after another where its source looks, and reads it behind the fence."""

    def __init__(self, place: Place, read, called: list[str], address: str):
        self.place, self.read, self.called, self.address = place, read, called, address
        self.out = place.root / "out"
        self.beside = self._around()

    def faults(self, case: Case) -> list[str]:
        """What went wrong with one case; nothing, if the file was loaded, set aside or refused."""
        path = self.place.extracts / case.source / "file.csv"
        path.write_bytes(case.data)
        try:
            report = self.read(self.place.sources[case.source], self.out)
        except Exception as error:
            return [f"{case}: it came out as {error!r}"]
        finally:
            path.unlink()
        wrong = [f"{case}: {fault}" for fault in _faults(report, case, self.out)]
        if self._around() != self.beside:
            wrong.append(f"{case}: something was written beside the tables")
        return wrong

    def _around(self) -> set[Path]:
        """Everything near, but for what a reader writes and where cases are put."""
        near = {p for p in self.place.root.rglob("*") if self.out not in (p, *p.parents)}
        return near | set(self.place.root.parent.iterdir()) | set(Path("/tmp").glob("*evil*"))


def _faults(report: SourceReport, case: Case, out: Path) -> Iterator[str]:
    said = [f for f in report.findings if f.severity != "note"]
    counted = report.loaded + report.quarantined + report.replaced
    if report.rows != counted:
        yield f"{report.rows} rows, but {counted} accounted for"
    if report.quarantined and not said:
        yield f"{report.quarantined} rows set aside without a word"
    if (
        not report.loaded
        and not said
        and "module-not-used" not in {f.rule for f in report.findings}
    ):
        yield "nothing was loaded and nothing said"
    refused = not report.rows and any(f.severity == "error" for f in said)
    if case.rows is not None and report.rows != case.rows and not refused:
        yield f"{case.rows} rows were sent, {report.rows} counted"
    for one in said:
        if one.rule in ("reader-ended", "reader-failed", "memory-limit"):
            yield f"the reader did not live: {one.message}"
    for table in out.glob("*.parquet"):
        pq.read_table(table)


@contextmanager
def playground(root: Path) -> Iterator[Playground]:
    """A place below ``root`` with a listener that nobody must call."""
    tiny, grants = TinyPlace(root / "place"), []
    one = tiny.root / "sources" / "one.toml"
    for id, sample in SAMPLES.items():
        (tiny.root / "extracts" / id).mkdir(parents=True)
        tiny.write({}, sample.mapping, sample.format, sample.zone)
        text = one.read_text().replace('"one"', f'"{id}"').replace("one/*", f"{id}/*")
        one.with_stem(id).write_text(text)
        grants.append(f'[[agreement.grant]]\nsource = "{id}"\nfields = ["*"]\n')
    one.unlink()
    path = tiny.root / "agreements" / "all-of-it.toml"
    head, _, tail = path.read_text().partition("[[agreement.grant]]")
    path.write_text(head + "\n".join(grants) + tail[tail.index("[[agreement.signature]]") :])
    place = load_place(tiny.root)
    with _listener() as (called, address), fenced(place) as read:
        yield Playground(place, read, called, address)


@contextmanager
def _listener() -> Iterator[tuple[list[str], str]]:
    called: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                called.append("somebody")
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield called, f"http://127.0.0.1:{server.getsockname()[1]}/x"
        server.shutdown(socket.SHUT_RDWR)
