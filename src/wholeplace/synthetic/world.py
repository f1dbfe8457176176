"""The whole invented place in memory, as the agencies' writers see it."""

from dataclasses import dataclass

import numpy as np

from .ground import Ground
from .households import Units
from .identifiers import Identifiers
from .needs import Needs, Oversampling
from .people import People
from .streams import Streams


@dataclass(frozen=True)
class World:
    """People under roofs on real ground, with what is planted about them."""

    ground: Ground
    units: Units
    people: People
    identifiers: Identifiers
    needs: Needs
    more: Oversampling
    streams: Streams

    def rng(self, concern: str) -> np.random.Generator:
        """Give the random stream of one concern."""
        return self.streams(concern)

    def hardship(self, person: np.ndarray) -> np.ndarray:
        """Give the hardship of each person's household."""
        return self.needs.hardship[self.people.unit[person]]
