"""Where the server is bound decides whether demo accounts may exist: read it strictly."""

from pathlib import Path

import pytest

from wholeplace.web import environment


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.0.0.1:8000", "127.9.9.9:80", "localhost:8000", "[::1]:8000", "::1"],
)
def test_loopback_addresses(address: str) -> None:
    assert environment.is_loopback(address)


@pytest.mark.parametrize(
    "address",
    ["", "0.0.0.0:8000", "192.168.1.5:8000", "[::]:8000", "example.org:80", "unix:/tmp/s", "::"],
)
def test_everything_else_is_reachable_by_others(address: str) -> None:
    assert not environment.is_loopback(address)


def test_no_place_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WHOLEPLACE_PLACE", raising=False)
    with pytest.raises(environment.PlaceUnknown, match="wholeplace serve PLACE"):
        environment.require_place()


def test_a_folder_that_is_no_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WHOLEPLACE_PLACE", str(tmp_path))
    with pytest.raises(environment.PlaceUnknown, match=r"no place\.toml"):
        environment.require_place()


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = environment.kept_secret(tmp_path / "register" / "key")
    again = environment.kept_secret(tmp_path / "register" / "key")

    assert first == again and len(first) > 40
    assert (tmp_path / "register" / "key").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in (tmp_path / "register").iterdir()] == ["key"]
