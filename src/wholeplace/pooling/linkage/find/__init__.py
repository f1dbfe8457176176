"""Find one person at the front door, from an index that lies beside the snapshot.

``find_index`` is made once, when a snapshot is built; ``Finder`` answers from it. A query is
cleaned, compared and scored as records are, by the same model.
"""

from .finder import Finder, Found
from .index import find_index
from .query import Query, TooVague

__all__ = ["Finder", "Found", "Query", "TooVague", "find_index"]
