"""The ground a place stands on: boroughs, wards, and the postcodes that lie in them."""

from pydantic import Field

from .base import AreaCode, Definition, Id, Many
from .sourced import Sourced


class Borough(Definition):
    """One sovereign council area."""

    code: AreaCode
    name: str
    partner: Id = Field(description="The council that serves it")
    residents: Sourced


class Areas(Definition):
    """Area files, relative to the place folder.

    postcodes: postcode, introduced, terminated, easting, northing, borough_code, ward_code,
    lsoa11_code
    wards: ward_code, ward_name, borough_code, borough_name
    deprivation: lsoa11_code, imd_decile
    communal: kind, name, uprn, line, postcode, from, to, source; refuges are better listed in
    .wholeplace/register/communal.csv, which never goes under version control
    """

    postcodes: str
    wards: str
    deprivation: str | None = None
    communal: str | None = Field(
        None,
        description="Refuges, hostels, homes, prisons …: where living together is no household",
    )
    attribution: str = Field(description="The licence text that must be shown with every map")
    boroughs: Many[Borough] = Field(alias="borough", min_length=1)
