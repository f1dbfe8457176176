"""What may leave the place as a table anyone may read, without telling on anyone.

``release`` is the only way to a published figure. It counts distinct people and households, hides
what is small, dominated or true of a whole group, and either rounds the rest (the default) or
gives it exactly, when solving for every hidden cell from all that is published, earlier tables
included, proves nothing. What it cannot make safe it refuses, with a coarser table to try.
"""

from .ledger import Ledger
from .releasing import Refused, Released, release
from .rules import Rules
from .tables import Cell, Dimension, Key, Table
from .values import Exact, Rounded, Suppressed, Value, counted, protect, rate, show

__all__ = [
    "Cell",
    "Dimension",
    "Exact",
    "Key",
    "Ledger",
    "Refused",
    "Released",
    "Rounded",
    "Rules",
    "Suppressed",
    "Table",
    "Value",
    "counted",
    "protect",
    "rate",
    "release",
    "show",
]
