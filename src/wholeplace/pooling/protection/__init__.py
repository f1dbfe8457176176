"""Who may not be linked, found, shown or kept, worked out before anything is linked.

What a seal closes is taken out of the identities, so that no later step can meet it: there is
nothing left to link, find or explain (``seal_off``). Who was erased is taken out of what a source
was read into, each time it is read (``erase``).
"""

from .erasing import Rows, erase, local_ids, noted, rows_about
from .sealing import Sealed, Sides, seal_off

__all__ = ["Rows", "Sealed", "Sides", "erase", "local_ids", "noted", "rows_about", "seal_off"]
