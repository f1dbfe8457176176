"""A place with one source, small enough to read in a test."""

from .tiny import LIST, TinyPlace

__all__ = ["LIST", "TinyPlace"]
