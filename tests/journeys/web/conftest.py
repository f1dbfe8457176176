"""One server and one browser for all journeys; people who stay signed in between them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.browsing import chromium, server
from support.web_place import make_place
from wholeplace.web.access.roles import ROLES

SignedIn = Callable[..., Page]

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pooled place of invented people."""
    return make_place(tmp_path_factory.mktemp("journeys") / "place")


@pytest.fixture(scope="session")
def address(place: Path) -> Iterator[str]:
    """Where the place is served."""
    with server(place) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def cookies() -> dict[str, object]:
    """What the browser keeps for each role, so that signing in is done once."""
    return {}


@pytest.fixture
def page_as(browser: Browser, address: str, cookies: dict[str, object]) -> Iterator[SignedIn]:
    """A page of a window, signed in by role (or by nobody), with or without scripts."""
    windows: list[BrowserContext] = []

    def opened(role: str | None, scripts: bool = True) -> Page:
        if role and role not in cookies:
            cookies[role] = sign_in(browser, address, role)
        window = browser.new_context(
            base_url=address,
            viewport={"width": 1200, "height": 900},
            java_script_enabled=scripts,
            storage_state=cookies.get(role or ""),
        )
        windows.append(window)
        return window.new_page()

    yield opened
    for window in windows:
        window.close()


def sign_in(browser: Browser, address: str, role: str) -> object:
    """Press the button the sign-in page offers for the role."""
    window = browser.new_context(base_url=address)
    page = window.new_page()
    page.goto("/account/sign-in/")
    page.get_by_role("button", name=f"Sign in as {ROLES[role].name}").click()
    page.get_by_role("heading", name="What you can do").wait_for()
    kept = window.storage_state()
    window.close()
    return kept


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where to keep pictures of pages, when WHOLEPLACE_SHOTS names a folder."""
    named = os.environ.get("WHOLEPLACE_SHOTS")
    return Path(named) if named else None
