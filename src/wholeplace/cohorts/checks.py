"""Whether a definition asks only what the vocabulary declares, and what it asks of it."""

from collections.abc import Iterator

from wholeplace.place import Attribute, Cohort, Kind, Problem, Test, Vocabulary

RESERVED = ("unit", "first", "people", "borough")
"""Columns of a members table, which no criterion may be called."""

_WORDS = {"flag": (bool,), "integer": (int,), "text": (str,), "code": (str,)}


class CohortError(Exception):
    """A definition that cannot be asked. Holds every problem found, not only the first."""

    def __init__(self, problems: list[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in problems))


def check(cohort: Cohort, vocabulary: Vocabulary) -> list[Problem]:
    """Everything in a cohort that the vocabulary does not allow, with its place in the file."""
    file = f"cohorts/{cohort.id}.toml"
    return [Problem(file, key, message) for key, message in _problems(cohort, vocabulary)]


def require_sound(cohort: Cohort, vocabulary: Vocabulary) -> None:
    """Raise CohortError unless the definition can be asked."""
    problems = check(cohort, vocabulary)
    if problems:
        raise CohortError(problems)


def _problems(cohort: Cohort, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for criterion in cohort.criteria:
        key = f"criterion {criterion.id}"
        if criterion.id in RESERVED:
            yield key, f"'{criterion.id}' is a column of every answer; choose another id"
        for test in criterion.tests:
            kind = vocabulary.kinds.get(test.kind)
            if kind is None:
                yield key, f"'{test.kind}' is not a kind of activity; see 'wholeplace schema'"
            else:
                yield from ((key, message) for message in _test(test, kind))


def _test(test: Test, kind: Kind) -> Iterator[str]:
    if test.open and not kind.lasting:
        yield f"'open' asks what is still running; one {test.kind} does not last"
    for name in test.reads:
        if name not in kind.attributes:
            known = ", ".join(kind.attributes) or "none"
            yield f"'{name}' is not an attribute of {test.kind}; it has: {known}"
    for name in filter(None, (test.numerator, test.denominator)):
        if name in kind.attributes and kind.attributes[name].type != "integer":
            yield f"a rate is of whole numbers; '{name}' of {test.kind} is not one"
    for name, value in test.where.items():
        if name in kind.attributes:
            yield from _value(name, value, kind.attributes[name])


def _value(name: str, value: object, attribute: Attribute) -> Iterator[str]:
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
