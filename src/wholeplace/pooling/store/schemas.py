"""The harmonised record: which tables a snapshot holds and the columns of each."""

from collections.abc import Mapping

import pyarrow as pa

from wholeplace.place import Kind, Vocabulary

TEXT, NUMBER, DAY, YES = pa.string(), pa.float64(), pa.date32(), pa.bool_()
I32, I64 = pa.int32(), pa.int64()


def _table(columns: Mapping[str, pa.DataType]) -> pa.Schema:
    return pa.schema(list(columns.items()))


RECORD = _table(
    {
        "record": I64,
        "source": TEXT,
        "local_id": TEXT,
        "partner": TEXT,
        "zone": TEXT,
        "given": TEXT,
        "family": TEXT,
        "aliases": TEXT,
        "birth_date": DAY,
        "birth_precision": TEXT,
        "sex": TEXT,
        "sex_given": TEXT,
        "ethnicity": TEXT,
        "ethnicity_given": TEXT,
        "died": DAY,
        "restricted": YES,
        "household_given": TEXT,
        "delivery": TEXT,
        "file": TEXT,
        "row": I64,
    }
)
IDENTIFIER = _table({"record": I64, "scheme": TEXT, "value": TEXT, "valid": YES})
ADDRESS = _table(
    {
        "record": I64,
        "uprn": TEXT,
        "line": TEXT,
        "postcode": TEXT,
        "start": DAY,
        "end": DAY,
        "lsoa": TEXT,
        "ward": TEXT,
        "borough": TEXT,
    }
)
CONTACT = _table(
    {
        "record": I64,
        "partner": TEXT,
        "worker": TEXT,
        "name": TEXT,
        "role": TEXT,
        "team": TEXT,
        "start": DAY,
        "end": DAY,
        "source": TEXT,
        "file": TEXT,
        "row": I64,
    }
)
PERSON_RECORD = _table({"person": TEXT, "record": I64, "probability": NUMBER})
PERSON = _table(
    {
        "person": TEXT,
        "records": I32,
        "birth_date": DAY,
        "sex": TEXT,
        "ethnicity": TEXT,
        "died": DAY,
        "household": TEXT,
        "lsoa": TEXT,
        "ward": TEXT,
        "borough": TEXT,
        "communal": YES,
        "sure": NUMBER,
    }
)
HOUSEHOLD_MEMBER = _table(
    {"household": TEXT, "person": TEXT, "start": DAY, "end": DAY, "known": TEXT}
)
ACTIVITY = _table(
    {
        "activity": I64,
        "record": I64,
        "person": TEXT,
        "kind": TEXT,
        "group": TEXT,
        "start": DAY,
        "end": DAY,
        "quantity": NUMBER,
        "partner": TEXT,
        "provider": TEXT,
        "outcome": TEXT,
        "pence": I64,
        "pence_basis": TEXT,
        "source": TEXT,
        "delivery": TEXT,
        "file": TEXT,
        "row": I64,
    }
)
RELATIONSHIP = _table(
    {
        "person": TEXT,
        "role": TEXT,
        "other": TEXT,
        "source": TEXT,
        "delivery": TEXT,
        "file": TEXT,
        "row": I64,
    }
)
COVERAGE = _table(
    {
        "source": TEXT,
        "partner": TEXT,
        "kind": TEXT,
        "area": TEXT,
        "age_from": I32,
        "age_to": I32,
        "start": DAY,
        "end": DAY,
    }
)
POPULATION = _table({"area": TEXT, "borough": TEXT, "residents": I64, "basis": TEXT})
SPEND = _table(
    {
        "partner": TEXT,
        "payee": TEXT,
        "service": TEXT,
        "purpose": TEXT,
        "category": TEXT,
        "capital": TEXT,
        "paid": DAY,
        "pence": I64,
        "source": TEXT,
        "delivery": TEXT,
        "file": TEXT,
        "row": I64,
    }
)
SERVICE = _table(
    {
        "partner": TEXT,
        "service": TEXT,
        "name": TEXT,
        "description": TEXT,
        "organisation": TEXT,
        "status": TEXT,
        "url": TEXT,
        "email": TEXT,
        "phone": TEXT,
        "contacts": TEXT,
        "eligibility": TEXT,
        "minimum_age": NUMBER,
        "maximum_age": NUMBER,
        "areas": TEXT,
        "schedule": TEXT,
        "fees": TEXT,
        "assured": DAY,
        "modified": DAY,
        "source": TEXT,
        "delivery": TEXT,
        "file": TEXT,
        "row": I64,
    }
)
SERVICE_LOCATION = _table(
    {
        "service": TEXT,
        "address": TEXT,
        "postcode": TEXT,
        "lsoa": TEXT,
        "ward": TEXT,
        "borough": TEXT,
        "source": TEXT,
        "delivery": TEXT,
        "file": TEXT,
        "row": I64,
    }
)
AGGREGATE = _table(
    {"source": TEXT, "kind": TEXT, "area": TEXT, "start": DAY, "end": DAY, "count": I64}
)

IDENTITY: dict[str, pa.Schema] = {
    "record": RECORD,
    "identifier": IDENTIFIER,
    "address": ADDRESS,
    "contact": CONTACT,
    "person_record": PERSON_RECORD,
}
"""The identity zone: names, identifiers, exact addresses. Kept in a folder of its own."""

PAYLOAD: dict[str, pa.Schema] = {
    "person": PERSON,
    "household_member": HOUSEHOLD_MEMBER,
    "activity": ACTIVITY,
    "relationship": RELATIONSHIP,
    "coverage": COVERAGE,
    "population": POPULATION,
    "spend": SPEND,
    "aggregate": AGGREGATE,
    "service": SERVICE,
    "service_location": SERVICE_LOCATION,
}
"""The payload zone: internal pseudonym, birth date, small area, household, what happened."""

_ATTRIBUTE = {
    "text": TEXT,
    "code": TEXT,
    "integer": I64,
    "number": NUMBER,
    "date": DAY,
    "flag": YES,
}


def detail_schema(kind: Kind) -> pa.Schema:
    """An activity's typed attributes, as the vocabulary declares them."""
    attributes = {name: _ATTRIBUTE[a.type] for name, a in kind.attributes.items()}
    return _table({"activity": I64, **attributes})


def schema_of(table: str, vocabulary: Vocabulary) -> pa.Schema:
    """The schema of any table by name; ``detail_<kind>`` for the attributes of a kind."""
    if table.startswith("detail_"):
        return detail_schema(vocabulary.kinds[table.removeprefix("detail_")])
    return {**IDENTITY, **PAYLOAD}[table]


def empty(schema: pa.Schema) -> pa.Table:
    """A table without rows, so that a place with no such source still answers questions."""
    return schema.empty_table()
