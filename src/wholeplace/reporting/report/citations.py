"""Sources, numbered as they come up, so that each figure points at its own."""

from collections.abc import Iterable

from ..markup import Markup, tag, together


class Citations:
    """The list of sources of one report."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, source: str) -> Markup:
        """A small number that leads to the source at the end."""
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        link = tag("a", f"[{number}]", href=f"#source-{number}", aria_label=f"Source {number}")
        return tag("sup", link, class_="cite")

    def cite_all(self, sources: Iterable[str]) -> Markup:
        """One number for each source."""
        return together([self.cite(source) for source in sources])

    def listing(self) -> Markup:
        """All sources, in order of number."""
        items = [tag("li", s, id=f"source-{n}") for s, n in self._numbers.items()]
        return tag("ol", items, class_="sources")
