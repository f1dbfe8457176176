"""The example place: every source is read whole, within its agreements."""

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from wholeplace.place import Place, load_place
from wholeplace.pooling.intake import SourceReport, read_sources
from wholeplace.synthetic import make_place
from wholeplace.trust import Request, decide

EXAMPLE = Path(__file__).parents[3] / "examples" / "triborough"
FAMILIES = {
    "police-offences": "offence",
    "police-asb": "asb_action",
    "youth-justice": "youth_disposal",
    "school-roll": "school_place",
    "school-exclusions": "exclusion",
    "school-sessions": "absence",
    "dwp-benefits": "benefit_claim",
}


class Read:
    """The place, its reports and its tables."""

    def __init__(self, root: Path):
        make_place(root / "place", 1000, 7, EXAMPLE)
        self.place: Place = load_place(root / "place")
        self.out = root / "out"
        found = read_sources(self.place, self.out)
        self.reports: dict[str, SourceReport] = {r.id: r for r in found}

    def rows(self, source, table):
        path = self.out / source / f"{table}.parquet"
        return pq.read_table(path).to_pylist() if path.exists() else []


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    return Read(tmp_path_factory.mktemp("triborough"))


def test_every_row_of_every_source_is_accounted_for(read):
    for report in read.reports.values():
        assert report.rows == report.loaded + report.quarantined, report.id
        assert not report.failed, [f.message for f in report.findings]


def test_no_column_is_missing(read):
    missing = [
        (r.id, f.column)
        for r in read.reports.values()
        for f in r.findings
        if f.rule in ("missing-column", "unreadable-date", "unknown-code", "no-key")
    ]

    assert missing == []


def test_local_ids_are_the_ones_the_agencies_gave(read):
    truth = pq.read_table(read.place.root / "truth" / "records.parquet").to_pylist()
    given = {(row["source"], row["local_id"]) for row in truth}
    found = {
        (row["source"], row["local_id"])
        for source in read.place.sources.values()
        if source.zone == "named"
        for row in read.rows(source.id, "record")
    }

    assert found
    assert found <= given
    only_admitted = {key for key in given - found if key[0] == "ae-attendances"}
    assert given - found == only_admitted, "patients seen only in the pseudonymised year"


def test_the_unsigned_source_is_not_read_and_says_who_is_missing(read):
    report = read.reports["mental-health-contacts"]

    assert not report.permitted
    assert "awaits the signature of 'mental-health-trust', asked 77 days ago" in report.reason


def test_court_orders_stay_with_the_court(read):
    detail = read.rows("care-proceedings", "detail_care_proceedings")

    assert detail
    assert {row["order"] for row in detail} == {None}
    assert all(row["case"] for row in detail)


def test_a_court_case_counts_once_however_many_children(read):
    rows = read.rows("care-proceedings", "activity")
    cases = {row["case"] for row in read.rows("care-proceedings", "detail_care_proceedings")}

    assert sum(row["quantity"] for row in rows) == pytest.approx(len(cases))


def test_spells_are_fewer_than_episodes(read):
    spells = len(read.rows("admitted-care", "activity"))

    assert 0 < spells < read.reports["admitted-care"].rows


def test_care_events_are_told_once(read):
    for council in ("westminster", "kensington", "hammersmith"):
        told = Counter(
            (r["local_id"], r["kind"], r["start"], r["provider"], r["outcome"])
            for r in read.rows(f"cld-{council}", "activity")
            if r["kind"] == "adult_care"
        )
        assert max(told.values(), default=1) <= 2  # two services may start on one day


def test_protected_people_have_no_address(read):
    hidden = {r["local_id"] for r in read.rows("dwp-benefits", "record") if r["restricted"]}

    assert hidden.isdisjoint(r["local_id"] for r in read.rows("dwp-benefits", "address"))


def test_spend_and_counts_are_read(read):
    for council in ("westminster", "kensington", "hammersmith"):
        assert any(row["pence"] < 0 for row in read.rows(f"spend-{council}", "spend"))
    assert len(read.rows("drug-treatment", "aggregate")) == read.reports["drug-treatment"].rows


@pytest.mark.parametrize(("source", "kind"), FAMILIES.items())
def test_troubled_families_may_read_what_the_criteria_need(read, source, kind):
    place = read.place
    request = Request("individual-help", source, (kind,), "troubled-families", "named")

    assert decide(request, place.agreements, place.as_at).permit


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("ae-attendances", "ae_attendance"),
        ("admitted-care", "emergency_admission"),
        ("cld-westminster", "adult_care"),
        ("care-proceedings", "care_proceedings"),
        ("dwp-benefits", "benefit_claim"),
        ("cla-kensington", "looked_after"),
    ],
)
def test_planning_may_read_without_names(read, source, kind):
    place = read.place

    assert decide(Request("planning", source, (kind,)), place.agreements, place.as_at).permit


def test_no_health_record_serves_troubled_families(read):
    request = Request("individual-help", "ae-attendances", ("ae_attendance",))

    assert not decide(request, read.place.agreements, read.place.as_at).permit


def test_an_agreement_that_ended_says_so(read):
    request = Request("evaluation", "ae-attendances", ("ae_attendance",))
    decision = decide(request, read.place.agreements, read.place.as_at)

    assert decision.reasons == ("agreement 'urgent-care-evaluation-pct' ended on 2013-04-01",)
