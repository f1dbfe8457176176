"""Where postcodes lie. A terminated postcode takes the ward of the nearest live one."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from wholeplace.place import Place


def areas_of(place: Place) -> pa.Table:
    """Every postcode of the place, live or terminated, with lsoa, ward and borough."""
    table = pa_csv.read_csv(
        place.root / place.areas.postcodes,
        read_options=pa_csv.ReadOptions(use_threads=False),
        convert_options=pa_csv.ConvertOptions(strings_can_be_null=True),
    )
    return pa.table(
        {
            "postcode": table["postcode"],
            "lsoa": table["lsoa11_code"],
            "ward": _wards(table),
            "borough": table["borough_code"],
        }
    )


def _wards(table: pa.Table) -> pa.Array:
    ward = table["ward_code"].combine_chunks()
    known = np.asarray(ward.is_valid().to_numpy(zero_copy_only=False), bool)
    if known.all() or not known.any():
        return ward
    from scipy.spatial import KDTree

    at = np.column_stack([table["easting"].to_numpy(), table["northing"].to_numpy()])
    live = np.flatnonzero(known)
    _, nearest = KDTree(at[live]).query(at[~known])
    places = np.arange(len(known))
    places[~known] = live[nearest]
    return ward.take(pa.array(places))
