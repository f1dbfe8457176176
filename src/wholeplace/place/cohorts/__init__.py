"""Who a question is about: rules over what happened to people, and questions about those they find.

A rule is a definition file, never code: it names kinds and attributes of the vocabulary, windows of
time, and parameters with their source. What engines do differently cannot be written in it.
"""

from .asking import QUESTIONS, Event, Test
from .cohort import Band, Cohort, Criterion, Rule, Select
from .conditions import Ages, Condition, Dated, NotInForce, Parameter, Range, in_force
from .questions import Concentration, Overlap
from .segmentation import Segment, Segmentation

__all__ = [
    "QUESTIONS",
    "Ages",
    "Band",
    "Cohort",
    "Concentration",
    "Condition",
    "Criterion",
    "Dated",
    "Event",
    "NotInForce",
    "Overlap",
    "Parameter",
    "Range",
    "Rule",
    "Segment",
    "Segmentation",
    "Select",
    "Test",
    "in_force",
]
