"""What can keep a picture or a report from being made, in words for the person who asked."""


class ReportingError(Exception):
    """One plain line: what is missing, where, and what to do."""
