"""Link files of any shape: CSV or Parquet, from anywhere, without a place around them.

``read_file`` reads a file as text, ``propose`` guesses which column is what, ``Mapping`` is that
guess as a file to edit, and ``link_files`` joins the records to people.
"""

from .linking import LinkedFiles, link_files
from .mapping import FileColumns, Mapping, MappingError
from .proposing import propose
from .reading import CannotRead, read_file, source_names

__all__ = [
    "CannotRead",
    "FileColumns",
    "LinkedFiles",
    "Mapping",
    "MappingError",
    "link_files",
    "propose",
    "read_file",
    "source_names",
]
