"""Write the smallest place that can read a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from wholeplace.place import Place, Terms, load_place
from wholeplace.pooling.intake import Finding, SourceReport, read_source

PLACE = """
[place]
id = "tiny"
name = "Tiny"
starts = 2011-04-01
as_at = 2014-03-31
price_base = "2013/14"
source = "a test"

[areas]
postcodes = "postcodes.csv"
wards = "wards.csv"
attribution = "none"

[[areas.borough]]
code = "E09000033"
name = "Westminster"
partner = "westminster"
residents = { value = 100, unit = "people", source = "a test", grade = 6 }
"""
POSTCODES = """\
postcode,introduced,terminated,easting,northing,borough_code,ward_code,lsoa11_code,msoa11_code
W2 1AB,198001,,527000,181000,E09000033,E05000001,E01000001,E02000001
W2 1AD,198001,,527900,181900,E09000033,E05000002,E01000002,E02000001
W2 9ZZ,198001,199501,527880,181890,E09000033,,E01000002,E02000001
"""
PARTNER = """
[partner]
id = "westminster"
name = "Westminster"
kind = "council"
from = 2011-04-01
funds = ["services"]
source = "a test"
"""
AGREEMENT = """
[agreement]
id = "all-of-it"
title = "All of it"
parties = ["westminster"]
purposes = ["matching", "planning"]
grain = "named"
from = 2011-04-01
to = {to}
review = 2011-10-01
retention = "a test"
objections = {{ none = "it is a test" }}

[agreement.roles]
controllers = ["westminster"]
joint = {{ none = "there is one" }}
processors = {{ none = "there is none" }}

[[agreement.power]]
statute = "a test"

[[agreement.basis]]
article = "6(1)(e)"
law = "a test"

[[agreement.basis]]
article = "9(2)(h)"
condition = "a test"

[[agreement.basis]]
article = "10"
condition = "a test"

[[agreement.confidentiality]]
basis = "statutory-duty"
because = "a test"

[agreement.onward]
publish = "nothing"

[agreement.terms]
{terms}

[[agreement.grant]]
source = "one"
fields = {fields}

[[agreement.signature]]
party = "westminster"
signed = 2011-04-01
"""
TERMS = "\n".join(f'{name} = "said for a test"' for name in Terms.model_fields)
SOURCE = """
[source]
id = "one"
title = "One"
partner = "westminster"
format = "{format}"
layout = "a test"
files = ["one/*", "one/*/*"]
zone = "{zone}"
{lines}

[[source.coverage]]
kinds = {kinds}
from = 2011-04-01
to = 2014-04-01
age_from = {age_from}
"""
LIST = """
[source.mapping]
dates = ["%d/%m/%Y"]
[source.mapping.person]
local_id = "ID"
given = "Forename"
family = "Surname"
birth_date = "DOB"
identifiers = { nhs = "NHS" }
[[source.mapping.activity]]
kind = "arrest"
start = "Date"
"""
"""A mapping of a plain list: ID, Forename, Surname, DOB, NHS, Date."""


@dataclass
class TinyPlace:
    """A place folder whose one source is ``one``, with files under extracts/one/."""

    root: Path

    def deliver(
        self,
        files: dict[str, bytes | str],
        mapping: str = LIST,
        *,
        format: str = "mapped",
        zone: str = "named",
        fields: str = '["*"]',
        to: str = "2015-04-01",
        age_from: int = 0,
        more: str = "",
        lines: str = "",
        kinds: str = "[]",
    ) -> "Delivery":
        """Write the place and its files, and read the source. ``more`` goes into its definition."""
        self.write(files, mapping, format, zone, fields, to, age_from, more, lines, kinds)
        place = load_place(self.root)
        out = self.root / "out"
        return Delivery(place, read_source(place, place.sources["one"], out), out)

    def write(
        self,
        files: dict[str, bytes | str],
        mapping: str = LIST,
        format: str = "mapped",
        zone: str = "named",
        fields: str = '["*"]',
        to: str = "2015-04-01",
        age_from: int = 0,
        more: str = "",
        lines: str = "",
        kinds: str = "[]",
    ) -> None:
        source = SOURCE.format(
            format=format, zone=zone, age_from=age_from, lines=lines, kinds=kinds
        )
        source += more
        texts: dict[str, bytes | str] = {
            "place.toml": PLACE,
            "postcodes.csv": POSTCODES,
            "wards.csv": "ward_code,ward_name,borough_code,borough_name\n",
            "partners/westminster.toml": PARTNER,
            "agreements/all-of-it.toml": AGREEMENT.format(fields=fields, to=to, terms=TERMS),
            "sources/one.toml": source + (mapping if format == "mapped" else ""),
            **{f"extracts/one/{name}": content for name, content in files.items()},
        }
        for name, content in texts.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)


@dataclass
class Delivery:
    """What came of reading: the report and the tables."""

    place: Place
    report: SourceReport
    out: Path

    def table(self, name: str) -> pa.Table:
        return pq.read_table(self.out / f"{name}.parquet")

    def rows(self, name: str) -> list[dict[str, Any]]:
        path = self.out / f"{name}.parquet"
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist() if path.exists() else []
        return rows

    def finding(self, rule: str, column: str | None = None) -> Finding:
        """The one finding of a rule."""
        hits = [f for f in self.report.findings if f.rule == rule and column in (None, f.column)]
        found = [(f.rule, f.column, f.message) for f in self.report.findings]
        assert len(hits) == 1, f"{rule}: {found}"
        return hits[0]

    @property
    def rules(self) -> set[str]:
        return {f.rule for f in self.report.findings}

    @property
    def counts(self) -> tuple[int, int, int]:
        return self.report.rows, self.report.loaded, self.report.quarantined
