"""One dataset a partner delivers: its format, how its columns map, and what it would contain."""

import re
from datetime import date
from typing import Literal

from pydantic import Field, field_validator, model_validator

from .base import AreaCode, Definition, Id, Many
from .deliveries import Delivery, Rhythm

DATE_PARTS = ("%d", "%m", "%Y", "%y", "%b", "%B")
EXCEL_SERIAL = "excel-serial"


class Coverage(Definition):
    """What the delivery would contain if it had happened: without it "no" is not "not known"."""

    kinds: Many[Id] = Field(description="Activity kinds; empty for a list of people only")
    start: date = Field(alias="from")
    end: date = Field(alias="to", description="First day not covered")
    areas: Many[AreaCode] = Field((), description="Empty means the whole place")
    age_from: int = Field(0, ge=0)
    age_to: int = Field(130, description="First age not covered")


class When(Definition):
    """Keep only rows whose column passes one test. A blank passes no test but 'not_in'."""

    column: str
    values: Many[str] = Field((), alias="in", description="It is one of these")
    starts: Many[str] = Field((), description="It starts with one of these")
    others: Many[str] = Field((), alias="not_in", description="It is none of these, or blank")
    given: bool = Field(False, description="It is not blank")

    @model_validator(mode="after")
    def _one_test(self) -> "When":
        if sum(map(bool, (self.values, self.starts, self.others, self.given))) != 1:
            raise ValueError(
                "say one of 'in', 'not_in' or 'starts', each a list of values, or 'given = true'"
            )
        return self


class Joined(Definition):
    """A column made of several: a date in three parts, an id that is unique only with its area."""

    columns: Many[str] = Field(min_length=2)
    separator: str = "/"
    codes: dict[str, str] = Field({}, description="Values to replace before they are joined")
    skip_blank: bool = Field(False, description="Join what is there: the lines of an address")


class BestFirst(Definition):
    """The order in which values of a column are preferred, best first; others come after them."""

    column: str
    order: Many[str] = ()
    as_listed: str | None = Field(None, description="A national list that has them best first")

    @model_validator(mode="after")
    def _one_order(self) -> "BestFirst":
        if bool(self.order) == bool(self.as_listed):
            raise ValueError("say either 'order', a list of values, or 'as_listed', a code list")
        return self


class OneEvent(Definition):
    """Rows with the same values in ``same`` are one event told several times; the latest counts.

    Adult social care sends an event again every quarter; a hospital spell is several episodes. Of
    rows told on one day an open end counts before a closed one, then a later end, then the best.
    """

    same: Many[str] = Field(min_length=1)
    latest: str = Field(description="Date column; the row with the latest date is kept")
    best: BestFirst | None = None
    closes_when_missing: bool = Field(
        False, description="An open event absent from the newest delivery ended with its last one"
    )
    next_ends_it: bool = Field(
        False, description="A person has one at a time: an open one ended when the next began"
    )
    lasts_while_told: bool = Field(
        False,
        description="It lasted from the first delivery that told of it to the next that did not;"
        " told again after that, it is another",
    )


class PersonMap(Definition):
    """Columns that say who a row is about. Left: our field; right: the file's column."""

    local_id: str = Field(description="The partner's own id of the person")
    given: str | None = None
    family: str | None = None
    aliases: str | None = Field(None, description="Other names: 'Given Family', or 'Family, Given'")
    aliases_family_first: bool = Field(False, description="'Family Given' without a comma")
    birth_date: str | None = None
    sex: str | None = None
    ethnicity: str | None = None
    died: str | None = None
    household: str | None = Field(None, description="A declared household, tenancy or family id")
    restricted: When | None = Field(None, description="Rows about protected people")
    identifiers: dict[Id, str | Many[str]] = Field(
        {}, description="Scheme (nhs, upn, nino, pnc …) to its column, or columns"
    )
    address: dict[Literal["uprn", "line", "postcode", "lsoa", "from", "to"], str] = Field({})
    linked: dict[Id, str | Many[str]] = Field(
        {}, description="What the person is to another (carer) to columns with the other's local id"
    )


class Every(Definition):
    """How often a price is paid, where a column says it: {as given: days}."""

    column: str
    days: dict[str, str] = Field(description="Days between payments: '7', or a fraction: '91/3'")

    @field_validator("days")
    @classmethod
    def _days_are_numbers(cls, days: dict[str, str]) -> dict[str, str]:
        for given, text in days.items():
            if not re.fullmatch(r"[1-9]\d{0,4}(/[1-9]\d{0,2})?", text):
                raise ValueError(f"'{given}': '{text}' is no number of days; write '7' or '91/3'")
        return days


class Actual(Definition):
    """What an activity really cost: a price, times units a week and weeks unless paid once.

    Where ``every`` knows how often the price is paid, that is believed before the units a week.
    """

    price: str = Field(description="Column with the price, in pounds")
    units_a_week: str | None = Field(None, description="Column; without it the price is the cost")
    every: Every | None = None
    once: When | None = Field(None, description="Rows where the price is the whole cost")


class ActivityMap(Definition):
    """Columns that make one activity from a row; several maps may read the same row.

    Quantity is the length in the kind's unit of time for a kind that lasts, or 1, unless mapped.
    """

    kind: Id
    when: Many[When] = Field((), description="All must hold")
    one_event: OneEvent | None = None
    start: str
    end: str | None = None
    group: str | None = Field(None, description="Column that joins rows of one case, set or spell")
    quantity: str | None = Field(None, description="Column with the quantity")
    shared_by: str | None = Field(
        None, description="Rows with the same value share one unit: a court case of three children"
    )
    actual: Actual | None = None
    provider: str | None = None
    outcome: str | None = None
    attributes: dict[Id, str] = Field({})
    constants: dict[Id, str] = Field({}, description="Attributes that are the same on every row")


class ContactMap(Definition):
    """Columns that say who of the agency works with the person a row is about."""

    worker: str = Field(description="Column with the worker's name or number")
    name: str | None = Field(None, description="Column with the name, where 'worker' is a number")
    role: str | None = Field(None, description="Column with what the worker is to the person")
    role_is: str | None = Field(None, alias="as", description="The role, where no column says it")
    team: str | None = None
    start: str | None = None
    end: str | None = None


class SpendMap(Definition):
    """Columns of a spend file: money paid, no people."""

    payee: str
    paid: str
    pounds: str
    service: str | None = None
    purpose: str | None = None
    category: str | None = Field(None, description="Column with a CIPFA or procurement category")
    capital: str | None = Field(None, description="Column that says capital or revenue")


class ServiceMap(Definition):
    """Columns of a directory of services that people can be referred to: no people."""

    id: str
    name: str
    description: str | None = None
    organisation: str | None = None
    status: str | None = Field(None, description="active, inactive, defunct, temporarily closed")
    url: str | None = None
    email: str | None = None
    phone: str | None = None
    contacts: str | None = Field(None, description="Who to ask for")
    eligibility: str | None = Field(None, description="Who it is for, in words")
    minimum_age: str | None = None
    maximum_age: str | None = None
    areas: str | None = Field(None, description="Where people must live")
    schedule: str | None = Field(None, description="When it is open, in words")
    fees: str | None = None
    address: str | None = Field(None, description="One a line where there are several")
    postcode: str | None = Field(None, description="One a line, in the order of the addresses")
    assured: str | None = Field(None, description="Day on which somebody last checked it")
    modified: str | None = None
    total: str | None = Field(None, description="How many services the directory says it has")


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
    delimiter: str = Field(",", min_length=1, max_length=1)
    dates: Many[str] = Field(
        ("%Y-%m-%d",),
        description="Styles in strptime words, or 'excel-serial' for 44629. ISO is always read",
    )
    codes: dict[str, dict[str, str]] = Field(
        {},
        description="Our field, or kind.attribute, to {as given: as meant}; '' says: not known",
    )
    synonyms: dict[str, Many[str]] = Field({}, description="A column's other spellings")
    joined: dict[str, Joined] = Field({}, description="Columns to make; then usable like others")
    key: Many[str] = Field(
        (), description="Columns that together name a row, for deltas and corrections"
    )
    code_lists: dict[str, str] = Field(
        {}, description="Coded columns and the national list of each, such as ssda903.placement"
    )
    person: PersonMap | None = None
    activities: Many[ActivityMap] = Field((), alias="activity")
    contacts: Many[ContactMap] = Field((), alias="contact")
    spend: SpendMap | None = None
    aggregate: AggregateMap | None = None
    service: ServiceMap | None = None

    @field_validator("dates")
    @classmethod
    def _styles_can_be_read(cls, styles: tuple[str, ...]) -> tuple[str, ...]:
        for style in styles:
            parts = re.findall("%.", style)
            if style != EXCEL_SERIAL and (not parts or set(parts) - set(DATE_PARTS)):
                allowed = ", ".join(DATE_PARTS)
                raise ValueError(f"'{style}' is no date style; use {allowed} or {EXCEL_SERIAL}")
        return styles

    @model_validator(mode="after")
    def _activities_need_people(self) -> "Mapping":
        if (self.activities or self.contacts) and not self.person:
            raise ValueError("activities and contacts need [mapping.person] with a local_id column")
        if not (self.person or self.spend or self.aggregate or self.service):
            raise ValueError("map at least one of person, spend, aggregate, service")
        return self


class Source(Definition):
    """One dataset of one partner."""

    id: Id
    title: str
    partner: Id
    format: Literal[
        "ssda903",
        "cin-census",
        "client-level-data",
        "admitted-care",
        "emergency-care",
        "council-spend",
        "open-referral-uk",
        "annex-a",
        "ssd",
        "school-census",
        "nccis",
        "prison-releases",
        "core-lettings",
        "family-court",
        "mapped",
    ]
    layout: str = Field(description="Year or release of the layout, such as '2025/26'")
    year: int | None = Field(
        None,
        ge=1990,
        le=2100,
        description="Year in which the return's collection ends, 2014 for 2013/14: chooses its"
        " code lists. Without it a code of any year is accepted",
    )
    files: Many[str] = Field(min_length=1, description="Globs under extracts/")
    zone: Literal["named", "pseudonymised", "aggregate"] = "named"
    deliveries: Many[Delivery] = Field(
        (), alias="delivery", description="Left out, all files are one full delivery"
    )
    rhythm: Rhythm | None = Field(
        None,
        description="When deliveries are due. Left out, only one with a 'due' day can be late",
    )
    same_people_as: Id | None = Field(
        None, description="Source whose local ids these are: rows attach to its records"
    )
    coverage: Many[Coverage] = Field(min_length=1)
    mapping: Mapping | None = None
    note: str | None = None

    @field_validator("deliveries")
    @classmethod
    def _deliveries_have_their_own_ids(cls, said: tuple[Delivery, ...]) -> tuple[Delivery, ...]:
        ids = [one.id for one in said]
        double = next((id for id in ids if ids.count(id) > 1), None)
        if double:
            raise ValueError(f"'{double}' is the id of two deliveries; give each its own")
        return said

    @model_validator(mode="after")
    def _mapped_has_a_mapping(self) -> "Source":
        if (self.format == "mapped") != (self.mapping is not None):
            raise ValueError(
                "format 'mapped' needs a [mapping] table, and only that format has one"
            )
        return self

    @model_validator(mode="after")
    def _due_days_are_said_once(self) -> "Source":
        if self.rhythm and any(one.due for one in self.deliveries):
            raise ValueError(
                "the rhythm says when deliveries are due: leave 'due' out of them, or the rhythm"
            )
        return self

    @model_validator(mode="after")
    def _corrections_name_rows(self) -> "Source":
        corrects = any(one.mode == "correction" for one in self.deliveries)
        if corrects and self.mapping is not None and not self.mapping.key:
            raise ValueError("a correction replaces rows by key: name the columns in mapping.key")
        return self
