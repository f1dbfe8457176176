"""The ground a place covers: near a postcode, parks and squares between them included.

Postcodes stop where nobody gets post: at a river, a park, a railway yard. Cells of the outermost
ones would run to infinity, so the ground is bounded first: everything within reach of a postcode,
gaps up to twice ``BRIDGE`` closed, holes filled, with a margin of ``MARGIN``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .sites import Sites

PIXEL = 20.0
BRIDGE = 420.0
MARGIN = 70.0
_FRAME = 2 * BRIDGE

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Rim:
    """Points along the edge of the ground: just inside it, and just outside."""

    inside: Points
    outside: Points


def rim(sites: Sites) -> Rim:
    """Points either side of the ground's edge, which the edge runs midway between."""
    from scipy import ndimage

    origin, shape = _grid(sites)
    ground = _ground(_rasterised(sites, origin, shape))
    grown = ndimage.binary_dilation(ground)
    shrunk = ndimage.binary_erosion(ground)
    return Rim(_metres(ground & ~shrunk, origin), _metres(grown & ~ground, origin))


def _grid(sites: Sites) -> tuple[Points, tuple[int, int]]:
    low, high = sites.xy.min(axis=0) - _FRAME, sites.xy.max(axis=0) + _FRAME
    columns, rows = np.ceil((high - low) / PIXEL).astype(int) + 1
    return low, (int(columns), int(rows))


def _rasterised(sites: Sites, origin: Points, shape: tuple[int, int]) -> NDArray[np.bool_]:
    empty = np.ones(shape, dtype=bool)
    at = np.rint((sites.xy - origin) / PIXEL).astype(int)
    empty[at[:, 0], at[:, 1]] = False
    return empty


def _ground(empty: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Close gaps: swell by BRIDGE, then take back all of it but MARGIN."""
    from scipy import ndimage

    swollen = ndimage.distance_transform_edt(empty) * PIXEL <= BRIDGE
    inland = ndimage.distance_transform_edt(swollen) * PIXEL
    ground: NDArray[np.bool_] = ndimage.binary_fill_holes(inland > BRIDGE - MARGIN)
    return ground


def _metres(mask: NDArray[np.bool_], origin: Points) -> Points:
    return np.argwhere(mask) * PIXEL + origin
