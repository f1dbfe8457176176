"""The pools names are drawn from, by group."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from .text import Strings, strings


@dataclass(frozen=True)
class Group:
    """Places in the pools of one group's names."""

    share: float
    girls: np.ndarray
    boys: np.ndarray
    families: np.ndarray


@dataclass(frozen=True)
class Names:
    """Every given and family name once, and which group uses which."""

    given: Strings
    family: Strings
    groups: tuple[Group, ...]
    nicknames: dict[str, list[str]]
    variants: dict[str, list[str]]

    @property
    def shares(self) -> np.ndarray:
        """The share of households in each group."""
        return np.array([group.share for group in self.groups])


@cache
def load_names() -> Names:
    """Read the name lists that come with the package."""
    told = tomllib.loads(files(__package__).joinpath("data/names.toml").read_text(encoding="utf-8"))
    nicknames, variants = told.pop("nicknames"), told.pop("variants")
    given, family = _Pool(), _Pool()
    groups = tuple(
        Group(
            said["share"],
            given.add(said["girls"]),
            given.add(said["boys"]),
            family.add(_families(said)),
        )
        for said in told.values()
    )
    return Names(strings(given.held), strings(family.held), groups, nicknames, variants)


class _Pool:
    """Distinct names in the order they were first said."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self._place: dict[str, int] = {}

    def add(self, names: list[str]) -> np.ndarray:
        for name in names:
            if name not in self._place:
                self._place[name] = len(self.held)
                self.held.append(name)
        return np.array([self._place[name] for name in names])


def _families(said: dict[str, list[str]]) -> list[str]:
    """Common names first, then built ones, then double-barrelled ones: the order is the rank."""
    common = said["families"]
    built = [stem + ending for stem in said["stems"] for ending in said["endings"]]
    return [*common, *built, *(f"{a}-{b}" for a, b in zip(common[:12], built, strict=False))]


def popular(pool: np.ndarray, rng: np.random.Generator, count: int, steep: float) -> np.ndarray:
    """Draw names so that the first of a pool are the commonest."""
    weight = 1.0 / np.arange(3, len(pool) + 3) ** steep
    return pool[np.searchsorted(np.cumsum(weight) / weight.sum(), rng.random(count))]
