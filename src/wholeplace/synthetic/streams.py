"""Independent random streams, one per concern, all grown from one seed."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Streams:
    """Named generators: a new concern never changes what the others draw."""

    seed: int

    def __call__(self, concern: str) -> np.random.Generator:
        return np.random.default_rng(np.random.SeedSequence([self.seed, *concern.encode()]))
