"""What an agreement lets one partner have for one purpose, source by source and kind by kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from wholeplace.place import Agreement, Place, Purpose
from wholeplace.place.agreements import Grain

from .agreements import decide
from .grants import granted_fields
from .requests import Decision, Ground, Request, request_of


@dataclass(frozen=True)
class OpenKind:
    """A kind of activity of a source. ``whole``: more than its dates and named attributes."""

    source: str
    kind: str
    attributes: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class OpenExtract:
    """What may go out. ``record`` and ``address`` are the sources that open those.

    ``refused`` gives each field word that the agreement speaks of, and why it stays closed.
    By what is open (a kind, 'record' or 'address') and source, ``grounds`` says on what conditions,
    and ``fields`` which words a consent must cover.
    """

    kinds: tuple[OpenKind, ...]
    record: tuple[str, ...]
    address: tuple[str, ...]
    refused: tuple[tuple[str, str, tuple[str, ...]], ...]
    grounds: Mapping[tuple[str, str], tuple[Ground, ...]]
    fields: Mapping[tuple[str, str], tuple[str, ...]]

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that gives something."""
        return tuple(sorted({one.source for one in self.kinds} | {*self.record, *self.address}))


def extract_opened(
    place: Place, agreement: Agreement, purpose: Purpose, partner: str, at: date
) -> OpenExtract:
    """Ask ``decide`` for every field the agreement could give, at the grain it allows.

    Nothing that goes out names anybody, so that a named agreement gives pseudonyms as well.
    """
    ask = _Asking(place, agreement, purpose, partner, at)
    kinds = tuple(ask.kinds())
    record, address = (tuple(ask.sources(word)) for word in ("record", "address"))
    return OpenExtract(kinds, record, address, tuple(ask.refused), ask.grounds, ask.fields)


def decided_on(requests: list[Request], place: Place, agreement: Agreement, at: date) -> Decision:
    """One agreement's answer to ways of asking the same: every ground, or the last refusal."""
    objections = place.all_objections().values()
    decisions = [decide(one, [agreement], at, objections=objections) for one in requests]
    grounds = tuple(dict.fromkeys(g for decision in decisions for g in decision.grounds))
    return Decision(True, (), grounds) if grounds else decisions[-1]


class _Asking:
    def __init__(
        self, place: Place, agreement: Agreement, purpose: Purpose, partner: str, at: date
    ):
        self.place, self.agreement, self.at = place, agreement, at
        self.purpose, self.partner = purpose, partner
        self.grain: Grain = "aggregate" if agreement.grain == "aggregate" else "pseudonymised"
        self.refused: list[tuple[str, str, tuple[str, ...]]] = []
        self.grounds: dict[tuple[str, str], tuple[Ground, ...]] = {}
        self.fields: dict[tuple[str, str], tuple[str, ...]] = {}

    def kinds(self) -> Iterator[OpenKind]:
        """Kinds with the attributes that are open, of every source granted."""
        for source in self._granted():
            delivered = {k for c in self.place.sources[source].coverage for k in c.kinds}
            for kind in sorted(delivered):
                if self._opens(source, kind):
                    yield self._kind(source, kind)

    def _kind(self, source: str, kind: str) -> OpenKind:
        known = self.place.vocabulary.kinds[kind].attributes
        attributes = tuple(n for n in known if self._opens(source, kind, f"{kind}.{n}"))
        words = granted_fields(self.agreement, source)
        whole = bool({"*", kind} & words) and len(attributes) == len(known)
        opened = (kind, *(f"{kind}.{name}" for name in attributes))
        self._note(kind, source, (*opened, f"{kind}.*") if whole else opened)
        return OpenKind(source, kind, attributes, whole)

    def sources(self, word: str) -> Iterator[str]:
        """Sources that open their records, or their addresses."""
        for source in self._granted():
            if self._opens(source, word):
                self._note(word, source, (word,))
                yield source

    def _granted(self) -> list[str]:
        return sorted({grant.source for grant in self.agreement.grants})

    def _opens(self, source: str, *fields: str) -> bool:
        decision = self._decide(source, fields)
        if not decision.permit:
            self.refused.append((source, fields[-1], decision.reasons))
        return decision.permit

    def _note(self, what: str, source: str, fields: tuple[str, ...]) -> None:
        self.grounds[what, source] = self._decide(source, fields).grounds
        self.fields[what, source] = fields

    def _decide(self, source: str, fields: tuple[str, ...]) -> Decision:
        """Asked as a party; as a release where the parties agreed on somebody beside them."""
        beside = self.partner in self.agreement.onward.to
        asked = [
            request_of(
                self.place,
                self.purpose,
                source,
                fields,
                programme=programme,
                grain=self.grain,
                organisation=self.partner,
                stage="release" if beside else "run",
            )
            for programme in self.agreement.programmes or (None,)
        ]
        return decided_on(asked, self.place, self.agreement, self.at)
