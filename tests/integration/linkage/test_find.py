"""One person among all records: found by little, within what is open, and never when sealed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from support.linkage.people import AGENCIES, NICK, People, make_people
from wholeplace.pooling.linkage.find import Finder, Query, TooVague, find_index
from wholeplace.pooling.linkage.frequencies import Frequencies
from wholeplace.pooling.linkage.incremental import Shelf, state_of
from wholeplace.pooling.linkage.linking import work

SOURCES = [agency.source for agency in AGENCIES]
ASKED = 150


@dataclass(frozen=True)
class Known:
    """People, what they were linked by, and a finder over them; a person's id is their number."""

    people: People
    finder: Finder
    person: list[str]  # of each record


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return linked(make_people(3_000, seed=4), tmp_path_factory.mktemp("find") / "find.arrow")


def linked(people: People, file, sealed=()) -> Known:
    tables = people.records, people.identifiers, people.addresses
    worked = work(*tables)
    rows = np.argsort(worked.order)
    person = [f"P{number}" for number in worked.linked().person_of.tolist()]
    state, records = state_of(worked, *tables), people.records["record"].to_numpy()
    find_index(state, rows, records, pa.array(person), sealed).write(file)
    finder = Finder(Shelf.open(file), worked.model, Frequencies.of(worked.fields))
    return Known(people, finder, person)


def queries(people: People, *parts: str) -> Iterator[tuple[int, Query]]:
    """What some records say of themselves, as somebody would ask; the row of each record."""
    rows = np.random.default_rng(1).permutation(people.records.num_rows)
    places = {row["record"]: row["postcode"] for row in people.addresses.to_pylist()}
    asked = 0
    for row in rows.tolist():
        said = people.records.slice(row, 1).to_pylist()[0]
        whole = {
            "given": said["given"],
            "family": said["family"],
            "born": said["birth_date"] and said["birth_date"].isoformat(),
            "postcode": places.get(said["record"]),
        }
        if asked < ASKED and all(whole[part] for part in parts):
            asked += 1
            yield row, Query(**{part: whole[part] for part in parts})


def share_found(known: Known, asked: Iterator[tuple[int, Query]], among: int = 1) -> float:
    hits = []
    for row, query in asked:
        found = known.finder.find(query, SOURCES)[:among]
        hits.append(known.person[row] in {one.person for one in found})
    assert len(hits) > 100
    return float(np.mean(hits))


@pytest.mark.parametrize(
    ("parts", "among", "least"),
    [
        (("given", "family", "born", "postcode"), 1, 0.99),
        (("given", "family", "born"), 1, 0.97),
        (("given", "family", "postcode"), 3, 0.95),
        (("born", "postcode"), 3, 0.95),
    ],
)
def test_a_person_is_found_by_part_of_what_is_known(known, parts, among, least) -> None:
    assert share_found(known, queries(known.people, *parts), among) >= least


def test_a_slip_of_the_pen_and_a_short_name_find_too(known: Known) -> None:
    def slips() -> Iterator[tuple[int, Query]]:
        for row, query in queries(known.people, "given", "family", "born", "postcode"):
            given = NICK.get(query.given, query.given[:-2] + query.given[-1])
            yield row, replace(query, given=given, born=query.born[:7])

    assert share_found(known, slips()) >= 0.95


def test_a_number_alone_finds_its_holder(known: Known) -> None:
    valid = known.people.identifiers.filter(known.people.identifiers["valid"])
    nhs = valid.filter(pc.equal(valid["scheme"], "nhs")).slice(0, ASKED).to_pylist()
    at = {record: row for row, record in enumerate(known.people.records["record"].to_pylist())}

    asked = ((at[one["record"]], Query(identifiers={"nhs": one["value"]})) for one in nhs)

    assert share_found(known, asked) >= 0.97


def test_only_open_sources_are_searched_and_named(known: Known) -> None:
    for _, query in queries(known.people, "given", "family", "born"):
        for one in known.finder.find(query, ["school-roll", "dwp-benefits"]):
            assert one.sources.keys() <= {"school-roll", "dwp-benefits"}
        assert known.finder.find(query, []) == []


def test_somebody_shut_in_a_source_is_not_found_there(known: Known) -> None:
    seen = 0
    for _, query in queries(known.people, "given", "family", "born", "postcode"):
        first = known.finder.find(query, SOURCES)[0]
        source = next(iter(first.sources))
        rest = known.finder.find(query, SOURCES, shut={source: {first.person}})
        for one in rest:
            assert one.person != first.person or source not in one.sources
        alone = known.finder.find(query, [source], shut={source: {first.person}})
        assert first.person not in {one.person for one in alone}
        seen += len(first.sources) > 1
    assert seen > 20


def test_a_sealed_record_is_found_by_nothing(tmp_path) -> None:
    people = make_people(400, seed=9)
    rows = people.records.select(["source", "local_id"]).to_pylist()
    sealed = [(row["source"], row["local_id"]) for row in rows]

    hidden = linked(people, tmp_path / "most.arrow", sealed[1:])

    for _, query in queries(people, "born"):
        found = hidden.finder.find(query, SOURCES)
        assert {one.record for one in found} <= {people.records["record"][0].as_py()}


def test_too_little_to_go_by_is_said(known: Known) -> None:
    with pytest.raises(TooVague, match="too little"):
        known.finder.find(Query(sex="female"), SOURCES)
    with pytest.raises(TooVague, match="birth date as"):
        known.finder.find(Query(given="Ann", family="Lee", born="31/12/1980"), SOURCES)
