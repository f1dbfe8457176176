"""Ids made from what they are the id of: a letter and 13 letters or digits of a SHA-256."""

import hashlib
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

LENGTH = 13
_LETTERS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", dtype=np.uint8)


def mint(letter: str, text: str) -> str:
    """One id."""
    return str(mint_all(letter, [text])[0])


def mint_all(letter: str, texts: Sequence[str] | pa.Array) -> pa.Array:
    """An id for each text: the first 65 bits of its hash, written in base 32."""
    encoded = pa.array(texts, pa.string()).cast(pa.binary()).to_pylist()
    hashes = b"".join([hashlib.sha256(text).digest()[:10] for text in encoded])
    halves = _forty_bits(np.frombuffer(hashes, dtype=np.uint8).reshape(-1, 2, 5))
    made = np.empty((len(texts), LENGTH + 1), dtype=np.uint8)
    made[:, 0] = ord(letter)
    for place in range(LENGTH):
        half, at = divmod(place, 8)
        made[:, place + 1] = _LETTERS[(halves[:, half] >> np.uint64(35 - 5 * at)) & np.uint64(31)]
    starts = np.arange(0, made.size + 1, LENGTH + 1, dtype=np.int32)
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(starts), pa.py_buffer(made))


def _forty_bits(five: np.ndarray) -> np.ndarray:
    """Five bytes as one number, the first of them the highest."""
    number = np.zeros(five.shape[:-1], dtype=np.uint64)
    for byte in range(5):
        number = number << np.uint64(8) | five[..., byte]
    return number
