"""Broken and hostile files, through the fence: no crash, no silent loss, no network, little memory.

A tenth of the files in the fast tier, all of them and some that are large in the slow one.
"""

import platform
import sys
from collections.abc import Iterator
from itertools import islice

import pytest

from support.intake.hostile import SAMPLES, Case, every_case
from support.intake.hostile.playground import PER_PROCESS, Playground, playground
from support.intake.hostile.tables import one_long_row
from wholeplace.pooling.intake.formats import KNOWN

AT_LEAST = 1_000
LONG_ROW = 50_000_000


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    with playground(tmp_path_factory.mktemp("hostile")) as made:
        yield made


def harmless(ground: Playground, cases: Iterator[Case]) -> int:
    """How many cases there were, all of them read without a fault."""
    found = [ground.faults(case) for case in cases]
    assert [fault for faults in found for fault in faults] == []
    assert ground.called == [], "a reader called out"
    assert ground.read.peak < PER_PROCESS, f"{ground.read.peak >> 20} MiB"
    return len(found)


def test_every_format_has_a_sample_to_break() -> None:
    assert {*KNOWN, "mapped"} == {sample.format for sample in SAMPLES.values()}


@pytest.mark.parametrize("first", [4, 14])
def test_a_tenth_of_all_files_does_no_harm(ground: Playground, first: int) -> None:
    assert harmless(ground, islice(every_case(ground.address), first, None, 20)) >= AT_LEAST // 20


@pytest.mark.slow
@pytest.mark.parametrize("first", range(4))
def test_no_file_does_harm(ground: Playground, first: int) -> None:
    assert harmless(ground, islice(every_case(ground.address), first, None, 4)) >= AT_LEAST // 4


@pytest.mark.slow
@pytest.mark.parametrize("source", [s for s, sample in SAMPLES.items() if sample.is_csv])
def test_a_row_of_50_megabytes_does_no_harm(ground: Playground, source: str) -> None:
    sample = SAMPLES[source]
    case = Case("a long row", source, one_long_row(sample, LONG_ROW), sample.rows + 1)

    assert harmless(ground, iter([case])) == 1


def test_the_fence_says_how_far_it_goes(ground: Playground) -> None:
    whole = next(c for c in every_case(ground.address) if c.source == "list")
    (ground.place.extracts / "list" / "file.csv").write_bytes(whole.data)
    report = ground.read(ground.place.sources["list"], ground.out)
    (ground.place.extracts / "list" / "file.csv").unlink()

    can = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
    assert report.isolation == ("full" if can else "limited")
