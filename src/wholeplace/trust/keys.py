"""Secret keys: one for what the register remembers of people, one per agreement and purpose.

A key never leaves its file but to be used: it is in no log, manifest or message. What may be
written down of a key is its name and its fingerprint.
"""

import hmac
import os
import re
import secrets
from base64 import b32decode, b32encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

OWN = "register"
_BYTES = 32
_KEY, _GONE = ".key", ".destroyed"
_NAMED = re.compile(r"(?P<agreement>.+)--(?P<purpose>.+)--(?P<number>\d+)")


class KeyProblem(Exception):
    """A key that is gone, or that others could read."""


@dataclass(frozen=True)
class Key:
    """A secret and its name."""

    name: str
    secret: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """What may be written down of the key: it says which one it was and nothing else."""
        return self._digest("fingerprint").hex()[:16]

    def token(self, *words: str) -> str:
        """26 letters and digits that stand for the words; without the key nobody can tell which."""
        return b32encode(self._digest("token", *words)[:16]).decode().rstrip("=")

    def recognise(self, tokens: Iterable[str], *words: str) -> Callable[[str], str | None]:
        """A quick way to ask which of some tokens a value has, each made with words before it."""
        wanted = {b32decode(token + "=" * (-len(token) % 8)): token for token in tokens}
        before = "\x1f".join(["token", *words, ""]).encode()
        return lambda value: wanted.get(self._mac(before + value.encode())[:16])

    def pseudonym(self, person: str) -> str:
        """The person's name towards others: HMAC-SHA256 of the internal id."""
        return "N" + self.token("person", person)

    def _digest(self, *words: str) -> bytes:
        return self._mac("\x1f".join(words).encode())

    def _mac(self, said: bytes) -> bytes:
        return hmac.digest(self.secret, said, "sha256")


class Keys:
    """The keys of one register, in files that only their owner can read."""

    def __init__(self, register: Path):
        self.folder = register / "keys"

    def own(self, *, needed: bool = False) -> Key:
        """The register's own key, made at first use.

        ``needed``: something was written with it already, so that a new one would find nothing.
        """
        if needed and not self._path(OWN).exists():
            raise KeyProblem(
                f"{self._path(OWN)}: is gone, and with it which people are sealed or were erased;"
                " restore it from a backup of the register before anything is read"
            )
        return self._read(OWN) if self._path(OWN).exists() else self._mint(OWN)

    def current(self, agreement: str, purpose: str) -> Key:
        """The key pseudonyms are made with now, made at first use."""
        found = self.all_of(agreement, purpose)
        return found[-1] if found else self.rotate(agreement, purpose)

    def rotate(self, agreement: str, purpose: str) -> Key:
        """A new key, with a number no key had before. Older ones stay until they are destroyed."""
        used = [int(found["number"]) for found in self._named(agreement, purpose, _KEY, _GONE)]
        return self._mint(f"{agreement}--{purpose}--{max(used, default=0) + 1}")

    def all_of(self, agreement: str, purpose: str | None = None) -> list[Key]:
        """Keys that exist for an agreement, oldest first."""
        found = self._named(agreement, purpose, _KEY)
        ordered = sorted(found, key=lambda one: (one["purpose"], int(one["number"])))
        return [self._read(one[0]) for one in ordered]

    def names(self) -> list[str]:
        """Names of the keys that pseudonyms are made with."""
        return sorted(path.stem for path in self.folder.glob(f"*--*{_KEY}"))

    def destroy(self, name: str) -> None:
        """Overwrite and delete a key: its pseudonyms can never again be turned into people."""
        path = self._path(name)
        if not path.exists():
            return
        path.with_suffix(_GONE).touch(mode=0o600)
        with path.open("r+b") as file:
            file.write(bytes(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        self._sync()

    def _named(self, agreement: str, purpose: str | None, *endings: str) -> Iterator[re.Match]:
        for path in self.folder.glob("*--*"):
            found = _NAMED.fullmatch(path.stem)
            if not found or path.suffix not in endings:
                continue
            if found["agreement"] == agreement and purpose in (None, found["purpose"]):
                yield found

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{_KEY}"

    def _read(self, name: str) -> Key:
        path = self._path(name)
        if path.stat().st_mode & 0o077:
            raise KeyProblem(f"{path}: others can read this key; say 'chmod 600' for it")
        secret = path.read_bytes()
        if len(secret) != _BYTES:
            raise KeyProblem(f"{path}: is no key ({len(secret)} bytes); restore it from a backup")
        return Key(name, secret)

    def _mint(self, name: str) -> Key:
        """Write a new key whole, and never over one that is there."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = self.folder / f".{name}.{os.getpid()}"
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            self._path(name).hardlink_to(beside)
        except FileExistsError:
            pass  # another process was first, and its key is the key
        finally:
            beside.unlink()
        self._sync()
        return self._read(name)

    def _sync(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
