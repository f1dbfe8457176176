"""Optimism bias: benefits cut and costs raised by how weak the evidence is.

The table is the six-grade one of the Greater Manchester cost-benefit model, written down from
memory. It ships as a named assumption and says so wherever it is used.
"""

from decimal import Decimal

from wholeplace.place import GRADES, Sourced

SOURCE = (
    "assumption: six-grade table of the Greater Manchester cost-benefit model as recalled; check "
    "against HM Treasury, Supporting public service transformation: cost benefit analysis guidance "
    "for local partnerships (2014)"
)
RULE = "worst of the grades of baseline and effect"
TABLE = {1: "0", 2: "0.05", 3: "0.10", 4: "0.15", 5: "0.25", 6: "0.40"}


def optimism_bias(grade: int) -> Sourced:
    """The share by which a benefit is cut, or a cost raised, at a grade of evidence."""
    return Sourced(
        value=Decimal(TABLE[grade]),
        unit="share",
        source=SOURCE,
        grade=6,
        note=f"evidence grade {grade}: {GRADES[grade]}; benefits take the {RULE}",
    )
