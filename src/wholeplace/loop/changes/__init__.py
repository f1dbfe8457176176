"""What is different from what was served before: what arrived, and why each cohort moved."""

from .finding import find_changes, last_changes

__all__ = ["find_changes", "last_changes"]
