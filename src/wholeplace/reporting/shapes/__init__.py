"""Approximate ward shapes, made from nothing but where live postcodes stand.

A cell of ground belongs to the postcode nearest to it; cells of one ward are joined. Nobody's
boundary file is needed, and no picture made from them may be called exact.
"""

from .cache import ward_shapes
from .shapes import Line, Ring, Shapes, centre, ring_area

__all__ = ["Line", "Ring", "Shapes", "centre", "ring_area", "ward_shapes"]
