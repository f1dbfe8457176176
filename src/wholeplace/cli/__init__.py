"""The ``wholeplace`` command: one small module for each verb, no rules of its own."""

from .app import main

__all__ = ["main"]
