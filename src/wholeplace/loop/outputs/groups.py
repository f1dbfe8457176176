"""How well each group of people is linked, for the page, the report and the command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from wholeplace.place import Place
from wholeplace.place.calendar import age_at
from wholeplace.pooling.decisions import links_in_force
from wholeplace.pooling.store import Identities

from ..explaining import kept_linkage

if TYPE_CHECKING:
    from wholeplace.pooling.linkage.recall import Group, Rules, Share
    from wholeplace.pooling.store import Snapshot

Labels = Sequence[str | None]

_UNSAID = ("unknown", "refused")


def groups(place: Place, snapshot: Snapshot, reviewed: pa.Table | None = None) -> dict[str, Any]:
    """``groups.json``: recall of all, and of each group by sex, age, ethnicity, area and agency.

    Where too few records share an identifier, pairs that were reviewed are used: those given, else
    those decided in this place.
    """
    from wholeplace.pooling.linkage.recall import known_pairs, recall, recall_by_group, rules

    kept, named = kept_linkage(place, snapshot), named_records(snapshot)
    tables = named.record, named.identifier, named.address
    judged = _decided(place) if reviewed is None else reviewed
    pairs = known_pairs(*tables, kept.model, frequencies=kept.frequencies, reviewed=judged)
    by = rules()
    return {
        "basis": pairs.basis,
        **_share(recall(pairs)),
        "gap": by.gap,
        "too_few": by.too_few,
        "kinds": [
            {
                "id": id,
                "title": title,
                "groups": [_group(one) for one in recall_by_group(pairs, labels, by)],
            }
            for id, title, labels in _kinds(place, named, by)
        ],
    }


def _decided(place: Place) -> pa.Table:
    """What people decided about two records, as reviewed pairs."""
    from wholeplace.pooling.linkage.recall import REVIEWED

    decided = links_in_force(place.register)
    rows = [(*one.a, *one.b, one.what == "same") for one in decided]
    return pa.Table.from_pylist(
        [dict(zip(REVIEWED.names, row, strict=True)) for row in rows], REVIEWED
    )


def named_records(snapshot: Snapshot) -> Identities:
    """What a snapshot's records say, of those that may be linked."""
    record = snapshot.table("record")
    identifier, address = (snapshot.table(name) for name in ("identifier", "address"))
    nothing = record.select(["record"]).slice(0, 0)
    return Identities(record, identifier, address, seen=nothing).named()


def _kinds(place: Place, named: Identities, by: Rules) -> Iterator[tuple[str, str, Labels]]:
    """Each kind of group: id, title, and the group of every record."""
    record = named.record
    yield "sex", "Sex", _stated(record["sex"])
    yield "age", "Age", _ages(record["birth_date"], place.as_at, by)
    yield "ethnicity", "Ethnic group", _stated(record["ethnicity"])
    if place.areas.deprivation:
        yield "deprivation", "Tenth of deprivation", _deciles(place, named)
    names = {id: partner.name for id, partner in place.partners.items()}
    yield "agency", "Agency", [names.get(one, one) for one in record["partner"].to_pylist()]


def _stated(column: pa.ChunkedArray) -> Labels:
    return [None if one in _UNSAID else str(one).capitalize() for one in column.to_pylist()]


def _ages(born: pa.ChunkedArray, as_at: date, by: Rules) -> Labels:
    from wholeplace.pooling.linkage.recall import age_band

    bands = {day: age_band(age_at(day, as_at), by) for day in born.unique().to_pylist() if day}
    return [bands.get(day) for day in born.to_pylist()]


def _deciles(place: Place, named: Identities) -> Labels:
    """The decile of the last address whose area is known: 1 is the most deprived tenth."""
    assert place.areas.deprivation
    table = pa_csv.read_csv(place.root / place.areas.deprivation)
    decile = dict(
        zip(table["lsoa11_code"].to_pylist(), table["imd_decile"].to_pylist(), strict=True)
    )
    home = named.address.sort_by([("record", "ascending"), ("start", "ascending")])
    columns = (home[name].to_pylist() for name in ("record", "lsoa"))
    of = {record: decile[lsoa] for record, lsoa in zip(*columns, strict=True) if lsoa in decile}
    return [_decile(of.get(record)) for record in named.record["record"].to_pylist()]


def _decile(number: int | None) -> str | None:
    ends = {1: "1, most deprived", 10: "10, least deprived"}
    return None if number is None else ends.get(number, str(number))


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval
    return {
        "pairs": share.pairs,
        "found": share.found,
        "recall": share.recall,
        "low": low,
        "high": high,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        **_share(group.share),
        "difference": group.difference,
        "difference_low": group.low,
        "difference_high": group.high,
        "too_few": group.too_few,
        "behind": group.behind,
    }
