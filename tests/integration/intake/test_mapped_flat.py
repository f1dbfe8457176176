"""The mapped reader can say what the flat formats say: their mappings, written into a source."""

import pytest

from support.intake.hostile.samples import SAMPLES
from support.intake.tiny import Delivery
from wholeplace.place import Mapping, load_place
from wholeplace.pooling.intake import read_source
from wholeplace.pooling.intake.formats import KNOWN

FLAT = {
    "care": "client-level-data",
    "spells": "admitted-care",
    "attendances": "emergency-care",
    "payments": "council-spend",
}
TABLES = ("record", "identifier", "address", "activity", "spend")
ABOVE = {"payments": 3}
"""On which row the names of columns stand, where a format finds them by itself."""


def mapping_of(name: str, sample: str) -> Mapping:
    """The mapping of the format that reads the sample, as a place may write it."""
    every = KNOWN[name].mappings
    # Hospitals give several, for extracts of one or of many providers: these are of many.
    chosen = next((m for m in every if m.person and m.person.local_id in m.joined), every[0])
    said = chosen.model_dump(by_alias=True, exclude_defaults=True)
    return Mapping.model_validate({**said, "header_row": ABOVE.get(sample, 1)})


@pytest.mark.parametrize("sample", FLAT)
def test_a_mapping_reads_a_flat_file_as_its_format_does(place, tmp_path, sample):
    name, zone = FLAT[sample], SAMPLES[sample].zone
    own = place.deliver({"a.csv": SAMPLES[sample].data}, format=name, zone=zone)
    here = load_place(place.root)
    written = {"format": "mapped", "mapping": mapping_of(name, sample)}
    source = here.sources["one"].model_copy(update=written)
    out = tmp_path / "mapped"
    mapped = Delivery(here, read_source(here, source, out), out)

    assert own.report.loaded == SAMPLES[sample].rows
    assert mapped.counts == own.counts
    for table in TABLES:
        assert mapped.rows(table) == own.rows(table), table
