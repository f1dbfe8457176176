"""Demo accounts: only in an invented place, and only where no one else can reach the server."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from support.web_place import make_place
from wholeplace.web.accounts.actions import close_demo_accounts, make_demo_accounts
from wholeplace.web.accounts.demo import demo_allowed, demo_password, why_refused
from wholeplace.web.accounts.models import User

from .conftest import serve

SIGN_IN = "/account/sign-in/"


def attempt(client: Client) -> Any:
    return client.post(SIGN_IN, {"login": "data-analyst@demo.invalid", "password": demo_password()})


@pytest.mark.parametrize("synthetic", [True, False])
@pytest.mark.parametrize("bind", ["127.0.0.1:8000", "0.0.0.0:8000", ""])
def test_both_conditions_must_hold(
    tmp_path: Path, settings: Any, synthetic: bool, bind: str
) -> None:
    place = make_place(tmp_path / "place", synthetic=synthetic, results=False)
    serve(place, tmp_path / "register", settings, bind)

    assert demo_allowed() == (synthetic and bind.startswith("127."))
    if not demo_allowed():
        assert ("synthetic.toml" in why_refused()) == (not synthetic)


def test_the_sign_in_page_shows_the_password_and_it_works(served: Path, db: None) -> None:
    make_demo_accounts()
    client = Client()

    page = client.get(SIGN_IN).content.decode()
    response = attempt(client)

    assert demo_password() in page and "Sign in as a" not in page
    assert response.status_code == 302 and response["Location"] == "/"
    assert client.get("/place/").status_code == 200


def test_on_an_open_address_the_same_password_signs_no_one_in(
    served: Path, settings: Any, db: None
) -> None:
    make_demo_accounts()
    settings.BIND_ADDRESS = "0.0.0.0:8000"
    client = Client()

    page = client.get(SIGN_IN).content.decode()
    response = attempt(client)

    assert demo_password() not in page and "demo.invalid" not in page
    assert response.status_code == 200 and "not correct" in response.content.decode()
    assert client.get("/place/").status_code == 302


def test_a_session_made_on_loopback_is_worthless_elsewhere(
    sign_in: Callable[[str], Client], settings: Any
) -> None:
    client = sign_in("data-analyst")
    assert client.get("/place/").status_code == 200

    settings.BIND_ADDRESS = "10.0.0.7:8000"

    assert client.get("/place/").status_code == 302


def test_closing_them_ends_their_posts_and_keeps_real_people(served: Path, db: None) -> None:
    make_demo_accounts()
    real = User.objects.create(email="a@example.org", name="A")

    closed = close_demo_accounts()

    assert closed == 7
    analyst = User.objects.get(email="data-analyst@demo.invalid")
    assert analyst.roles == [] and not analyst.is_active
    assert User.objects.get(pk=real.pk).is_active


def test_making_them_again_changes_nothing(served: Path, db: None) -> None:
    make_demo_accounts()
    make_demo_accounts()

    assert User.objects.count() == 7
    assert all(len(user.roles) == 1 for user in User.objects.all())
