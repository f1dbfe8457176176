"""Hostile and broken files, made from a good sample of each format: the same ones every time."""

from .cases import Case, every_case
from .samples import SAMPLES, Sample

__all__ = ["SAMPLES", "Case", "Sample", "every_case"]
