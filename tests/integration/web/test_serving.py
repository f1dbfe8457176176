"""Before the first run, while results are swapped, and what a supervisor asks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from support.web_place import make_place, publish
from wholeplace.web.accounts.actions import make_demo_accounts
from wholeplace.web.accounts.models import User
from wholeplace.web.jobs import heartbeat

from .conftest import serve

SignIn = Callable[[str], Client]


@pytest.fixture
def empty(tmp_path: Path, settings: Any, db: None) -> Path:
    """A place that was never pooled."""
    place = make_place(tmp_path / "place", results=False)
    serve(place, tmp_path / "register", settings)
    make_demo_accounts()
    return place


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{role}@demo.invalid"))
    return client


@pytest.mark.parametrize("address", ["/", "/place/", "/programmes/", "/data/", "/agreements/"])
def test_before_the_first_run_pages_say_what_to_do(empty: Path, address: str) -> None:
    analyst = signed_in("data-analyst").get(address)
    commissioner = signed_in("commissioner").get(address)

    assert analyst.status_code == commissioner.status_code == 200
    assert "Nothing has been pooled yet" in analyst.content.decode()
    assert "Start the first run" in analyst.content.decode()
    assert "Ask a data analyst to start a run" in commissioner.content.decode()


def test_a_new_run_is_seen_without_a_restart(empty: Path) -> None:
    client = signed_in("commissioner")
    publish(empty)
    assert "9f2c41d07a6b" in client.get("/place/").content.decode()

    publish(empty, snapshot="b" * 32, name="r2")

    assert "bbbbbbbbbbbb" in client.get("/place/").content.decode()


def test_a_torn_results_folder_is_an_error_of_ours_not_half_a_page(empty: Path) -> None:
    folder = publish(empty, name="torn")
    (folder / "map.json").unlink()
    client = signed_in("commissioner")
    client.raise_request_exception = False

    assert client.get("/place/").status_code == 500
    assert client.get("/healthz").status_code == 200


def test_health_says_what_a_supervisor_asks(empty: Path, settings: Any) -> None:
    before = Client().get("/healthz").json()
    publish(empty)
    heartbeat.beat(settings.CACHE)
    after = Client().get("/healthz").json()

    assert before == {
        "ok": True,
        "snapshot": None,
        "worker": {"alive": False, "seconds_since_beat": None},
    }
    assert after["snapshot"] and after["worker"]["alive"]


def test_prepare_can_be_repeated_and_opens_demo_accounts(
    tmp_path: Path, settings: Any, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    serve(make_place(tmp_path / "p", results=False), tmp_path / "register", settings)
    settings.STATIC_ROOT = tmp_path / "static"

    call_command("prepare")
    call_command("prepare")

    assert capsys.readouterr().out.count("Demo accounts are ready") == 2
    assert User.objects.filter(demo=True).count() == 7
    assert (tmp_path / "static" / "wholeplace" / "wholeplace.css").is_file()


def test_prepare_on_an_open_address_closes_demo_accounts(
    empty: Path, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.BIND_ADDRESS = "0.0.0.0:8000"

    call_command("prepare")

    assert "No demo accounts" in capsys.readouterr().out
    assert not User.objects.filter(is_active=True).exists()


def test_prepare_says_where_a_definition_is_wrong(tmp_path: Path, settings: Any, db: None) -> None:
    place = make_place(tmp_path / "p", results=False)
    serve(place, tmp_path / "register", settings)
    (place / "place.toml").write_text("[place]\nid = 3\n")

    with pytest.raises(CommandError, match=r"place\.toml"):
        call_command("prepare")


def test_an_account_is_given_with_a_role(
    served: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _: "a long enough pass phrase")

    call_command(
        "account", "Ann@Example.org", name="Ann", role="commissioner", partner="westminster"
    )

    ann = User.objects.get(email="ann@example.org")
    assert [role.id for role in ann.roles] == ["commissioner"]
    assert ann.organisation == "westminster" and not ann.demo
    with pytest.raises(CommandError, match="There is no role 'king'"):
        call_command("account", "b@example.org", name="B", role="king")


def test_styles_come_from_us_when_node_was_never_there(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wholeplace.web.design.templatetags.design.vendored", list)

    said = sign_in("resident").get("/").content.decode()

    assert "wholeplace/plain.css" in said and "vendor/" not in said
