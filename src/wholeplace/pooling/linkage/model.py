"""The linkage model: what each kind of agreement is worth, as a file one can read and keep.

Fellegi and Sunter's idea (1969): look at how often a field agrees for two records of one person
(``m``) and how often it agrees for two records of strangers (``u``). Agreement on a field is then
worth log2(m / u) *bits* of evidence: ten bits make a match a thousand times more likely.
Disagreement is worth log2((1 - m) / (1 - u)), a negative number. Add up the bits of all fields,
add the prior (how likely two records are one person before looking), and the sum is the log-odds.

One thing is added here. The usual wrong match is not with a stranger but with a twin, a father of
the same name or a sister at the same address. So every level has a third figure, ``h``: how often
the field agrees for two *different people of one household*. A pair must beat both rivals.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

FORMAT = 2


@dataclass(frozen=True)
class Level:
    """One outcome of comparing a field, and how often each kind of pair has it."""

    name: str
    m: float
    u: float
    h: float
    base: float | None = None  # mean share of a value, where rare values count for more

    @classmethod
    def parse(cls, data: dict) -> "Level":
        """A level from its JSON form."""
        return cls(**data)


@dataclass(frozen=True)
class Comparison:
    """A field and the levels of agreement it can show, strongest first."""

    field: str
    levels: tuple[Level, ...]

    @classmethod
    def parse(cls, data: dict) -> "Comparison":
        """A comparison from its JSON form."""
        return cls(data["field"], tuple(Level.parse(level) for level in data["levels"]))


@dataclass(frozen=True)
class Calibration:
    """How much evidence counts, so that 0.9 means nine in ten, and what that was learned from."""

    slope: float = 1.0
    agreeing: int = 0  # pairs whose hidden identifiers turned out to agree
    contradicting: int = 0  # … to contradict one another
    error_before: float | None = None  # expected calibration error on those pairs
    error_after: float | None = None


@dataclass(frozen=True)
class Model:
    """All comparisons, the priors and the threshold: everything scoring needs but the records."""

    comparisons: tuple[Comparison, ...]
    prior: float  # chance that two records drawn at random are one person
    household_prior: float  # … that they are two people of one household
    threshold: float = 0.5  # probability from which a pair may join two records
    trained_on: str = "defaults"  # identifiers | splink-em | defaults
    pairs_seen: int = 0  # pairs that taught it m
    calibration: Calibration = Calibration()
    frequencies: str = "records"  # shares of values come from the records being linked
    format: int = field(default=FORMAT)

    def comparison(self, name: str) -> Comparison:
        """The comparison of a field; a new scheme or list takes the general one's figures."""
        known = self._by_field
        general, kind, _ = name.partition(":")
        return known[name] if name in known or not kind else Comparison(name, known[general].levels)

    @cached_property
    def _by_field(self) -> dict[str, Comparison]:
        return {comparison.field: comparison for comparison in self.comparisons}

    def replacing(self, comparisons: Sequence[Comparison], **changes: object) -> "Model":
        """This model with some comparisons (matched by field, or new) and other values changed."""
        merged = {comparison.field: comparison for comparison in self.comparisons}
        merged.update({comparison.field: comparison for comparison in comparisons})
        return replace(self, comparisons=tuple(merged.values()), **changes)

    def to_json(self) -> str:
        """The model as text; the same model is always the same text."""
        return json.dumps({**asdict(self), "hash": self.hash}, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Model":
        """Read a model; refuse one of another format or changed by hand without its hash."""
        data = json.loads(text)
        stated = data.pop("hash", None)
        if data.get("format") != FORMAT:
            raise ModelError(f"linkage model: format {data.get('format')}, but {FORMAT} is read")
        data["comparisons"] = tuple(Comparison.parse(item) for item in data["comparisons"])
        data["calibration"] = Calibration(**data["calibration"])
        model = cls(**data)
        if stated not in (None, model.hash):
            raise ModelError("linkage model: text and hash differ; restore it or drop the hash")
        return model

    @property
    def hash(self) -> str:
        """SHA-256 of everything in the model."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


class ModelError(ValueError):
    """A model file that cannot be used, said in one line."""
