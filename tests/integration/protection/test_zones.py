"""The payload zone of a snapshot names nobody."""

import pyarrow as pa
import pyarrow.compute as pc

from wholeplace.place import Place
from wholeplace.pooling.store import IDENTITY, PAYLOAD, open_snapshot
from wholeplace.pooling.store.schemas import schema_of

NAMING = {"given", "family", "aliases", "line", "postcode", "uprn", "value", "local_id", "scheme"}
OF_NOBODY = {"service", "service_location"}
"""Tables of directories: where help is offered, not where anybody lives."""


def test_no_column_of_the_payload_zone_is_made_to_name_anybody(planted: Place) -> None:
    with open_snapshot(planted) as snapshot:
        payload = [name for name in snapshot.tables() if name not in IDENTITY]
    assert {*PAYLOAD} <= {*payload}
    for table in {*payload} - OF_NOBODY:
        assert NAMING.isdisjoint(schema_of(table, planted.vocabulary).names), table
    for table in OF_NOBODY:
        assert "person" not in schema_of(table, planted.vocabulary).names, table


def test_no_value_of_the_payload_zone_is_one_of_the_identity_zone(planted: Place) -> None:
    with open_snapshot(planted) as snapshot:
        secret = set()
        for table, columns in {
            "record": ("given", "family", "aliases"),
            "identifier": ("value",),
            "address": ("line", "postcode", "uprn"),
        }.items():
            for column in columns:
                secret |= set(pc.unique(snapshot.table(table)[column]).to_pylist())
        secret = {value for value in secret if value and len(value) > 3}
        assert len(secret) > 500
        for table in snapshot.tables():
            rows = snapshot.table(table)
            for name in rows.column_names:
                if pa.types.is_string(rows.schema.field(name).type):
                    assert not secret & set(pc.unique(rows[name]).to_pylist()), (table, name)


def test_a_connection_sees_no_identity_unless_it_asks(planted: Place) -> None:
    with open_snapshot(planted) as snapshot:
        shown = snapshot.connect().sql("SELECT table_name FROM information_schema.tables")
        names = {row[0] for row in shown.fetchall()}

    assert names and not names & {*IDENTITY}
