"""Our side as a process: link a million, then take changes one after the other."""

import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wholeplace.pooling.linkage import durable_ids
from wholeplace.pooling.linkage.frequencies import Frequencies
from wholeplace.pooling.linkage.id_register import read_register
from wholeplace.pooling.linkage.incremental import (
    IdIndex,
    Shelf,
    State,
    change_by,
    index_of_all,
    keep,
    relink,
    rename,
    state_of,
)
from wholeplace.pooling.linkage.linking import work

from .changes import split
from .clock import Laps
from .fresh import tell, wishes

Tables = tuple[pa.Table, pa.Table, pa.Table]


def main() -> None:
    """Nothing of the first linking is on the clock; opening what it left is."""
    asked = wishes()
    folder, home = Path(asked["folder"]), Path(asked["work"])
    tables = tuple(
        pq.read_table(folder / f"{n}.parquet") for n in ("record", "identifier", "address")
    )
    start, *later = split(tables[0].num_rows, asked["share"], asked["times"])
    register = home / "register" / "people.parquet"
    model, shares = _begin(_some(tables, start), home / "0", register)
    laps = Laps(("open", "link", "write", "ids"))
    for number, rows in enumerate(later):
        came, before, after = _some(tables, rows), home / str(number), home / str(number + 1)
        after.mkdir()
        laps.begin()
        state, index = State.open(before), IdIndex.open(sorted(before.glob("ids-*.arrow")))
        change = change_by(state, *came)
        laps.lap()
        found = relink(state, change, model, shares)
        laps.lap()
        keep(found.state, after, before)
        laps.lap()
        named = rename(found.state, index, register)
        Shelf(named.index).write(_carry_on(before, after))
        laps.lap()
    tell(changes=laps.by_clock, processor=laps.by_processor)


def _begin(tables: Tables, home: Path, register: Path) -> tuple:
    home.mkdir(parents=True)
    worked = work(*tables)
    keep(state_of(worked, *tables), home)
    ids = durable_ids(worked.linked().person_of, tables[0], register).cast(pa.string())
    rows = np.argsort(worked.order)  # rows of the state are in canonical order
    nobody = read_register(register).slice(0, 0)
    Shelf(index_of_all(rows, ids, nobody)).write(home / "ids-0000.arrow")
    return worked.model, Frequencies.of(worked.fields)


def _carry_on(before: Path, after: Path) -> Path:
    files = sorted(before.glob("ids-*.arrow"))
    for file in files:
        os.link(file, after / file.name)
    return after / f"ids-{len(files):04}.arrow"


def _some(tables: Tables, rows: np.ndarray) -> Tables:
    records = tables[0].take(pa.array(rows)).combine_chunks()
    kept = records["record"].combine_chunks()
    rest = (t.filter(pc.is_in(t["record"], value_set=kept)).combine_chunks() for t in tables[1:])
    return records, *rest


if __name__ == "__main__":
    main()
