"""Charts as SVG, drawn on the server. Each comes with words that say what it shows."""

from .cash import cash_chart, cash_words
from .concentration import concentration_chart, concentration_words
from .criteria import UNITS, criteria_chart, criteria_words
from .drawing import ChartsMissing
from .groups import groups_chart, groups_words
from .pays_gains import involved, pays_gains_chart, pays_gains_words

__all__ = [
    "UNITS",
    "ChartsMissing",
    "cash_chart",
    "cash_words",
    "concentration_chart",
    "concentration_words",
    "criteria_chart",
    "criteria_words",
    "groups_chart",
    "groups_words",
    "involved",
    "pays_gains_chart",
    "pays_gains_words",
]
