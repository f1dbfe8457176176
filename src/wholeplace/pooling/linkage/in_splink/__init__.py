"""The same model in Splink: written for it, read from it, and weighing pairs the same.

For a place that has outgrown one machine: Splink scores with our model on an engine of its own,
or trains it, and what it learned is read back. Splink itself is not imported here.
"""

from .files import read_model, write_for_splink
from .reading import from_splink
from .writing import InSplink, to_splink

__all__ = ["InSplink", "from_splink", "read_model", "to_splink", "write_for_splink"]
