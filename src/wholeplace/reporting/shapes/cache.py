"""Ward shapes of a place, drawn once and kept in its cache."""

import hashlib
import json
import os
from pathlib import Path

from wholeplace.place import Place

from .borders import borders
from .ground import rim
from .shapes import Line, Shapes
from .sites import live_sites
from .smoothing import smoothed

VERSION = 1
"""Part of the cache key: raise it when the drawing changes."""


def ward_shapes(place: Place) -> Shapes:
    """Approximate shape of every ward of the place."""
    path = place.cache / "shapes" / f"{_key(place)}.json"
    if path.exists():
        return _loaded(path.read_text("utf-8"))
    shapes = draw(place)
    _keep(path, shapes)
    return shapes


def draw(place: Place) -> Shapes:
    """Shapes from the postcode file, whatever the cache holds."""
    sites = live_sites(place)
    lines = (
        Line(b.left, b.right, tuple((int(x), int(y)) for x, y in smoothed(b.points)))
        for b in borders(sites, rim(sites))
    )
    return Shapes(tuple(lines))


def _key(place: Place) -> str:
    content = (place.root / place.areas.postcodes).read_bytes()
    return f"{VERSION}-{hashlib.sha256(content).hexdigest()[:16]}"


def _loaded(text: str) -> Shapes:
    return Shapes(
        tuple(
            Line(left, right, tuple((x, y) for x, y in points))
            for left, right, points in json.loads(text)["lines"]
        )
    )


def _keep(path: Path, shapes: Shapes) -> None:
    """Write aside and swap in, so that a reader never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [[line.left, line.right, line.points] for line in shapes.lines]
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    aside.write_text(json.dumps({"lines": lines}, separators=(",", ":")), "utf-8")
    aside.replace(path)
