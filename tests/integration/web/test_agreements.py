"""The matrix, one agreement, and the answer to one question, as pages show them."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from wholeplace.place import load_place
from wholeplace.trust import fingerprint

SignIn = Callable[[str], Client]


def read(client: Client, address: str) -> str:
    """The words of a page."""
    said = client.get(address).content.decode()
    words = re.sub(r"<[^>]+>", " ", said[said.index("<main") :])
    return re.sub(r"\s+", " ", unescape(words))


def asked(client: Client, what: str, purpose: str, **more: str) -> str:
    query = "&".join(f"{k}={v}" for k, v in {"what": what, "purpose": purpose, **more}.items())
    return read(client, f"/agreements/why/?{query}")


def test_the_matrix_says_in_words_how_every_source_stands(sign_in: SignIn) -> None:
    said = sign_in("resident").get("/agreements/").content.decode()
    rows = re.findall(r"<tr.*?</tr>", said, re.S)

    def row(title: str) -> str:
        return next(unescape(r) for r in rows if title in r and "rowheader" in r)

    assert (
        re.findall(r"govuk-tag--\w+\">([^<]+)<", row("mental-health-contacts"))
        == ["6 of 7 signed"] * 3
    )
    assert ">Ended<" in row("ae-attendances")
    assert "/agreements/why/?what=ae-attendances&purpose=planning" in row("ae-attendances")


def test_links_of_the_matrix_are_told_apart_by_ear(sign_in: SignIn) -> None:
    said = sign_in("resident").get("/agreements/").content.decode()
    table = said[said.index('id="matrix"') : said.index('id="waiting"')]
    links = re.findall(r'<a class="govuk-link" href="[^"]*">(.*?)</a>', table, re.S)
    words = [re.sub(r"<[^>]+>|\s+", " ", link) for link in links]
    assert len(words) == len(set(words)) > 50


def test_bars_of_another_time_are_told_as_such(sign_in: SignIn) -> None:
    said = read(sign_in("resident"), "/agreements/")
    assert "Digital Economy Act 2017" in said
    assert "Not the law on the day of these figures" in said
    assert "To be confirmed: the commencement day" in said


def test_a_missing_signature_has_its_owner_and_its_wait(sign_in: SignIn) -> None:
    said = asked(sign_in("key-worker"), "mental-health-contacts", "individual-help")
    assert "Not open: 1 of 7 signatures is missing" in said
    assert "A mental-health trust" in said and "77 days" in said
    assert "To be minded" in said


def test_a_bar_comes_with_its_citation_and_what_to_do_instead(sign_in: SignIn) -> None:
    said = asked(sign_in("resident"), "care-proceedings:care_proceedings.order", "planning")
    assert "Barred by law" in said
    assert "Practice Direction 12G, in force since 6 April 2011" in said
    assert "Instead: ask for dates only" in said


def test_an_open_use_names_its_agreement_and_its_conditions(sign_in: SignIn) -> None:
    said = asked(sign_in("resident"), "ae-attendances", "planning")
    assert "Open" in said and "Planning health and social care from joined records" in said
    assert "No rows of people on the list 'Objection to wider use" in said


def test_who_asks_and_within_what_count(sign_in: SignIn) -> None:
    client = sign_in("resident")
    mine = {"partner": "prime-contractor"}
    assert "is not a party" in asked(client, "police-offences", "individual-help", **mine)
    mine = {"partner": "westminster", "programme": "troubled-families"}
    said = asked(client, "police-offences", "individual-help", **mine)
    assert "by Westminster City Council, within Troubled families" in said


@pytest.mark.parametrize(
    "query", ["what=none&purpose=planning", "what=ae-attendances&purpose=marketing", "what="]
)
def test_what_cannot_be_asked_is_said_beside_the_field(sign_in: SignIn, query: str) -> None:
    response = sign_in("resident").get(f"/agreements/why/?{query}")
    said = response.content.decode()
    assert response.status_code == 200
    assert "Something needs putting right" in said and "choose one from the list" in said


def test_an_agreement_is_shown_whole_with_the_hash_its_parties_sign(
    sign_in: SignIn, served: object
) -> None:
    place = load_place(str(served))
    said = read(sign_in("resident"), "/agreements/of/troubled-families/")
    agreement = place.agreements["troubled-families"]

    assert fingerprint(agreement, place) in said
    for heading in ("1. Who agrees", "4. By what right", "9. Signatures"):
        assert heading in said
    assert "Families first: what we know and why we call" in said, "its own answer"
    assert "Whoever receives a request passes it on" in said, "its framework's answer"
    assert "The terms have changed" not in said


def test_an_agreement_that_is_not_there_is_said_so(sign_in: SignIn) -> None:
    assert sign_in("resident").get("/agreements/of/no-such/").status_code == 404
