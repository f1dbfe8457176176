"""A name that points elsewhere must point at something."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from .problems import Problem

MANY = 25
"""More names than this are not listed in an error."""


def known(file: str, key: str, names: Iterable[str], there: Iterable[str]) -> Iterator[Problem]:
    """A problem for each name that is not among those there are, with the nearest that is."""
    listed = sorted(there)
    for name in names:
        if name not in listed:
            close = get_close_matches(name, listed, n=1)
            hint = f"did you mean '{close[0]}'? " if close else ""
            yield Problem(file, key, f"'{name}' is not known; {hint}Known: {_listed(listed)}")


def _listed(names: Sequence[str]) -> str:
    if len(names) <= MANY:
        return ", ".join(names) or "none"
    return f"{', '.join(names[:MANY])} and {len(names) - MANY} more"
