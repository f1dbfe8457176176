"""Deciding doubts on pages: shown to who may, recorded, kept, told again, and taken back."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from support.loop.places import invent
from wholeplace.loop import run
from wholeplace.place import load_place
from wholeplace.pooling.decisions import links_in_force, read
from wholeplace.trust.audit import AuditLog
from wholeplace.web.accounts.actions import make_demo_accounts
from wholeplace.web.accounts.models import User

from .conftest import serve

SignIn = Callable[[str], Client]


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small place, pooled for good."""
    place = invent(tmp_path_factory.mktemp("review") / "place", people=300)
    run(place)
    return place.root


@pytest.fixture
def analyst(linked: Path, tmp_path: Path, settings: Any, db: None) -> Client:
    """A data analyst at a copy of the place."""
    folder = tmp_path / "place"
    shutil.copytree(linked, folder)
    serve(folder, folder / ".wholeplace" / "register", settings)
    make_demo_accounts()
    return signed_in("data-analyst")


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{role}@demo.invalid"))
    return client


def first_doubt(client: Client) -> str:
    said = client.get("/review/").content.decode()
    return re.search(r'class="govuk-button" href="(/review/\w+/)"', said)[1]  # type: ignore[index]


def rows(settings: Any) -> list[tuple[str, str, str]]:
    kept = AuditLog(settings.REGISTER / "audit.sqlite3").rows()
    return [(r["action"], r["purpose"], r["outcome"]) for r in kept if "doubt" in r["object"]]


def test_the_queue_names_nobody_and_a_doubt_shows_both_records(analyst: Client) -> None:
    doubt = first_doubt(analyst)

    said = analyst.get(doubt).content.decode()

    assert "Are these one person?" in said and "What the two records say" in said
    assert "Birth date" in said and "Birth date" not in analyst.get("/review/").content.decode()


def test_a_decision_is_kept_with_who_why_and_on_what_evidence(
    analyst: Client, settings: Any
) -> None:
    doubt = first_doubt(analyst)

    answer = analyst.post(f"{doubt}same/", {"why": "one mother named on both"}, follow=True)

    (kept,) = links_in_force(settings.REGISTER)
    assert (kept.what, kept.why) == ("same", "one mother named on both")
    assert kept.by == "Ana Data (data-analyst@demo.invalid)" or "data-analyst" in kept.by
    assert {"snapshot", "probability", "levels"} <= {*kept.evidence}
    assert "Kept as decision 1" in answer.content.decode()
    assert first_doubt(analyst) != doubt


def test_looking_and_deciding_are_recorded_for_matching(analyst: Client, settings: Any) -> None:
    doubt = first_doubt(analyst)
    analyst.get(doubt)
    analyst.post(f"{doubt}different/", {"why": "seen"})

    assert rows(settings) == [
        ("read", "matching", "permitted"),
        ("read names", "matching", "permitted"),
        ("decide different", "matching", "permitted"),
    ]


def test_against_the_machine_a_reason_is_asked_for_and_what_was_chosen_not_kept(
    analyst: Client, settings: Any
) -> None:
    doubt = first_doubt(analyst)
    apart = "kept them apart" in analyst.get(doubt).content.decode()

    answer = analyst.post(f"{doubt}{'same' if apart else 'different'}/", {"why": " "})

    assert answer.status_code == 400
    assert "Say why" in answer.content.decode()
    assert read(settings.REGISTER, "links") == []


def test_a_decision_is_taken_back_and_stays_on_file(analyst: Client, settings: Any) -> None:
    doubt = first_doubt(analyst)
    analyst.post(f"{doubt}same/", {"why": "seen"})

    answer = analyst.post("/review/undo/1/", follow=True)
    again = analyst.post("/review/undo/1/", follow=True)

    assert "Decision 1 is taken back" in answer.content.decode()
    assert "is not in force" in again.content.decode()
    assert links_in_force(settings.REGISTER) == []
    assert [one["what"] for one in read(settings.REGISTER, "links")] == ["same", "undo"]
    assert first_doubt(analyst) == doubt


def test_other_roles_may_neither_look_nor_decide(analyst: Client, settings: Any) -> None:
    doubt = first_doubt(analyst)
    other = signed_in("front-door-officer")

    assert other.get(doubt).status_code == 403
    assert other.post(f"{doubt}same/", {"why": "seen"}).status_code == 403
    assert ("decide same", "matching", "denied") in rows(settings)
    assert read(settings.REGISTER, "links") == []


def test_a_doubt_nobody_knows_is_not_found(analyst: Client) -> None:
    assert analyst.get("/review/nothing/").status_code == 404


def test_the_next_run_obeys_and_tells_who_decided(analyst: Client, settings: Any) -> None:
    doubt = first_doubt(analyst)
    analyst.post(f"{doubt}same/", {"why": "seen"})

    run(load_place(settings.PLACE_FOLDER))

    assert analyst.get(doubt).status_code == 404  # in doubt no more
    assert "Decision 1: one person" in analyst.get("/review/").content.decode()
