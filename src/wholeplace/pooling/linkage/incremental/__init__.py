"""Link only what has changed, and end exactly where linking everything anew would have ended.

A whole linkage leaves a ``State``: cleaned records, keys and scored pairs in files that are mapped
into memory. ``change_since`` compares all records with it, ``relink`` scores the new pairs and
closes the components they touch again, ``rename`` gives their people ids. How it is held equal to
a whole run is told in ADR 0011.
"""

from .change import Change, change_by, change_since
from .explaining import explain_kept, explain_rows
from .id_index import IdIndex, index_of_all
from .naming import Named, rename
from .relinking import Relinked, relink, relinkable, state_of
from .shelf import Shelf
from .state import State, keep, record_stamps

__all__ = [
    "Change",
    "IdIndex",
    "Named",
    "Relinked",
    "Shelf",
    "State",
    "change_by",
    "change_since",
    "explain_kept",
    "explain_rows",
    "index_of_all",
    "keep",
    "record_stamps",
    "relink",
    "relinkable",
    "rename",
    "state_of",
]
