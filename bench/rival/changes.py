"""Which records are there from the start, and which come later, for both sides alike."""

import numpy as np


def split(records: int, share: int, times: int) -> list[np.ndarray]:
    """Numbers of the records of the start, then of each change."""
    chance = np.random.default_rng(7)
    order = chance.permutation(records)
    start = round(records * share / (share + times))
    cuts = [start + (records - start) * n // times for n in range(times)]
    return [np.sort(some) for some in np.split(order, cuts)]
