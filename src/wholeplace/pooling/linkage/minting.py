"""Ids made from what they are the id of: a letter and 13 letters or digits of a SHA-256."""

import hashlib
from collections.abc import Iterator, Sequence

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
    hashes = np.frombuffer(b"".join(_hashes(encoded)), dtype=np.uint8).reshape(-1, 32)
    halves = _forty_bits(hashes[:, :10].reshape(-1, 2, 5))
    made = np.empty((len(texts), LENGTH + 1), dtype=np.uint8)
    made[:, 0] = ord(letter)
    for place in range(LENGTH):
        half, at = divmod(place, 8)
        made[:, place + 1] = _LETTERS[(halves[:, half] >> np.uint64(35 - 5 * at)) & np.uint64(31)]
    starts = np.arange(0, made.size + 1, LENGTH + 1, dtype=np.int32)
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(starts), pa.py_buffer(made))


def _hashes(texts: Sequence[bytes]) -> Iterator[bytes]:
    """SHA-256 of each; a copy of an empty hash is quicker made than a new one."""
    empty = hashlib.sha256()
    for text in texts:
        one = empty.copy()
        one.update(text)
        yield one.digest()


def _forty_bits(five: np.ndarray) -> np.ndarray:
    """Five bytes as one number, the first of them the highest."""
    number = np.zeros(five.shape[:-1], dtype=np.uint64)
    for byte in range(5):
        number = number << np.uint64(8) | five[..., byte]
    return number
