"""The place this process serves, as its definitions describe it."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from wholeplace.place import Place, load_place


def this_place() -> Place | None:
    """Return the place; its definitions are read once, so restart after changing them."""
    return _load(settings.PLACE_FOLDER) if settings.PLACE_FOLDER else None


@lru_cache(maxsize=4)
def _load(folder: Path) -> Place:
    return load_place(folder)
