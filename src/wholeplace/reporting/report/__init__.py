"""The printed report: one page of HTML that needs nothing else, and the same as PDF."""

from .page import render_report
from .pdf import render_pdf

__all__ = ["render_pdf", "render_report"]
