"""Deciding doubts in a browser: by keyboard, by mouse, and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browsing import server
from support.loop.places import invent
from wholeplace.loop import run
from wholeplace.pooling.decisions import links_in_force

from .conftest import sign_in
from .test_pages import NARROW, axe, listen, picture

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of a small place, pooled for good."""
    place = invent(tmp_path_factory.mktemp("review") / "place")
    run(place)
    return place.register


@pytest.fixture(scope="module")
def reviewed(register: Path) -> Iterator[str]:
    """Where it is served."""
    with server(register.parents[1]) as address:
        yield address


@pytest.fixture(scope="module")
def kept(browser: Browser, reviewed: str) -> object:
    return sign_in(browser, reviewed, "data-analyst")


def opened(browser: Browser, address: str, kept: object, scripts: bool = True) -> Page:
    """The first doubt, signed in as data analyst."""
    window = browser.new_context(base_url=address, storage_state=kept, java_script_enabled=scripts)
    page = window.new_page()
    page.goto("/review/")
    page.get_by_role("link", name="Start with the first").click()
    expect(page.get_by_role("heading", name="Are these one person?")).to_be_visible()
    return page


def test_a_doubt_is_decided_by_keyboard_alone(
    browser: Browser, reviewed: str, kept: object, register: Path
) -> None:
    page = opened(browser, reviewed, kept)
    said, first = listen(page), page.url
    before = len(links_in_force(register))

    page.keyboard.press("r")
    page.keyboard.type("same mother on both")
    expect(page.get_by_label("Why")).to_have_value("same mother on both")
    page.keyboard.press("Escape")
    page.keyboard.press("s")

    expect(page.get_by_role("status")).to_contain_text("one person. The next run obeys it")
    assert page.url != first
    assert said == []
    decided = links_in_force(register)
    assert (len(decided), decided[-1].why) == (before + 1, "same mother on both")


def test_n_skips_and_decides_nothing(
    browser: Browser, reviewed: str, kept: object, register: Path
) -> None:
    page = opened(browser, reviewed, kept)
    first, before = page.url, len(links_in_force(register))

    page.keyboard.press("n")

    expect(page).not_to_have_url(first)
    assert len(links_in_force(register)) == before


def test_it_works_without_scripts_and_a_decision_can_be_undone(
    browser: Browser, reviewed: str, kept: object, register: Path
) -> None:
    page = opened(browser, reviewed, kept, scripts=False)
    page.get_by_role("button", name="Two people").click()
    page.get_by_role("link", name="Review", exact=True).first.click()
    number = links_in_force(register)[-1].number

    page.get_by_role("button", name=f"Undo decision {number}").click()

    expect(page.get_by_role("status")).to_contain_text(f"Decision {number} is taken back")
    assert number not in [one.number for one in links_in_force(register)]


def test_without_a_reason_the_machine_is_not_overruled_and_the_field_is_reached(
    browser: Browser, reviewed: str, kept: object
) -> None:
    page = opened(browser, reviewed, kept)
    apart = "kept them apart" in page.get_by_role("main").inner_text()

    page.get_by_role("button", name="One person" if apart else "Two people").click()
    page.get_by_role("alert").get_by_role("link").click()

    expect(page.get_by_label("Why")).to_be_focused()
    assert axe(page) == []


def test_queue_and_doubt_fit_and_axe_finds_nothing(
    browser: Browser, reviewed: str, kept: object, shots: Path | None
) -> None:
    page = opened(browser, reviewed, kept)
    for path in (page.url.removeprefix(reviewed), "/review/"):
        page.goto(path)
        for width in (1280, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            assert axe(page) == [], (path, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if shots:
                name = f"{picture('data-analyst', path)}-{width}.png"
                page.screenshot(path=shots / name, full_page=True)
