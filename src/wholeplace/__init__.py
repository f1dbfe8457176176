"""wholeplace: whole-place public service reform."""

__version__ = "0.1.0"
