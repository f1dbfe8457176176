"""Link files of any shape: CSV, XLSX or Parquet, from anywhere, without a place around them.

``propose`` guesses which column is what, ``Mapping`` is that guess as a file to edit, ``remarks``
says what could not be compared, and ``link_files`` joins the records to people.
"""

from .linking import LinkedFiles, link_files, source_names
from .mapping import AddressColumns, FileColumns, Mapping, MappingError
from .proposing import propose
from .remarks import remarks

__all__ = [
    "AddressColumns",
    "FileColumns",
    "LinkedFiles",
    "Mapping",
    "MappingError",
    "link_files",
    "propose",
    "remarks",
    "source_names",
]
