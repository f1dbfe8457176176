"""Whether a definition asks only what the vocabulary declares, and what it asks of it."""

from collections.abc import Iterator
from datetime import date

from wholeplace.place import Attribute, Event, Kind, Problem, Rule, Test, Vocabulary
from wholeplace.place.cohorts import Range

RESERVED = ("unit", "first", "people", "borough")
"""Columns of a members table, which no criterion may be called."""

_WORDS = {"flag": (bool,), "integer": (int,), "text": (str,), "code": (str,)}
_RANGES = {"integer": int, "date": date}


class CohortError(Exception):
    """A definition that cannot be asked. Holds every problem found, not only the first."""

    def __init__(self, problems: list[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in problems))


def check(rule: Rule, vocabulary: Vocabulary) -> list[Problem]:
    """Everything in a rule that the vocabulary does not allow, with its place in the file."""
    file = f"cohorts/{rule.id}.toml"
    return [Problem(file, key, message) for key, message in _problems(rule, vocabulary)]


def require_sound(rule: Rule, vocabulary: Vocabulary) -> None:
    """Raise CohortError unless the definition can be asked."""
    problems = check(rule, vocabulary)
    if problems:
        raise CohortError(problems)


def _problems(rule: Rule, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for criterion in rule.criteria:
        if criterion.id in RESERVED:
            message = f"'{criterion.id}' is a column of every answer; choose another id"
            yield f"criterion {criterion.id}", message
    for key, asked in rule.named:
        yield from _of_kind(key, asked, vocabulary)


def _of_kind(key: str, asked: Test | Event, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    kind = vocabulary.kinds.get(asked.kind)
    if kind is None:
        yield key, f"'{asked.kind}' is not a kind of activity; see 'wholeplace schema'"
        return
    for message in _asked(asked, kind):
        yield key, message
    for message in _added_up(asked, kind) if isinstance(asked, Test) else ():
        yield key, message


def _asked(asked: Test | Event, kind: Kind) -> Iterator[str]:
    if asked.day == "end" and not kind.lasting:
        yield f"day = 'end' asks when something ended; one {asked.kind} does not last"
    for name in asked.reads:
        if name not in kind.attributes:
            known = ", ".join(kind.attributes) or "none"
            yield f"'{name}' is not an attribute of {asked.kind}; it has: {known}"
    for name, value in asked.where.items():
        if name in kind.attributes:
            yield from _value(name, value, kind.attributes[name])


def _added_up(test: Test, kind: Kind) -> Iterator[str]:
    if test.open and not kind.lasting:
        yield f"'open' asks what is still running; one {test.kind} does not last"
    for name in filter(None, (test.of, *test.parts, test.denominator)):
        if name in kind.attributes and kind.attributes[name].type != "integer":
            what = "a rate is" if test.rate else "what 'sum' adds up is"
            yield f"{what} of whole numbers; '{name}' of {test.kind} is not one"


def _value(name: str, value: object, attribute: Attribute) -> Iterator[str]:
    if isinstance(value, Range):
        yield from _range(name, value, attribute)
        return
    values = value if isinstance(value, tuple) else (value,)
    if not values:
        yield f"'{name}' is compared with an empty list, which nothing meets"
    if attribute.type not in _WORDS:
        yield f"'{name}' is a {attribute.type}; 'where' compares text, code, integer and flag"
        return
    for one in values:
        if type(one) not in _WORDS[attribute.type]:
            yield f"'{name}' is a {attribute.type}; {one!r} is not one"
        elif attribute.values is not None and one not in attribute.values:
            yield f"'{name}' is never {one!r}; it may be: {', '.join(attribute.values)}"


def _range(name: str, value: Range, attribute: Attribute) -> Iterator[str]:
    wanted = _RANGES.get(attribute.type)
    if wanted is None:
        yield f"'{name}' is a {attribute.type}; a range is of an integer or a date"
    elif not all(type(end) is wanted for end in value.ends):
        yield f"'{name}' is a {attribute.type}; {value.ends[0]!r} is not one"
