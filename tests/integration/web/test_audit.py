"""Every read and every denial is recorded first; what cannot be recorded is not shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from wholeplace.trust.audit import AuditError, AuditLog
from wholeplace.web.accounts.actions import make_demo_accounts

SignIn = Callable[[str], Client]


def rows(settings: Any) -> list[dict[str, Any]]:
    return AuditLog(settings.REGISTER / "audit.sqlite3").rows()


def test_a_read_and_a_denial_are_recorded(sign_in: SignIn, settings: Any) -> None:
    sign_in("key-worker").get("/programmes/troubled-families/")
    sign_in("resident").get("/place/")

    kept = [r for r in rows(settings) if r["action"] == "read"]
    assert [(r["object"], r["role"], r["outcome"]) for r in kept] == [
        ("programme/troubled-families", "key-worker", "permitted"),
        ("place", "resident", "denied"),
    ]
    assert all(r["actor"].startswith("account:") for r in kept)


def test_what_cannot_be_recorded_is_not_shown(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("data-analyst")

    def full(*_: Any, **__: Any) -> int:
        raise AuditError("no space left on device")

    monkeypatch.setattr(AuditLog, "record", full)
    response = client.get("/place/")

    assert response.status_code == 503
    said = response.content.decode()
    assert "it could not be recorded" in said
    assert "people pooled" not in said


def test_a_run_is_recorded_before_it_is_started(sign_in: SignIn, settings: Any) -> None:
    sign_in("data-analyst").post("/runs/start/")

    assert ("start run", "permitted") in [(r["action"], r["outcome"]) for r in rows(settings)]


def test_watching_a_run_does_not_fill_the_log_but_spying_on_one_does(
    sign_in: SignIn, settings: Any
) -> None:
    analyst = sign_in("data-analyst")
    analyst.post("/runs/start/")
    for _ in range(3):
        assert analyst.get("/runs/1/progress/").status_code == 200
    assert sign_in("resident").get("/runs/1/progress/").status_code == 403

    watched = [r for r in rows(settings) if r["object"] == "run/1"]
    assert [(r["role"], r["outcome"]) for r in watched] == [("resident", "denied")]


def test_sign_ins_and_failures_are_recorded_without_what_was_typed(
    served: Path, settings: Any, db: None
) -> None:
    make_demo_accounts()
    typed = {"login": "data-analyst@demo.invalid", "password": "my-other-password"}
    Client().post("/account/sign-in/", typed)

    kept = rows(settings)
    assert [(r["action"], r["outcome"], r["actor"]) for r in kept] == [
        ("sign in", "denied", "unknown")
    ]
    assert "my-other-password" not in str(kept) and "data-analyst" not in str(kept)


def test_the_page_shows_rows_newest_first_and_denials_alone(sign_in: SignIn) -> None:
    sign_in("resident").get("/place/")
    lead = sign_in("information-governance-lead")

    everything = lead.get("/audit/").content.decode()
    denied = lead.get("/audit/?outcome=denied").content.decode()

    assert everything.index("Ivor Governance") < everything.index("Robin Resident")
    assert "Robin Resident" in denied and "permitted" not in denied
    assert "does not check out" not in everything
