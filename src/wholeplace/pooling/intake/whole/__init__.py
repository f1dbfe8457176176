"""A file as it is: every column as text, whatever it holds, parsed behind the fence.

For files of no place, such as those ``link`` joins. What a place's sources deliver goes through
their own definitions instead.
"""

from .reading import CannotRead, read_file
from .rows import rows_of

__all__ = ["CannotRead", "read_file", "rows_of"]
