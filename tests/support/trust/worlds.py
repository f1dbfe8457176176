"""Worlds of agreements, bars and objections: made at random, and put into the product's classes."""

from collections.abc import Sequence
from datetime import date
from random import Random

from support.trust import agreement
from support.trust.oracle import Answered, Law, List, Paper, Question
from wholeplace.place import Agreement, Objection
from wholeplace.trust import Bar, Decision, Request

PURPOSES = ["planning", "needs-assessment", "direct-care", "health-care", "individual-help"]
ALL_PURPOSES = ["matching", *PURPOSES]
WORDS = ["record", "offence", "offence.proven", "offence.category", "offence.dates", "*"]
GRAINS = ["aggregate", "pseudonymised", "named"]
KINDS = ["police", "nhs-provider", "council"]
SOURCES = ["one", "two", "three"]
PARTIES = ["police", "council", "trust"]
CLASSES = ["special-category", "criminal-offence", "confidential-patient"]
ARTICLES = ["6(1)(a)", "6(1)(c)", "6(1)(e)", "6(1)(f)", "9(2)(h)", "part-3"]
CONFIDENCE = [
    "implied-consent",
    "explicit-consent",
    "section-251",
    "public-interest",
    "not-confidential",
]
POWERS = ["a power", "another power", "CAG 1/2013"]
DAYS = range(5)


def day(number: int) -> date:
    """A day of the worlds."""
    return date(2010 + number, 1, 1)


def some(random: Random, of: list[str], most: int = 2, least: int = 0) -> tuple[str, ...]:
    """A few of them, in any order, each once."""
    return tuple(random.sample(of, random.randint(least, min(most, len(of)))))


def paper(random: Random, id: str) -> Paper:
    """An agreement that could be signed or not, begun or ended, for anything."""
    start, end = sorted(random.sample(DAYS, 2))
    parties = some(random, PARTIES, 3, 1)
    confidence = tuple(
        (basis, random.choice(POWERS) if basis == "section-251" else None, some(random, PURPOSES))
        for basis in some(random, CONFIDENCE, 2, 1)
    )
    return Paper(
        id,
        parties,
        some(random, ALL_PURPOSES, 3, 1),
        random.choice([(), (), ("families",)]),
        random.choice([(), (), ("E09000033",), ("E09000020", "E09000033")]),
        random.choice([(), (), ("analyst",)]),
        random.choice(GRAINS),
        start,
        end,
        tuple(random.choice([None, end, *[start] * 10]) for _ in parties),
        tuple((s, some(random, WORDS, 3, 1)) for s in some(random, ["one", "two"], 2, 1)),
        tuple((p, some(random, list(parties), 1)) for p in some(random, POWERS, 2, 1)),
        tuple(
            (a, some(random, list(parties), 1), some(random, PURPOSES, 1))
            for a in some(random, ARTICLES, 3, 1)
        ),
        confidence,
        some(random, ["l0", "l1"], 2),
        random.choice(["nothing", "protected-counts"]),
        some(random, PARTIES, 1),
    )


def law(random: Random, id: str) -> Law:
    """A bar on some partners or fields."""
    start = random.choice(DAYS)
    fields = some(random, ["record", "offence", "offence.*", "offence.proven"], 2)
    return Law(
        id,
        start,
        random.choice([None, None, start + 1]),
        some(random, KINDS, 1, 0 if fields else 1),
        fields,
        some(random, ["offence.dates", "offence.proven"], 1),
        some(random, ALL_PURPOSES, 2),
        some(random, GRAINS, 2),
        some(random, POWERS, 1),
        some(random, POWERS, 1),
    )


def listed(random: Random, id: str) -> List:
    """A kind of objection."""
    start = random.choice(DAYS)
    return List(
        id,
        start,
        random.choice([None, None, start + 1]),
        some(random, CLASSES, 1),
        some(random, KINDS, 1),
        some(random, ["one", "two"], 1),
        some(random, PURPOSES, 1),
        some(random, ALL_PURPOSES, 1),
        some(random, CONFIDENCE, 1),
        some(random, ARTICLES, 1),
        random.random() < 0.5,
    )


def question(random: Random, papers: Sequence[Paper] = ()) -> Question:
    """Anything that can be asked; more often than not what one of the agreements is about."""
    meant = random.choice(papers) if papers and random.random() < 0.7 else None
    source, words = random.choice(meant.grants) if meant else (random.choice(SOURCES), ("*",))
    return Question(
        random.choice(meant.purposes if meant else ALL_PURPOSES),
        source,
        some(random, list(words) if meant else WORDS, 2, 1),
        random.choice(["families", None]),
        random.choice(["aggregate", *GRAINS]),
        random.choice([None, None, None, *(meant.parties if meant else PARTIES), "trust"]),
        random.choice([None, *KINDS]),
        random.choice([None, *PARTIES]),
        some(random, CLASSES),
        random.choice(["compile", "run", "run", "release"]),
        random.choice([(), (), ("E09000033",), ("E09000013",)]),
        random.choice([None, None, "analyst", "clerk"]),
    )


def as_agreement(paper: Paper) -> Agreement:
    """The product's form of an agreement."""
    return agreement(
        paper.id,
        start=day(paper.start),
        end=day(paper.end),
        parties=list(paper.parties),
        purposes=list(paper.purposes),
        programmes=list(paper.programmes),
        areas=list(paper.areas),
        users=list(paper.users),
        grain=paper.grain,
        grant=[{"source": s, "fields": list(words)} for s, words in paper.grants],
        signature=[
            {"party": party, "signed": None if signed is None else day(signed)}
            for party, signed in zip(paper.parties, paper.signed, strict=True)
        ],
        basis=[
            {"article": a, "law": "a", "condition": "a", "parties": list(w), "purposes": list(p)}
            for a, w, p in paper.bases
        ],
        confidentiality=[
            {
                "basis": basis,
                "because": "a test",
                "reference": number,
                "purposes": list(purposes),
            }
            for basis, number, purposes in paper.confidence
        ],
        objections=list(paper.objections),
        onward={"publish": paper.publish, "to": list(paper.to)},
    ).model_copy(update={"powers": _powers(paper)})


def _powers(paper: Paper):
    from wholeplace.place.lawful import Power

    return tuple(Power(statute=statute, bodies=bodies) for statute, bodies in paper.powers)


def as_bar(law: Law) -> Bar:
    """The product's form of a bar."""
    said = {k: list(v) for k, v in vars(law).items() if isinstance(v, tuple)}
    words = {"rule": "a", "citation": "a", "instead": "a", "id": law.id}
    return Bar.model_validate(
        {**said, **words, "from": day(law.start), "to": None if law.end is None else day(law.end)}
    )


def as_objection(one: List) -> Objection:
    """The product's form of a kind of objection."""
    said = {k: list(v) for k, v in vars(one).items() if isinstance(v, tuple)}
    said["confidentiality_open"] = said.pop("confidence_open")
    words = {"title": "a", "rule": "a", "citation": "a", "id": one.id, "always": one.always}
    return Objection.model_validate(
        {**said, **words, "from": day(one.start), "to": None if one.end is None else day(one.end)}
    )


def as_request(question: Question) -> Request:
    """The product's form of a question."""
    return Request(**{**vars(question), "classes": frozenset(question.classes)})


def as_answered(decision: Decision) -> Answered:
    """The product's answer as the oracle says it."""
    return Answered(
        frozenset(
            (
                g.agreement,
                g.consent,
                frozenset(g.objections),
                frozenset(g.areas),
                frozenset(g.users),
                g.protect,
            )
            for g in decision.grounds
        )
    )
