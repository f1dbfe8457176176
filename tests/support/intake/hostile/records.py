"""JSON out of shape: deep, endless, cut, or with something else in each field in turn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from .samples import Bytes, Sample

DEEP = 200_000
_NASTY: tuple[Any, ...] = (
    None, [], {}, "", 0, -1, True, 1e308, "x" * 2_000, "9" * 400, [[]], [None], [1, "a", {}],
    {"a": {"b": []}}, [{"id": None}], "2013-02-30", "9999-12-31T25:61:00Z", "\u202e\x00", "\ud800",
)  # fmt: skip
"""What may stand where something else is meant."""
TURNS = 2
"""How many of these are tried in each field."""

Path = tuple[str | int, ...]


def records(samples: Mapping[str, Sample]) -> Iterator[tuple[str, str, Bytes]]:
    """Cases as (source, name, bytes)."""
    for source, sample in samples.items():
        is_json = sample.data.startswith((b"{", b"["))
        for name, data in _plain() if is_json or source in ("list", "return") else ():
            yield source, name, data
        for name, data in _changed(json.loads(sample.data)) if is_json else ():
            yield source, name, data


def _changed(whole: Any) -> Iterator[tuple[str, Bytes]]:
    for number, path in enumerate(_paths(whole)):
        for turn in range(TURNS):
            nasty = _NASTY[(number + turn * 7) % len(_NASTY)]
            named = f"{nasty!r:.20} at {'.'.join(map(str, path)) or 'the top'}"
            yield named, lambda path=path, nasty=nasty: _with(whole, path, nasty)
        if path:
            yield f"without {'.'.join(map(str, path))}", lambda path=path: _without(whole, path)
    text = json.dumps(whole)
    yield "every key in capitals", json.dumps(_keys(whole, str.upper)).encode()
    yield "every key with a space", json.dumps(_keys(whole, lambda k: f" {k} ")).encode()
    yield "every key twice", text.replace('": ', '": 1, "id": ').encode()
    yield "single quotes in JSON", text.replace('"', "'").encode()
    yield "a comment in JSON", b"/* made by a system */" + text.encode()
    yield "JSON as a call", f"callback({text})".encode()
    yield "JSON in a text", json.dumps(text).encode()
    yield "JSON twice", (text + text).encode()


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every field once: of a list its first element only."""
    yield path
    inner = value.items() if isinstance(value, dict) else []
    inner = list(enumerate(value[:1])) if isinstance(value, list) else inner
    for name, one in inner:
        yield from _paths(one, (*path, name))


def _with(whole: Any, path: Path, nasty: Any) -> bytes:
    if not path:
        return json.dumps(nasty).encode()
    made = deepcopy(whole)
    _at(made, path[:-1])[path[-1]] = nasty
    return json.dumps(made).encode()


def _without(whole: Any, path: Path) -> bytes:
    made = deepcopy(whole)
    del _at(made, path[:-1])[path[-1]]
    return json.dumps(made).encode()


def _at(value: Any, path: Path) -> Any:
    for name in path:
        value = value[name]
    return value


def _keys(value: Any, change: Any) -> Any:
    if isinstance(value, dict):
        return {change(name): _keys(one, change) for name, one in value.items()}
    return [_keys(one, change) for one in value] if isinstance(value, list) else value


def _plain() -> Iterator[tuple[str, Bytes]]:
    yield "an empty list", b"[]"
    yield "an empty object", b"{}"
    yield "lists without end", b"[" * DEEP
    yield "lists deep and closed", b"[" * DEEP + b"]" * DEEP
    yield "objects deep and closed", b'{"a":' * DEEP + b"1" + b"}" * DEEP
    yield "a key twice", b'[{"id": 1, "id": 2}]'
    yield "a number without end", b'[{"id": ' + b"9" * 20_000 + b"}]"
    yield "numbers that are none", b'[{"id": NaN, "x": Infinity, "y": 1e999}]'
    yield "half a letter in JSON", b'[{"id": "\\ud800"}]'
    yield "NUL in JSON", b'[{"id": "a\\u0000b\x00"}]'
    yield "a comma too many", b'[{"id": 1},]'
    yield "JSON cut short", b'[{"id": 1}, {"id":'
    yield "lines of JSON", b'{"id": 1}\n{"id": 2}\n'
    yield "a record that is none", b'[1, "two", null, [3]]'
    yield "a key of a megabyte", b'[{"' + b"k" * 1_000_000 + b'": 1}]'
    yield "JSON in UTF-16", '[{"id": "é"}]'.encode("utf-16")
