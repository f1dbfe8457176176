"""Keys are minted once, read by nobody else, rotated, and gone for good when destroyed."""

from pathlib import Path

import pytest

from wholeplace.trust.keys import Key, KeyProblem, Keys


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


def test_a_key_is_minted_once_and_private(keys: Keys) -> None:
    first = keys.current("sharing", "planning")

    assert keys.current("sharing", "planning") == first
    assert (keys.folder.stat().st_mode & 0o777, len(first.secret)) == (0o700, 32)
    (path,) = keys.folder.iterdir()
    assert path.name == "sharing--planning--1.key" and path.stat().st_mode & 0o777 == 0o600


def test_purposes_agreements_and_the_register_have_keys_of_their_own(keys: Keys) -> None:
    made = [keys.current("a", "planning"), keys.current("a", "evaluation")]
    made += [keys.current("b", "planning"), keys.own()]

    assert len({key.secret for key in made}) == len({key.pseudonym("P1") for key in made}) == 4


def test_a_new_key_takes_over_and_the_old_one_stays_until_destroyed(keys: Keys) -> None:
    old, new = keys.current("a", "planning"), keys.rotate("a", "planning")

    assert keys.current("a", "planning") == new
    assert [key.name for key in keys.all_of("a")] == [old.name, new.name]


def test_a_destroyed_key_is_overwritten_and_its_number_never_used_again(keys: Keys) -> None:
    old = keys.current("a", "planning")
    path = keys.folder / f"{old.name}.key"
    beside = path.with_name("hardlink")
    beside.hardlink_to(path)

    keys.destroy(old.name)

    assert not path.exists() and beside.read_bytes() == bytes(32)
    assert keys.all_of("a", "planning") == []
    assert keys.current("a", "planning").name == "a--planning--2"


def test_a_key_others_can_read_is_not_used(keys: Keys) -> None:
    keys.own()
    (keys.folder / "register.key").chmod(0o644)

    with pytest.raises(KeyProblem, match="others can read this key; say 'chmod 600'"):
        keys.own()


def test_a_cut_key_is_not_used(keys: Keys) -> None:
    keys.own()
    (keys.folder / "register.key").write_bytes(b"short")

    with pytest.raises(KeyProblem, match="is no key"):
        keys.own()


def test_a_key_that_is_needed_is_not_made_anew(keys: Keys) -> None:
    with pytest.raises(KeyProblem, match="restore it from a backup"):
        keys.own(needed=True)
    assert not keys.folder.exists()


def test_a_key_does_not_show_when_printed_and_its_fingerprint_is_not_its_token() -> None:
    key = Key("a--planning--1", b"\x01" * 32)

    assert "\\x01" not in repr(key) and (b"\x01" * 32).hex() not in repr(key)
    assert len(key.fingerprint) == 16
    assert key.token("fingerprint") != key.token("person", "P1")


def test_words_are_not_run_together() -> None:
    key = Key("a", b"k" * 32)

    assert key.token("record", "ab", "c") != key.token("record", "a", "bc")
