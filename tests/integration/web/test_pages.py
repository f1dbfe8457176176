"""Every page, for every role: open to those who may, closed and explained to the rest."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from wholeplace.web.access.roles import ROLES, Permission

SignIn = Callable[[str], Client]

PAGES = {
    "/place/": Permission.SEE_PLACE,
    "/place/?measure=cost": Permission.SEE_PLACE,
    "/programmes/": Permission.SEE_PROGRAMMES,
    "/programmes/troubled-families/": Permission.SEE_PROGRAMMES,
    "/programmes/care-proceedings/": Permission.SEE_PROGRAMMES,
    "/data/": Permission.SEE_SOURCES,
    "/data/new/": Permission.SEE_SOURCES,
    "/data/groups/": Permission.SEE_SOURCES,
    "/data/police-offences/": Permission.SEE_SOURCES,
    "/agreements/": Permission.SEE_AGREEMENTS,
    "/review/": Permission.REVIEW_LINKS,
    "/agreements/why/": Permission.SEE_AGREEMENTS,
    "/agreements/why/?what=ae-attendances&purpose=planning": Permission.SEE_AGREEMENTS,
    "/agreements/of/troubled-families/": Permission.SEE_AGREEMENTS,
    "/runs/": Permission.SEE_RUNS,
    "/audit/": Permission.SEE_AUDIT,
}
OPEN_VIEWS = {"home", "yours", "roles", "health", "serve"}
"""Our views that show nothing of the place's data to someone without the role for it."""


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_for_those_roles_that_may_see_it(
    sign_in: SignIn, role: str, address: str
) -> None:
    response = sign_in(role).get(address)

    allowed = PAGES[address] in ROLES[role].permissions
    assert response.status_code == (200 if allowed else 403)
    said = response.content.decode()
    assert ("Why can I see this?" in said) == allowed
    if not allowed:
        assert "This page is not open to your role" in said


@pytest.mark.parametrize("address", PAGES)
def test_nobody_sees_a_page_before_signing_in(served: Path, db: None, address: str) -> None:
    response = Client().get(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/account/sign-in/")


def test_every_view_of_ours_stands_behind_the_gate_or_is_known_to_be_open() -> None:
    ours = [v for v in _views(get_resolver()) if v.__module__.startswith("wholeplace.web")]

    ungated = {v.__name__ for v in ours if not hasattr(v, "permission")}
    assert len(ours) > 12
    assert ungated <= OPEN_VIEWS


def _views(resolver: URLResolver) -> Iterator[Any]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.callback
        else:
            yield from _views(pattern)


def test_the_business_case_is_for_those_who_may_see_money(sign_in: SignIn) -> None:
    address = "/programmes/troubled-families/"
    director = sign_in("finance-director").get(address).content.decode()
    worker = sign_in("key-worker").get(address).content.decode()

    assert "Who pays and who gains" in director and "£393,865.00" in director
    assert "214" in worker and "£" not in worker
    assert "roles that may see money" in worker


def test_the_map_and_its_table_show_the_measure_asked_for(sign_in: SignIn) -> None:
    said = sign_in("commissioner").get("/place/?measure=cost").content.decode()

    assert 'class="wp-map"' in said
    assert "Cost of health and care for each resident" in said
    assert "2 wards shown together: numbers are small" in said


def test_an_unknown_measure_shows_the_first(sign_in: SignIn) -> None:
    response = sign_in("commissioner").get("/place/?measure=<script>")

    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("address", ["/programmes/nothing/", "/data/nothing/", "/runs/99/", "/x/"])
def test_what_is_not_there_is_said_in_plain_words(sign_in: SignIn, address: str) -> None:
    response = sign_in("data-analyst").get(address)

    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()


def test_a_claim_stands_beside_what_its_own_numbers_give(sign_in: SignIn) -> None:
    said = sign_in("commissioner").get("/programmes/care-proceedings/").content.decode()

    assert "£1.2m a year" in said and "£1m a year" in said
    assert "Does not agree" in said and "Agrees" in said


def test_a_refused_source_says_why(sign_in: SignIn) -> None:
    said = sign_in("data-analyst").get("/data/prison-releases/").content.decode()

    assert "Not used: refused" in said
    assert "ended on 1 January 2014" in said


def test_start_page_offers_only_what_the_role_may_open(sign_in: SignIn) -> None:
    resident = sign_in("resident").get("/").content.decode()
    analyst = sign_in("data-analyst").get("/").content.decode()

    assert "Agreements" in resident
    assert "Programmes" not in resident and "people pooled" not in resident
    assert "20,000" in analyst and "In short" in analyst


def test_pages_forbid_scripts_and_frames_of_others(sign_in: SignIn) -> None:
    response = sign_in("data-analyst").get("/place/")

    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "http://" not in response.content.decode().replace("http://www.w3.org", "")


def test_roles_are_shown_to_everyone_signed_in(sign_in: SignIn) -> None:
    said = sign_in("resident").get("/account/roles/").content.decode()

    assert all(role.name in said for role in ROLES.values())


def test_second_factor_and_password_pages_have_our_look(sign_in: SignIn) -> None:
    client = sign_in("key-worker")

    for address in ("/account/second-factor/", "/account/password/", "/account/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "wp-header" in response.content.decode()


@pytest.mark.parametrize("address", ["/account/signup/", "/account/email/", "/account/3rdparty/"])
def test_nobody_signs_up_or_changes_their_address(served: Path, db: None, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_form_from_elsewhere_is_refused(served: Path, db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"login": "x"})

    assert response.status_code == 403
    assert "the form was open too long" in response.content.decode()


def test_an_error_of_ours_is_said_in_plain_words(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("wholeplace.web.pool.views.place.presenters.partner_table", broken)
    client = sign_in("data-analyst")
    client.raise_request_exception = False

    response = client.get("/place/")

    assert response.status_code == 500
    assert "Something went wrong here" in response.content.decode()
    assert "secret detail" not in response.content.decode()
