"""Writers of partners' file formats, one module for each."""

from .cin_census import CinChild, write_cin_census
from .csv_file import write_csv
from .xlsx import write_xlsx

__all__ = ["CinChild", "write_cin_census", "write_csv", "write_xlsx"]
