"""A cohort's rule in words, as nested lists."""

from .markup import Markup, tag


def rule_in_words(text: str) -> Markup:
    """Lists from lines: '- ' opens a criterion, an indent is one way to meet it."""
    blocks: list[Markup] = []
    criteria: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("- "):
            criteria.append((line[2:], []))
        elif line.startswith(" ") and criteria:
            criteria[-1][1].append(line.strip())
        else:
            blocks += [*_listed(criteria), tag("p", line)]
            criteria = []
    return tag("div", blocks, _listed(criteria), class_="rule")


def _listed(criteria: list[tuple[str, list[str]]]) -> list[Markup]:
    if not criteria:
        return []
    items = [
        tag("li", tag("strong", title), tag("ul", [tag("li", way) for way in ways]))
        for title, ways in criteria
    ]
    return [tag("ul", items)]
