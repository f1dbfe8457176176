"""Charts, maps, tables and prose about results, for pages, commands and the printed report.

This room knows no rules: it shows what it is given. Everything it draws is text or SVG made on
the server; nothing asks for a script or another address.
"""

from .errors import ReportingError
from .shapes import Shapes, ward_shapes
from .ward_map import ward_map

__all__ = ["ReportingError", "Shapes", "ward_map", "ward_shapes"]
