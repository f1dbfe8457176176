"""Look for values in every byte that was written, decoded as a reader would decode it."""

import io
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


def found_in(root: Path, values: Collection[str]) -> dict[str, list[str]]:
    """Each value that appears under a folder, with the files it is in; case does not matter."""
    found: dict[str, list[str]] = {}
    wanted = {value: value.casefold() for value in values}
    for path in _files(root):
        text = text_of(path).casefold()
        for value, folded in wanted.items():
            if folded in text:
                found.setdefault(value, []).append(str(path.relative_to(root)))
    return found


def text_of(path: Path) -> str:
    """A file's name and content, as text; Parquet column by column, what is zipped unzipped."""
    raw = path.read_bytes()
    parts = [path.name, raw.decode("utf-8", errors="replace"), raw.decode("cp1252", "replace")]
    if raw[:4] == b"PAR1":
        parts += _columns(pq.read_table(io.BytesIO(raw)))
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return "\n".join(parts)


def _columns(table: pa.Table) -> Iterator[str]:
    for column in table.columns:
        yield "\n".join(map(str, pc.unique(column).to_pylist()))


def _files(root: Path) -> Iterator[Path]:
    yield from ([root] if root.is_file() else (p for p in sorted(root.rglob("*")) if p.is_file()))
