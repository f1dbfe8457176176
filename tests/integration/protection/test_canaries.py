"""People of every protected kind are planted, everything is run, and every byte is looked at.

``MAY`` is the whole promise: what of whom may be where. Whatever is not in it appears nowhere.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from support.loop.places import invent
from support.loop.planting import Planted, add, nhs
from support.scanning import text_of
from wholeplace.cli import main
from wholeplace.place import Place, load_place

KINDS = {
    "adopted, earlier": ("Zebedee", "Quillfeather", date(2001, 3, 4)),
    "recognised, earlier": ("Lysander", "Mulberrycroft", date(1971, 8, 17)),
    "witness": ("Peregrine", "Hollowbrook", date(1969, 11, 23)),
    "staff relative": ("Cordelia", "Thimblewick", date(1978, 2, 13)),
    "restricted": ("Evander", "Saltmarshe", date(1984, 9, 27)),
    "in a refuge": ("Thisbe", "Rosewater", date(1986, 5, 19)),
    "dead": ("Barnabas", "Oakenfull", date(1931, 12, 7)),
    "erased": ("Ottoline", "Wrenfield", date(1981, 7, 9)),
    "ordinary": ("Phineas", "Larkspurre", date(1976, 4, 21)),
}
LINES = {"in a refuge": "Halcyon Refuge, 5 Peridot Lane"}

FILES = {"reading"}
LINKED = FILES | {"linkage"}
IN_VIEW = LINKED | {"identity zone"}
NUMBERED = {"id register", "backup"}
"""A partner's own id of a record, by which the next run knows the record again."""

LISTS = {"lists of choices"}
"""What people said of themselves, by a number: objections and consents, and their backups."""

EVERYONE_IN_VIEW = {
    "name": IN_VIEW | {"review desk"},
    "number": IN_VIEW | LISTS | {"review desk", "backup"},
    "address": IN_VIEW | {"review desk"},
    "born": IN_VIEW | {"payload zone", "review desk"},
    "local id": IN_VIEW | NUMBERED | {"review desk"},
}
CLOSED = dict.fromkeys(EVERYONE_IN_VIEW, FILES)
HIDDEN = {**dict.fromkeys(EVERYONE_IN_VIEW, LINKED), "local id": LINKED | NUMBERED}
MAY: dict[str, dict[str, set[str]]] = {
    "adopted, earlier": CLOSED,
    "recognised, earlier": CLOSED,
    "witness": HIDDEN,
    "staff relative": HIDDEN,
    "restricted": HIDDEN,
    "in a refuge": EVERYONE_IN_VIEW,
    "dead": EVERYONE_IN_VIEW,
    "erased": {what: set() for what in EVERYONE_IN_VIEW},
    "ordinary": {**EVERYONE_IN_VIEW, "address": EVERYONE_IN_VIEW["address"] | {"households"}},
}
BROKEN = ["31/31/CANARY", "ZZ9 CANARY", "99CANARY99", "CANARYSEX", "PNC CANARY"]
"""Values that break a rule each, so that findings speak of them."""


@dataclass(frozen=True)
class Canary:
    """Somebody planted, and where they were delivered."""

    person: Planted
    sources: tuple[tuple[str, str], ...]

    @property
    def values(self) -> dict[str, list[str]]:
        """What must not be where it may not, by what it is."""
        who = self.person
        return {
            "name": [who.given, who.family],
            "number": [n for n in (who.nhs, who.pnc) if n],
            "address": [who.line, who.postcode],
            "born": [who.born.isoformat()],
            "local id": [local for _, local in self.sources],
        }

    @property
    def named(self) -> list[str]:
        """The person's records, as ``wholeplace seal`` takes them."""
        return [f"{source}:{local}" for source, local in self.sources]


def _unused(place: Place, many: int) -> list[str]:
    """Live postcodes of the place where none of its invented people lives."""
    said = "".join(
        p.read_bytes().decode("cp1252", "replace") for p in place.extracts.rglob("*.csv")
    )
    rows = (place.root / place.areas.postcodes).read_text().splitlines()[1:]
    found = [cells[0] for cells in (row.split(",") for row in rows) if not cells[2]]
    return [postcode for postcode in found if postcode not in said][:many]


def _plant(place: Place) -> dict[str, Canary]:
    where = dict(zip(KINDS, _unused(place, len(KINDS)), strict=True))
    return {kind: _planted(place, n, kind, where[kind]) for n, kind in enumerate(KINDS)}


def _planted(place: Place, number: int, kind: str, postcode: str) -> Canary:
    given, family, born = KINDS[kind]
    line = LINES.get(kind, f"{70 + number} Zanzibar Wharf")
    ids = {"nhs": nhs(900100 + 10 * number), "pnc": f"2009/{900100 + number}X"}
    who = Planted(given, family, born, line=line, postcode=postcode, **ids)
    replace(who, local_id=f"P90001{number}").with_the_police(place)
    replace(who, local_id=f"B90001{number}").in_hospital(place)
    sources = [("police-offences", f"P90001{number}"), ("ae-attendances", f"B90001{number}")]
    if kind == "restricted":
        replace(who, nino=f"AB90001{number}C").on_benefits(place, special=True)
        sources.append(("dwp-benefits", f"AB90001{number}C"))
    if kind == "dead":
        replace(who, local_id=f"90001{number}").in_adult_care(place, died=date(2013, 6, 5))
    return Canary(who, tuple(sources))


def _break(place: Place) -> None:
    """A row of which every value is wrong."""
    said = {"PersonID": "P9000999", "PNC ID": BROKEN[4], "DOB": BROKEN[0], "Postcode": BROKEN[1]}
    add(place, "police/offences.csv", {**said, "Sex": BROKEN[3], "Offence Date": BROKEN[0]})
    said = {"NhsNumber": BROKEN[2], "LocalPatientIdentifier": "B9000999", "ArrivalDate": "x"}
    add(place, "acute/ecds_2013_14.csv", {**said, "PatientBirthDate": BROKEN[0]})


TERMS = (
    "--from",
    "2013-05-01",
    "--review",
    "2023-05-01",
    "--by",
    "an office",
    "--basis",
    "an order",
)


def _protect(place: Place, canaries: dict[str, Canary]) -> None:
    for kind, seal, side in (
        ("adopted, earlier", "adoption", "--earlier"),
        ("recognised, earlier", "gender-recognition", "--earlier"),
        ("witness", "protected-person", "--now"),
        ("staff relative", "staff-relative", "--now"),
    ):
        # One record is named; the others must be found by what they share with it.
        named = (side, f"nhs:{canaries[kind].person.nhs}")
        if seal in ("adoption", "gender-recognition"):
            named = tuple(word for one in canaries[kind].named for word in (side, one))
        assert _wp(place, "seal", "--kind", seal, *named, *TERMS)
    who = ("--do", "--by", "an office", "--reason", "a request")
    assert _wp(place, "forget", "--person", canaries["erased"].named[0], *who)


def _wp(place: Place, verb: str, *words: object) -> bool:
    """Run a verb on the place; what it prints, refusals too, is kept among the outputs."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main([verb, str(place.root), *map(str, words)])
    folder = place.root.parent / "out"
    folder.mkdir(exist_ok=True)
    (folder / f"{len(list(folder.iterdir())):03}-{verb}.txt").write_text(said.getvalue())
    return code == 0


def _ask_everything(place: Place, canaries: dict[str, Canary]) -> None:
    """Every verb that shows or writes anything."""
    out = place.root.parent / "out"
    _choose(place, canaries)
    assert _wp(place, "run", "--json-progress")
    _wp(place, "check", "--out", out / "findings")
    for words in (["run"], ["run", "--json"], ["check", "--json"], ["agreements", "--json"]):
        _wp(place, *words)
    for cohort in place.cohorts:
        for option in ([], ["--json"], ["--contacts", "--json"]):
            _wp(place, "cohort", cohort, *option)
    assert _wp(place, "overlap", "ae-attendees", "adult-social-care", "--json")
    assert _wp(place, "score", "--json")
    for programme in place.programmes:
        _wp(place, "appraise", programme, "--json")
    assert _wp(place, "report", "--out", out / "report.html")
    for agreement in place.agreements.values():
        for purpose in agreement.purposes:
            terms = ["--agreement", agreement.id, "--purpose", purpose]
            to = out / f"{agreement.id}-{purpose}"
            _wp(place, "export", *terms, "--for", agreement.parties[0], "--out", to)
        _wp(place, "agreements", "--text", agreement.id)
        _wp(place, "export", *terms, "--for", "nobody", "--out", out / "never")
    for source in ("mental-health-contacts", "police-offences"):
        _wp(place, "agreements", "--why", source, "--purpose", "individual-help")
    _wp(place, "agreements", "--register")
    for partner in ("met-police", "westminster", "hm-treasury"):
        _wp(place, "report", "--out", out / f"to-{partner}.html", "--to", partner)
    for publication in place.publications:
        assert _wp(place, "publish", publication)
        assert _wp(place, "publish", publication, "--ask", "a test", "--by", "one office")
        assert _wp(
            *(place, "publish", publication, "--agree", "--by", "another office"),
            *("--out", out / f"{publication}.csv"),
        )
    for verb in ("seal", "hold", "forget", "monday", "objections", "consents", "review"):
        assert _wp(place, verb) and _wp(place, verb, "--json")
    assert _wp(place, "backup", out / "backups")
    _wp(place, "explain", *canaries["ordinary"].sources[0], "ae-attendances", "A0000004")


def _choose(place: Place, canaries: dict[str, Canary]) -> None:
    """Lists of choices are delivered; they still hold the number of somebody who was erased."""
    path = place.root.parent / "delivered.csv"
    numbers = [canaries[kind].person.nhs for kind in ("ordinary", "erased")]
    path.write_text("".join(f"{line}\n" for line in ("nhs", *numbers)))
    assert _wp(place, "objections", "--import", path, "--list", "health-records")
    rows = [f"{number},mental-health-help-1,2014-03-03,form" for number in numbers]
    path.write_text("".join(f"{line}\n" for line in ("nhs,wording,given,means", *rows)))
    assert _wp(place, "consents", "--import", path)
    path.unlink()


@dataclass(frozen=True)
class Run:
    """The place after everything, and who was planted in it."""

    place: Place
    canaries: dict[str, Canary]


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Everybody pooled, then protected, pooled again, and everything asked."""
    root = tmp_path_factory.mktemp("canaries")
    (root / "tmp").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        # Workers, spilled tables and logs of what went wrong: all that is left lying is looked at.
        patch.setenv("TMPDIR", str(root / "tmp"))
        patch.setattr(tempfile, "tempdir", str(root / "tmp"))
        return _everything(root)


def _everything(root: Path) -> Run:
    place = invent(root / "place", people=300, seed=8)
    canaries = _plant(place)
    _break(place)
    assert _wp(place, "run")
    shutil.rmtree(place.root.parent / "out")  # what was said before they were protected
    _protect(place, canaries)
    _ask_everything(load_place(place.root), canaries)
    return Run(load_place(place.root), canaries)


def _class_of(relative: Path) -> str:
    parts = relative.parts
    if parts[0] == "tmp":
        return "temporary"
    if parts[0] == "out":
        if parts[-1].endswith("-review.txt"):
            return "review desk"
        return "backup" if "backups" in parts else "output"
    where = parts[2:]  # place, .wholeplace
    if where[:3] == ("register", "decisions", "lists") or where[-1] == "consents.jsonl":
        return "lists of choices"
    if where[0] == "register":
        return "id register" if where[1] == "people.parquet" else "register"
    if "snapshots" in where:
        return "identity zone" if "identity" in where else "payload zone"
    step = {"intake": "reading", "linkage": "linkage", "households": "households"}
    return next((step[part] for part in where if part in step), "figures")


@pytest.fixture(scope="module")
def written(after: Run) -> list[tuple[str, Path, str]]:
    """Everything under the place's own folder and among the outputs: class, file, text."""
    return list(_written(after))


def _written(after: Run) -> Iterator[tuple[str, Path, str]]:
    root = after.place.root.parent
    for folder in (after.place.root / ".wholeplace", root / "out", root / "tmp"):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                relative = path.relative_to(root)
                yield _class_of(relative), relative, text_of(path).casefold()


Written = list[tuple[str, Path, str]]


def test_canaries_are_where_they_may_be_and_nowhere_else(after: Run, written: Written) -> None:
    wanted = [
        (kind, what, value, MAY[kind][what])
        for kind, canary in after.canaries.items()
        for what, values in canary.values.items()
        for value in values
    ]
    astray, met = [], set()
    for where, path, text in written:
        for kind, what, value, allowed in wanted:
            if value.casefold() in text:
                met.add((kind, what, where))
                if where not in allowed:
                    astray.append(f"{kind}: {what} in {path}")
    assert astray == []
    # They were really there to be found, and the search finds what is there.
    assert {(kind, "name", "reading") for kind in KINDS if kind != "erased"} <= met
    assert {("ordinary", "name", where) for where in IN_VIEW} <= met
    assert {("ordinary", "address", "households"), ("ordinary", "born", "payload zone")} <= met
    assert {("witness", "name", "linkage"), ("dead", "name", "identity zone")} <= met
    assert ("ordinary", "number", "lists of choices") in met


def test_findings_tell_what_is_wrong_and_never_quote_it(written: Written) -> None:
    told = [path for where, path, text in written if where == "output" and "not a date" in text]
    quoting = [
        (value, str(path))
        for where, path, text in written
        for value in BROKEN
        if where in ("output", "figures", "register") and value.casefold() in text
    ]
    assert told
    assert quoting == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if MAY[kind]["name"] < IN_VIEW])
def test_explain_finds_nobody_who_is_kept_from_view(after: Run, kind: str, capsys: Any) -> None:
    (source, local), (other, its) = after.canaries[kind].sources[:2]
    code = main(["explain", str(after.place.root), source, local, other, its])

    assert code == 1 and "is no record that was linked" in capsys.readouterr().err


@pytest.mark.parametrize("kind", KINDS)
def test_find_finds_everybody_in_view_and_nobody_else(after: Run, kind: str, capsys: Any) -> None:
    who = after.canaries[kind].person
    asked = ("--given", who.given, "--family", who.family, "--born", who.born.isoformat())
    by_number = ("--id", f"nhs={who.nhs}")

    def known_by(words: tuple[str, ...]) -> set[str]:
        capsys.readouterr()
        code = main(["find", str(after.place.root), *words, "--json"])
        told = capsys.readouterr()
        found = json.loads(told.out)["people"] if code == 0 else []
        return {source for one in found[:1] for source in one["records"]}

    theirs = {source for source, _ in after.canaries[kind].sources}
    if MAY[kind]["name"] < IN_VIEW:
        assert not known_by(by_number) & theirs
    else:
        assert known_by(asked) & theirs


def test_nobody_who_is_not_to_be_contacted_is_proposed(after: Run) -> None:
    from wholeplace.loop.contacts import sort_out, stop_list
    from wholeplace.pooling.store import open_snapshot
    from wholeplace.trust.stopping import DEAD, REFUGE

    with open_snapshot(after.place) as snapshot:
        record = snapshot.table("record").select(["record", "source", "local_id"])
        rows = record.join(snapshot.table("person_record"), "record").to_pylist()
        reach = stop_list(after.place, snapshot, "individual-help")
        homes = {row["person"]: row for row in snapshot.table("person").to_pylist()}
    of = {(row["source"], row["local_id"]): row["person"] for row in rows}
    ids = {k: of.get(canary.sources[0]) for k, canary in after.canaries.items()}

    def reasons(kind: str) -> dict[str, int]:
        return dict(sort_out([str(ids[kind])], reach, after.place.as_at).stopped)

    assert [kind for kind, id in ids.items() if id] == ["in a refuge", "dead", "ordinary"]
    assert reasons("ordinary") == {}
    assert (reasons("dead"), reasons("in a refuge")) == ({DEAD: 1}, {REFUGE: 1})
    her = homes[str(ids["in a refuge"])]
    assert (her["household"], her["lsoa"], her["ward"], her["borough"]) == (None,) * 4


ACTS = {"undo_decision", "decide_same", "decide_different", "start_run", "cancel_run"}
"""Addresses that change something and show nothing: they answer no GET."""


def test_the_pages_show_none_of_them(after: Run, settings: Any, db: None, caplog: Any) -> None:
    """Every page there is, as every role; what is written to the log as well."""
    from django.core.cache import cache

    from wholeplace.web.access.roles import ROLES
    from wholeplace.web.accounts.actions import make_demo_accounts
    from wholeplace.web.accounts.models import User

    settings.PLACE_FOLDER = after.place.root
    settings.REGISTER, settings.CACHE = after.place.register, after.place.cache
    settings.BIND_ADDRESS = "127.0.0.1:8000"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    make_demo_accounts()
    pages = _pages(after.place)
    shown = 0
    for role in ROLES:
        client = Client()
        client.force_login(User.objects.get(email=f"{role}@demo.invalid"))
        for name, addresses in pages.items():
            secret = _secret(after, "review desk" if name in ("review", "doubt") else "page")
            for page in addresses:
                answer = client.get(page)
                text = answer.content.decode().casefold()
                shown += answer.status_code == 200
                assert not [value for value in secret if value in text], page
    assert shown > len(pages)
    assert not [value for value in _secret(after, "log") if value in caplog.text.casefold()]


def _secret(after: Run, where: str) -> set[str]:
    """Values that may not be shown at a place."""
    values = {
        value
        for kind, canary in after.canaries.items()
        for what, values in canary.values.items()
        for value in values
        if where not in MAY[kind][what]
    }
    return {value.casefold() for value in values | set(BROKEN)}


def _pages(place: Place) -> dict[str, list[str]]:
    """Each page by its name, with the addresses it has in a place; a new page that needs more than
    a name must be added, or it has no address."""
    from django.urls import get_resolver, reverse

    from wholeplace.loop import results

    doubts = json.loads((results(place) / "review.json").read_text("utf-8"))["items"]
    of: dict[str, list[dict[str, Any]]] = {
        "source": [{"source": one} for one in place.sources],
        "agreement": [{"agreement": one} for one in place.agreements],
        "programme": [{"programme": one} for one in place.programmes],
        "doubt": [{"doubt": one["id"]} for one in doubts],
        "run": [{"pk": 1}],
        "run_progress": [{"pk": 1}],
    }
    every = {name for name in get_resolver().reverse_dict if isinstance(name, str)} - ACTS
    pages = sorted(name for name in every if not name.startswith(("account_", "mfa_")))
    return {n: [reverse(n, kwargs=kwargs) for kwargs in of.get(n, [{}])] for n in pages}
