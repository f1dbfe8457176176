"""What people do: sign in by hand, find their way by keyboard, work without scripts, print."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from wholeplace.loop.lock import run_lock
from wholeplace.place import load_place

from .conftest import SignedIn
from .test_pages import UNSIGNED, axe

pytestmark = pytest.mark.browser


def test_signing_in_by_hand_and_out_again(page_as: SignedIn) -> None:
    page = page_as(None)
    page.goto("/place/")
    password = page.locator("code.wp-password").inner_text()
    page.get_by_label("Email").fill("commissioner@demo.invalid")
    page.get_by_label("Password").fill(password)
    page.locator("main form button").first.click()

    expect(page).to_have_url(re.compile("/place/$"))
    page.get_by_role("button", name="Sign out").click()
    page.goto("/place/")
    expect(page).to_have_url(re.compile("/account/sign-in/"))


def test_a_wrong_password_is_said_and_leads_back_to_the_field(page_as: SignedIn) -> None:
    page = page_as(None)
    page.goto("/account/sign-in/")
    page.get_by_label("Email").fill("commissioner@demo.invalid")
    page.get_by_label("Password").fill("not this one")
    page.locator("main form button").first.click()

    expect(page.get_by_role("alert")).to_contain_text("Something needs putting right")
    assert axe(page) == []
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Email")).to_be_focused()


def test_the_keyboard_reaches_the_content_first_and_then_everything(page_as: SignedIn) -> None:
    page = page_as("commissioner")
    page.goto("/programmes/troubled-families/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Who it is for")).to_be_focused()


def test_a_figure_explains_itself_by_keyboard(page_as: SignedIn) -> None:
    page = page_as("finance-director")
    page.goto("/programmes/troubled-families/")
    page.locator("summary", has_text="How this was worked out").first.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("214 * 0.7 = 149.8")).to_be_visible()
    assert axe(page) == []


def test_why_can_i_see_this_names_role_purpose_and_record(page_as: SignedIn) -> None:
    page = page_as("key-worker")
    page.goto("/programmes/care-proceedings/")
    page.get_by_text("Why can I see this?").click()

    why = page.locator(".wp-why")
    expect(why).to_contain_text("Key worker")
    expect(why).to_contain_text("planning")
    expect(why).to_contain_text("programme/care-proceedings")


def test_the_map_is_recoloured_without_scripts(page_as: SignedIn) -> None:
    page = page_as("commissioner", scripts=False)
    page.goto("/place/")
    page.get_by_role("link", name="Cost of health and care for each resident").click()

    expect(page.locator("svg.wp-map > title")).to_have_text(
        "Cost of health and care for each resident"
    )
    expect(page.get_by_role("link", name=re.compile("^Cost of health"))).to_have_attribute(
        "aria-current", "page"
    )


def test_a_run_is_watched_to_its_end_without_scripts(page_as: SignedIn, place: Path) -> None:
    page = page_as("data-analyst", scripts=False)
    page.goto("/runs/")
    with run_lock(load_place(place)):
        page.get_by_role("button", name="Start a run").click()
        # The page looks again by itself until the run has ended.
        failed = page.get_by_role("heading", name="The run failed")
        expect(failed).to_be_visible(timeout=60_000)

    expect(page.get_by_role("main")).to_contain_text("is being pooled by")
    expect(page.get_by_role("main")).to_contain_text("those of the run before it")


def test_from_the_matrix_to_whose_signature_is_missing_to_what_it_is_for(
    page_as: SignedIn,
) -> None:
    page = page_as("resident", scripts=False)
    page.goto("/agreements/")
    page.get_by_role("link", name="6 of 7 signed").first.click()

    main = page.get_by_role("main")
    expect(main).to_contain_text("Not open: 1 of 7 signatures is missing")
    expect(main).to_contain_text("77 days")
    page.get_by_role("link", name="Mental-health contacts in planning").click()
    expect(page.get_by_role("heading", name="9. Signatures")).to_be_visible()
    expect(main).to_contain_text("Awaited since 13 January 2014, for 77 days")


def test_asking_about_a_use_by_hand(page_as: SignedIn) -> None:
    page = page_as("front-door-officer")
    page.goto("/agreements/why/")
    page.get_by_label("Which data").select_option("police-offences")
    page.get_by_label("For what").select_option("safeguarding-children")
    page.get_by_role("button", name="Ask").click()

    notice = page.locator("#answer")
    expect(notice).to_contain_text("Not open")
    expect(notice).to_contain_text("for safeguarding children")
    page.get_by_label("For what").select_option("individual-help")
    page.get_by_label("Used by").select_option("prime-contractor")
    page.get_by_role("button", name="Ask").click()
    expect(notice).to_contain_text("'prime-contractor' is not a party")
    page.get_by_label("Used by").select_option("westminster")
    page.get_by_role("button", name="Ask").click()
    expect(notice).to_contain_text("Open")
    assert axe(page) == []


def test_headings_go_down_one_level_at_a_time(page_as: SignedIn) -> None:
    page = page_as("commissioner")
    paths = ["/", "/place/", "/programmes/troubled-families/", "/programmes/care-proceedings/"]
    for path in [*paths, "/agreements/", UNSIGNED, "/agreements/of/troubled-families/"]:
        page.goto(path)
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"
        )
        assert levels[0] == 1 and levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in pairwise(levels)), (path, levels)


def test_print_leaves_out_what_paper_cannot_use(page_as: SignedIn) -> None:
    page = page_as("finance-director")
    page.goto("/programmes/troubled-families/")
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation", name="Sections")).to_be_hidden()
    expect(page.get_by_role("heading", name="Business case")).to_be_visible()
    expect(page.locator("table").first).to_be_visible()


def test_who_is_linked_less_well_is_found_from_the_data_page(page_as: SignedIn) -> None:
    page = page_as("information-governance-lead")
    page.goto("/data/")
    page.get_by_role("link", name="Quality by group").click()

    expect(page.get_by_role("heading", name="Falling behind")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Age, 0 to 10: 60% found, 34.0 points fewer")
    ages = page.get_by_role("row", name="0 to 10")
    expect(ages.get_by_text("behind by 34.0 points")).to_be_visible()
    expect(page.get_by_role("row", name="Other").get_by_text("too few")).to_be_visible()
    expect(page.get_by_role("img", name="Sex")).to_be_visible()
