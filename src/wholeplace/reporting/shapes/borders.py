"""From postcodes to the borders between wards: one Voronoi diagram, same-ward edges dropped."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .ground import Rim
from .sites import Sites

OUTSIDE = ""
"""The label of whatever is not the place."""

_STRAY = 0.05
"""A piece with less than this share of its ward's cells is a stray postcode, not an exclave."""

Labels = NDArray[np.str_]


@dataclass(frozen=True)
class Border:
    """A line with one ward on its left and another, or the outside, on its right."""

    left: str
    right: str
    points: NDArray[np.float64]

    @property
    def closed(self) -> bool:
        """Whether it is a ring of its own."""
        return bool((self.points[0] == self.points[-1]).all())


def borders(sites: Sites, edge: Rim) -> list[Border]:
    """Every line between two wards, or between a ward and the outside, cut where three meet."""
    from scipy.spatial import Voronoi

    points, labels = _labelled(sites, edge)
    diagram = Voronoi(points)
    labels = _without_strays(labels, diagram.ridge_points)
    return list(_chained(diagram.vertices, _facing(diagram, labels)))


def _labelled(sites: Sites, edge: Rim) -> tuple[NDArray[np.float64], Labels]:
    from scipy.spatial import cKDTree

    _, nearest = cKDTree(sites.xy).query(edge.inside)
    points = np.vstack([sites.xy, edge.inside, edge.outside])
    beyond = np.full(len(edge.outside), OUTSIDE)
    return points, np.concatenate([sites.ward, sites.ward[nearest], beyond])


def _without_strays(labels: Labels, pairs: NDArray[np.int32]) -> Labels:
    """Give stray cells to the ward most of their neighbours belong to."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    same = pairs[labels[pairs[:, 0]] == labels[pairs[:, 1]]]
    ones = np.ones(len(same), dtype=np.int8)
    graph = coo_array((ones, (same[:, 0], same[:, 1])), shape=(len(labels), len(labels)))
    _, piece = connected_components(graph, directed=False)
    size = np.bincount(piece)
    _, ward_of, cells = np.unique(labels, return_inverse=True, return_counts=True)
    stray = (size[piece] < _STRAY * cells[ward_of]) & (labels != OUTSIDE)
    return _adopted(labels, pairs, stray)


def _adopted(labels: Labels, pairs: NDArray[np.int32], stray: NDArray[np.bool_]) -> Labels:
    labels = labels.copy()
    while stray.any():
        votes = _votes(labels, pairs, stray)
        if not votes:
            return labels
        for cell, count in votes.items():
            labels[cell] = max(sorted(count), key=count.__getitem__)
            stray[cell] = False
    return labels


def _votes(
    labels: Labels, pairs: NDArray[np.int32], stray: NDArray[np.bool_]
) -> dict[int, dict[str, int]]:
    votes: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    both = np.vstack([pairs, pairs[:, ::-1]])
    for cell, other in both[stray[both[:, 0]] & ~stray[both[:, 1]]]:
        if labels[other] != OUTSIDE:
            votes[int(cell)][str(labels[other])] += 1
    return votes


Edge = tuple[int, int]


def _facing(diagram: object, labels: Labels) -> dict[tuple[str, str], list[Edge]]:
    """Edges between cells of different wards, turned so that the first ward is on the left."""
    found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    vertices, points = diagram.vertices, diagram.points  # type: ignore[attr-defined]
    for (a, b), (v, w) in _ridges(diagram):
        if labels[a] == labels[b]:
            continue
        left = a if _turns_left(vertices[v], vertices[w], points[a]) else b
        pair = (str(labels[left]), str(labels[a if left == b else b]))
        if pair[0] < pair[1]:
            found[pair[::-1]].append((w, v))
        else:
            found[pair].append((v, w))
    return found


def _ridges(diagram: object) -> Iterator[tuple[Edge, Edge]]:
    pairs, ends = diagram.ridge_points, diagram.ridge_vertices  # type: ignore[attr-defined]
    for (a, b), (v, w) in zip(pairs.tolist(), ends, strict=True):
        if v >= 0 and w >= 0 and v != w:
            yield (a, b), (v, w)


def _turns_left(start: NDArray, end: NDArray, point: NDArray) -> bool:
    along, across = end - start, point - start
    return bool(along[0] * across[1] - along[1] * across[0] > 0)


def _chained(vertices: NDArray, facing: dict[tuple[str, str], list[Edge]]) -> Iterator[Border]:
    degree: dict[int, int] = defaultdict(int)
    for edges in facing.values():
        for edge in edges:
            for vertex in edge:
                degree[vertex] += 1
    for (left, right), edges in sorted(facing.items()):
        for path in _paths(edges, {v for v, count in degree.items() if count != 2}):
            yield Border(left, right, vertices[path])


def _paths(edges: list[Edge], junctions: set[int]) -> Iterator[list[int]]:
    """Follow edges from junction to junction; what is left over are rings."""
    onward: dict[int, list[int]] = defaultdict(list)
    for v, w in sorted(edges, reverse=True):
        onward[v].append(w)
    for start in sorted(onward, key=lambda v: (v not in junctions, v)):
        while onward[start]:
            path = [start, onward[start].pop()]
            while path[-1] not in junctions and path[-1] != start:
                path.append(onward[path[-1]].pop())
            yield path
