"""The same rules, slow and obvious, over plain lists: what the compiled form is held to.

Nothing here is shared with the compiler but the calendar. It walks people one at a time, days one
at a time, and keeps the evidence for each verdict, so that it also explains one unit to a reader.
"""

from .facts import Facts, Row, Verdict
from .judging import Evidence, Judged, Unit, judge

__all__ = ["Evidence", "Facts", "Judged", "Row", "Unit", "Verdict", "judge"]
