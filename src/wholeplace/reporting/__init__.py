"""Charts, maps, tables and prose about results, for pages, commands and the printed report.

This room knows no rules: it shows what it is given. Everything it draws is text or SVG made on
the server; nothing asks for a script or another address.
"""

from .charts import ChartsMissing
from .errors import ReportingError
from .figures import (
    Figure,
    cash_figure,
    concentration_figure,
    criteria_figure,
    groups_figure,
    map_figure,
    pays_gains_figure,
)
from .prose import in_short, left_out
from .report import render_pdf, render_report
from .results import Results, read_results
from .rule import rule_in_words
from .shapes import Shapes, ward_shapes
from .tables import Column, Table
from .ward_map import ward_map

__all__ = [
    "ChartsMissing",
    "Column",
    "Figure",
    "ReportingError",
    "Results",
    "Shapes",
    "Table",
    "cash_figure",
    "concentration_figure",
    "criteria_figure",
    "groups_figure",
    "in_short",
    "left_out",
    "map_figure",
    "pays_gains_figure",
    "read_results",
    "render_pdf",
    "render_report",
    "rule_in_words",
    "ward_map",
    "ward_shapes",
]
