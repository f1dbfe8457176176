"""Things that come in runs: several children of one family, several events of one person."""

import numpy as np


def repeated(count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give a row to each of ``count`` things: whose it is, and which of theirs from nought."""
    of = np.repeat(np.arange(len(count)), count)
    return of, np.arange(len(of)) - (np.cumsum(count) - count)[of]
