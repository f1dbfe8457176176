"""From extracts nobody has read to figures on a page, by one button."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from support.browsing import server

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_first_run_from_a_button_to_figures(browser: Browser, tmp_path: Path) -> None:
    place = tmp_path / "place"
    synth = [sys.executable, "-m", "wholeplace", "synth", str(place), "--people", "400"]
    subprocess.run([*synth, "--seed", "7"], check=True, capture_output=True)

    with server(place) as address:
        page = browser.new_context(base_url=address).new_page()
        page.goto("/account/sign-in/")
        page.get_by_role("button", name="Sign in as Data analyst").click()
        expect(page.get_by_role("heading", name="Nothing has been pooled yet")).to_be_visible()
        page.get_by_role("button", name="Start the first run").click()
        done = page.get_by_role("heading", name=re.compile("^The run"))
        expect(done).to_have_text("The run is done", timeout=180_000)

        for name in ("The place", "Programmes", "Data quality", "Agreements"):
            page.get_by_role("navigation", name="Sections").get_by_role("link", name=name).click()
            expect(page.get_by_role("table").first).to_be_visible()
