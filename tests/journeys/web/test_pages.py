"""Each page in a real browser, wide and narrow: it opens, reads well to machines, and fits."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import SignedIn

pytestmark = pytest.mark.browser

UNSIGNED = "/agreements/why/?what=mental-health-contacts&purpose=individual-help"
BARRED = "/agreements/why/?what=care-proceedings%3Acare_proceedings.order&purpose=planning"
PAGES = [
    (None, "/", "Tri-borough, seen whole"),
    (None, "/account/sign-in/", "Sign in"),
    ("data-analyst", "/", "Tri-borough"),
    ("data-analyst", "/place/", "Tri-borough"),
    ("commissioner", "/place/?measure=cost", "Tri-borough"),
    ("commissioner", "/programmes/", "Programmes"),
    ("commissioner", "/programmes/troubled-families/", "Troubled families"),
    ("finance-director", "/programmes/care-proceedings/", "Care proceedings"),
    ("key-worker", "/programmes/troubled-families/", "Troubled families"),
    ("data-analyst", "/data/", "What partners delivered"),
    ("data-analyst", "/data/new/", "What is new since the run before"),
    ("data-analyst", "/data/groups/", "Is anybody linked less well than the rest?"),
    ("data-analyst", "/data/police-offences/", "Police: offences"),
    ("data-analyst", "/data/prison-releases/", "Prisons: releases"),
    ("data-analyst", "/review/", "Who is who: doubts to decide"),
    ("resident", "/agreements/", "Who may use which data, for what"),
    ("resident", "/agreements/why/", "May these data be used for this?"),
    ("key-worker", UNSIGNED, "May these data be used for this?"),
    ("data-analyst", BARRED, "May these data be used for this?"),
    ("data-analyst", "/agreements/why/?what=none&purpose=none", "May these data be used for this?"),
    ("resident", "/agreements/of/troubled-families/", "Finding and helping troubled families"),
    ("information-governance-lead", "/runs/", "Runs of the pipeline"),
    ("information-governance-lead", "/audit/", "Who looked at what"),
    ("front-door-officer", "/account/", "Flo Frontdoor"),
    ("front-door-officer", "/account/roles/", "What each role can do"),
    ("front-door-officer", "/account/password/", "Change Password"),
    ("front-door-officer", "/account/second-factor/", "Two-Factor Authentication"),
    ("resident", "/place/", "This page is not open to your role"),
    ("resident", "/nowhere/", "There is no page at this address"),
]


NARROW = 390


@pytest.mark.parametrize(("role", "path", "heading"), PAGES)
def test_a_page_opens_fits_and_axe_finds_nothing(
    page_as: SignedIn, role: str | None, path: str, heading: str, shots: Path | None
) -> None:
    page = page_as(role)
    said = listen(page)
    page.goto(path)

    assert page.get_by_role("heading", level=1).inner_text() == heading
    for width in (1200, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if shots:
            page.screenshot(path=shots / f"{picture(role, path)}-{width}.png", full_page=True)
    assert [words for words in said if "Failed to load resource" not in words] == []


def axe(page: Page) -> list[tuple[str, str]]:
    """What axe finds, by rule and place."""
    violations = Axe().run(page).response["violations"]
    return [(v["id"], node["html"]) for v in violations for node in v["nodes"]]


def listen(page: Page) -> list[str]:
    """What the browser complains about: a blocked script or style above all."""
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def picture(role: str | None, path: str) -> str:
    parts = re.split(r"[/?&=%]+", path.strip("/"))
    return "-".join([role or "nobody", *(part for part in parts if part)])


def test_every_page_asks_only_this_server(page_as: SignedIn, address: str) -> None:
    page = page_as("data-analyst")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for path in ("/", "/place/", "/programmes/care-proceedings/", "/runs/"):
        page.goto(path)

    assert [url for url in asked if not url.startswith((address, "data:"))] == []
