"""A place with results, its own register for each test, and people signed in by role."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from support.web_place import make_place
from wholeplace.web.accounts.actions import make_demo_accounts
from wholeplace.web.accounts.models import User


@pytest.fixture(scope="session")
def pooled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic place with results."""
    return make_place(tmp_path_factory.mktemp("pooled"))


@pytest.fixture
def served(pooled: Path, tmp_path: Path, settings: Any) -> Path:
    """The pooled place, served on loopback, with a register of this test's own."""
    return serve(pooled, tmp_path / "register", settings)


def serve(place: Path, register: Path, settings: Any, bind: str = "127.0.0.1:8000") -> Path:
    """Point the settings at a place, as the environment does for a process."""
    settings.PLACE_FOLDER = place
    settings.REGISTER = register
    settings.CACHE = place / ".wholeplace" / "cache"
    settings.BIND_ADDRESS = bind
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # for speed
    cache.clear()
    return place


@pytest.fixture
def sign_in(served: Path, db: None) -> Callable[[str], Client]:
    """Sign in as the demo account of a role."""
    make_demo_accounts()

    def signed_in(role: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(email=f"{role}@demo.invalid"))
        return client

    return signed_in
