"""Prices and money: business cases, who pays and who gains, to the penny.

The room is pure: it takes a programme's definition, a place and the sizes of cohorts, and gives
figures that explain themselves. Pounds are floats inside the graph of figures, one column a year;
whole pence begin at the ledger.
"""

from .appraisal import Appraisal, appraise
from .contributions import ASK, Contribution, contribute
from .discounting import discount_factors, present_value
from .errors import CaseError, NoFunder
from .graph import Figure, Graph, Values
from .payback import payback_years
from .pence import apportion, to_pence
from .readings import Worked, work_out

__all__ = [
    "ASK",
    "Appraisal",
    "CaseError",
    "Contribution",
    "Figure",
    "Graph",
    "NoFunder",
    "Values",
    "Worked",
    "apportion",
    "appraise",
    "contribute",
    "discount_factors",
    "payback_years",
    "present_value",
    "to_pence",
    "work_out",
]
