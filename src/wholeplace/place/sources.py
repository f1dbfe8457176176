"""One dataset a partner delivers: its format, how its columns map, and what it would contain."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from .base import AreaCode, Definition, Id, Many


class Coverage(Definition):
    """What the delivery would contain if it had happened: without it "no" is not "not known"."""

    kinds: Many[Id] = Field(description="Activity kinds; empty for a list of people only")
    start: date = Field(alias="from")
    end: date = Field(alias="to", description="First day not covered")
    areas: Many[AreaCode] = Field((), description="Empty means the whole place")
    age_from: int = Field(0, ge=0)
    age_to: int = Field(130, description="First age not covered")


class When(Definition):
    """Keep only rows whose column holds one of these values."""

    column: str
    values: Many[str] = Field(alias="in")


class PersonMap(Definition):
    """Columns that say who a row is about. Left: our field; right: the file's column."""

    local_id: str | None = Field(None, description="The partner's own id of the person")
    given: str | None = None
    family: str | None = None
    full_name: str | None = Field(
        None, description="'Given Family' or 'FAMILY, Given' in one column"
    )
    aliases: str | None = None
    birth_date: str | None = None
    birth_parts: Many[str] = Field((), description="Day, month and year in three columns")
    sex: str | None = None
    ethnicity: str | None = None
    died: str | None = None
    household: str | None = Field(None, description="A declared household, tenancy or family id")
    restricted: When | None = Field(None, description="Rows about protected people")
    identifiers: dict[Id, str] = Field({}, description="Scheme (nhs, upn, nino, pnc …) to column")
    address: dict[Literal["uprn", "line", "postcode", "from", "to"], str] = Field({})


class ActivityMap(Definition):
    """Columns that make one activity from a row; several maps may read the same row."""

    kind: Id
    when: When | None = None
    start: str | None = None
    start_time: str | None = None
    end: str | None = None
    group: str | None = Field(None, description="Column that joins rows of one case, set or spell")
    quantity: str | None = Field(None, description="Column with the quantity; 1 when absent")
    days: bool = Field(False, description="Quantity is the days from start to end")
    pence: str | None = Field(None, description="Column with the actual cost, in pounds")
    provider: str | None = None
    outcome: str | None = None
    attributes: dict[Id, str] = Field({})
    constants: dict[Id, str] = Field({}, description="Attributes that are the same on every row")


class SpendMap(Definition):
    """Columns of a spend file: money paid, no people."""

    payee: str
    paid: str
    pounds: str
    service: str | None = None
    purpose: str | None = None


class AggregateMap(Definition):
    """Columns of a table of counts, for sources that send no rows about people."""

    kind: Id
    area: str
    count: str
    start: str | None = None
    end: str | None = None


class Mapping(Definition):
    """How the columns of a CSV or XLSX file become the harmonised record."""

    sheet: str | None = None
    header_row: int = Field(1, ge=1, description="Which row holds the column names")
    delimiter: str = ","
    dates: Many[str] = Field(
        ("%Y-%m-%d",), description="Date styles, strptime words; 'excel-serial' for 44629"
    )
    codes: dict[str, dict[str, str]] = Field({}, description="Our field to {as given: as meant}")
    synonyms: dict[str, Many[str]] = Field({}, description="A column's other spellings")
    person: PersonMap | None = None
    activities: Many[ActivityMap] = Field((), alias="activity")
    spend: SpendMap | None = None
    aggregate: AggregateMap | None = None


class Source(Definition):
    """One dataset of one partner."""

    id: Id
    title: str
    partner: Id
    format: Literal["ssda903", "cin-census", "mapped"]
    layout: str = Field(description="Year or release of the layout, such as '2025/26'")
    files: Many[str] = Field(min_length=1, description="Globs under extracts/")
    zone: Literal["named", "pseudonymised", "aggregate"] = "named"
    delivery: Literal["full", "delta"] = "full"
    same_people_as: Id | None = Field(
        None, description="Source whose local ids these are: rows attach to its records"
    )
    coverage: Many[Coverage] = Field(min_length=1)
    mapping: Mapping | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _mapped_has_a_mapping(self) -> "Source":
        if (self.format == "mapped") != (self.mapping is not None):
            raise ValueError(
                "format 'mapped' needs a [mapping] table, and only that format has one"
            )
        return self
