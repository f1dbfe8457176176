"""The rule of decisions, said again from the words of the documentation, slowly and by listing.

It shares no code with the product and knows neither its classes nor its data: worlds and questions
are plain records, every set of words is spelled out, and nothing is ever cut short.
"""

from dataclasses import dataclass, field

UNDER = {"needs-assessment": "planning", "health-care": "direct-care"}
LEAVES = ["record", "offence", "offence.proven", "offence.category", "offence.dates"]
FINE = {"aggregate": 1, "pseudonymised": 2, "named": 3}


@dataclass(frozen=True)
class Paper:
    """An agreement. Days are whole numbers; an absent signature is None."""

    id: str
    parties: tuple[str, ...] = ("police", "council")
    purposes: tuple[str, ...] = ("planning",)
    programmes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    grain: str = "named"
    start: int = 1
    end: int = 3
    signed: tuple[int | None, ...] = (1, 1)
    grants: tuple[tuple[str, tuple[str, ...]], ...] = (("one", ("*",)),)
    powers: tuple[tuple[str, tuple[str, ...]], ...] = (("a power", ()),)
    bases: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (("6(1)(e)", (), ()),)
    confidence: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
        ("not-confidential", None, ()),
    )
    objections: tuple[str, ...] = ()
    publish: str = "nothing"
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Law:
    """A bar."""

    id: str
    start: int = 0
    end: int | None = None
    partner_kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    fields_open: tuple[str, ...] = ()
    purposes_open: tuple[str, ...] = ()
    grains: tuple[str, ...] = ()
    powers: tuple[str, ...] = ()
    powers_open: tuple[str, ...] = ()


@dataclass(frozen=True)
class List:
    """A kind of objection."""

    id: str
    start: int = 0
    end: int | None = None
    classes: tuple[str, ...] = ()
    partner_kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    purposes_open: tuple[str, ...] = ()
    confidence_open: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    always: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked."""

    purpose: str
    source: str
    fields: tuple[str, ...]
    programme: str | None = None
    grain: str = "pseudonymised"
    organisation: str | None = None
    held_by: str | None = None
    holder: str | None = None
    classes: tuple[str, ...] = ()
    stage: str = "run"
    areas: tuple[str, ...] = ()
    role: str | None = None


@dataclass(frozen=True)
class Answered:
    """Agreements that permit it, each with its conditions."""

    grounds: frozenset[tuple[object, ...]] = field(default_factory=frozenset)


def ask(question: Question, papers, day: int, laws, lists) -> Answered:
    """Every agreement that permits, with consent, lists, areas, roles and protection."""
    return Answered(
        frozenset(
            _conditions(question, paper, day, lists)
            for paper in papers
            if _permits(question, paper, day, laws)
        )
    )


def _permits(question, paper, day, laws):
    beyond = question.stage == "release" and question.organisation not in (
        *paper.parties,
        *paper.to,
    )
    held = [
        _holds(question.purpose, paper.purposes),
        not paper.programmes or question.programme in paper.programmes,
        FINE[question.grain] <= FINE[paper.grain],
        not (question.areas and paper.areas) or bool(set(question.areas) & set(paper.areas)),
        not (paper.users and question.role) or question.role in paper.users,
        question.stage == "release"
        or question.organisation is None
        or question.organisation in paper.parties,
        not beyond or (paper.publish == "protected-counts" and question.grain == "aggregate"),
        day in range(paper.start, paper.end),
        all(signed is not None and signed <= day for signed in paper.signed),
        all(field in _opened(paper, question.source) for field in question.fields),
        any(source == question.source for source, _ in paper.grants),
        not any(_bars(law, question, paper, day) for law in laws),
    ]
    return all(held)


def _holds(purpose, granted):
    """A purpose, what it is under, and so on up, against those that are granted."""
    chain = [purpose]
    while chain[-1] in UNDER:
        chain.append(UNDER[chain[-1]])
    return any(each == one for each in chain for one in granted)


def _opened(paper, source):
    found = set()
    for of, words in paper.grants:
        for word in words if of == source else ():
            if word == "*":
                found |= {*LEAVES, "*"}
            elif word == "offence":
                found |= {leaf for leaf in LEAVES if leaf != "record"}
            elif word == "record":
                found |= {"record"}
            else:
                found |= {word, "offence"}
    return found


def _bars(law, question, paper, day):
    in_force = law.start <= day and (law.end is None or day < law.end)
    touched = question.held_by in law.partner_kinds and law.partner_kinds != ()
    touched = touched or any(field in _barred_words(law) for field in question.fields)
    rests = [statute for statute, bodies in paper.powers if _empowers(bodies, question.holder)]
    rests += [
        reference
        for _, reference, purposes in paper.confidence
        if reference and (not purposes or _holds(question.purpose, purposes))
    ]
    return (
        in_force
        and touched
        and not _holds(question.purpose, law.purposes_open)
        and (not law.grains or question.grain in law.grains)
        and (not law.powers or any(p in r for p in law.powers for r in rests))
        and not any(p in r for p in law.powers_open for r in rests)
    )


def _empowers(bodies, holder):
    return holder is None or not bodies or holder in bodies


def _barred_words(law):
    found = {"*"} if law.fields else set()
    for word in law.fields:
        if word == "offence":
            found |= {leaf for leaf in LEAVES if leaf != "record"}
        elif word == "offence.*":
            found |= {leaf for leaf in LEAVES if leaf.startswith("offence.")}
        else:
            found |= {word}
    return found - set(law.fields_open) if "*" not in law.fields_open else found


def _conditions(question, paper, day, lists):
    articles = {
        article
        for article, parties, purposes in paper.bases
        if (question.holder is None or not parties or question.holder in parties)
        and (not purposes or _holds(question.purpose, purposes))
    }
    confidence = {
        basis
        for basis, _, purposes in paper.confidence
        if not purposes or _holds(question.purpose, purposes)
    }
    consent = bool({"6(1)(a)", "9(2)(a)"} & articles) or "explicit-consent" in confidence
    stopped = frozenset(
        one.id
        for one in lists
        if one.start <= day
        and (one.end is None or day < one.end)
        and question.purpose != "matching"
        and (one.purposes == () or _holds(question.purpose, one.purposes))
        and not _holds(question.purpose, one.purposes_open)
        and (one.classes == () or set(one.classes) & set(question.classes))
        and (one.partner_kinds == () or question.held_by in one.partner_kinds)
        and (one.sources == () or question.source in one.sources)
        and (one.always or one.id in paper.objections)
        and not (one.articles and not articles & set(one.articles))
        and not confidence & set(one.confidence_open)
    )
    if paper.areas and question.areas:
        areas = set(paper.areas) & set(question.areas)
    else:
        areas = set(paper.areas) | set(question.areas)
    beyond = question.stage == "release" and question.organisation not in (
        *paper.parties,
        *paper.to,
    )
    return paper.id, consent, stopped, frozenset(areas), frozenset(paper.users), beyond
