"""An invented whole place: people on real ground, agencies' extracts about them, the truth beside.

This room imports ``place`` only, never a reader, so that a reader and its test cannot share a
mistake. Agencies write what they would really send, with the errors they would really make.
"""

from .make import make_place

__all__ = ["make_place"]
