"""Read a model back from Splink's JSON: ours as it was, or with what Splink learned since."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..model import Calibration, Comparison, Level, Model, ModelError
from .layout import FIELDS, LISTS, Part, list_parts, parts
from .writing import LABEL, Json, chance

LEAST = 1e-9  # for a rate that Splink found to be nothing
_MOVES = ("address", "postcode")
_WRITE = "let wholeplace write the settings (--as splink) and train those"


def from_splink(text: str) -> Model:
    """The model in settings that ``to_splink`` wrote, whether Splink trained it since or not.

    Raises ModelError naming the comparison and level that is not ours or not trained.
    """
    said = json.loads(text)
    found = [_Found.of(number, one) for number, one in enumerate(said["comparisons"])]
    written = _as_written([one.about for one in found])
    learned = [new for one in found for new in one.learned(written)]
    prior = said["probability_two_random_records_match"]
    if not math.isclose(prior, chance(written.prior), rel_tol=1e-12):
        return written.replacing(learned, prior=prior / (1 - prior), trained_on="splink")
    return written.replacing(learned, trained_on="splink") if learned else written


@dataclass(frozen=True)
class _Found:
    """One of Splink's comparisons, with what ``to_splink`` kept about it."""

    where: str
    levels: list[Json]
    about: Json

    @classmethod
    def of(cls, number: int, comparison: Json) -> "_Found":
        where = f"Splink model: comparisons[{number}] '{comparison.get('output_column_name')}'"
        levels = comparison["comparison_levels"]
        labels = [one.get("label_for_charts") or "" for one in levels if one.get("is_null_level")]
        kept = [label.removeprefix(LABEL) for label in labels if label.startswith(LABEL)]
        if not kept:
            raise ModelError(f"{where}: is not one that wholeplace compares; {_WRITE}")
        others = [one for one in levels if not one.get("is_null_level")]
        return cls(where, others, json.loads(kept[0]))

    def learned(self, written: Model) -> Iterator[Comparison]:
        """Our comparisons that are not as they were written."""
        read = _lists if self.about["field"] == LISTS else _field
        return read(self, written)


def _as_written(kept: Sequence[Json]) -> Model:
    """The model as it went to Splink."""
    known = {about["field"]: about for about in kept}
    for field in (*FIELDS, LISTS):
        if field not in known:
            raise ModelError(f"Splink model: has no comparison '{field}'; {_WRITE}")
    rest = dict(known[LISTS]["model"])
    rest["calibration"] = Calibration(**rest["calibration"])
    rest["comparisons"] = tuple(
        Comparison.parse(known[one] if isinstance(one, str) else one) for one in rest["comparisons"]
    )
    return Model(**rest)


def _field(found: _Found, written: Model) -> Iterator[Comparison]:
    about, old = found.about, written.comparison(found.about["field"])
    wanted = parts(old, about["column"], about["slots"])
    _check(found, wanted)
    m, u = (_rates(old, wanted, found.levels, rate) for rate in ("m", "u"))
    new = tuple(map(partial(_learned, old.field), old.levels, m, u))
    if new != old.levels:
        yield Comparison(old.field, new)


def _learned(field: str, level: Level, m: float, u: float) -> Level:
    """A household moves together, so its h is m; u that is a sum of shares needs no sample."""
    moved = field in _MOVES and m != level.m
    return replace(level, m=m, u=level.u if level.u == level.base else u, h=m if moved else level.h)


def _lists(found: _Found, written: Model) -> Iterator[Comparison]:
    sources = found.about["sources"]
    _check(found, list_parts(sources))
    for source, level in zip((*sources, "several"), found.levels, strict=True):
        old = written.comparison(f"{LISTS}:{source}")
        one = [Part(0, "", "")]
        m, u = (_rates(old, one, [level], rate)[0] for rate in ("m", "u"))
        new = replace(old.levels[0], m=m, u=u)
        if new != old.levels[0]:
            yield Comparison(old.field, (new,))


def _check(found: _Found, wanted: Sequence[Part]) -> None:
    """Every level must be the one we would write there, and trained."""
    levels, where = found.levels, found.where
    if len(levels) != len(wanted):
        raise ModelError(f"{where}: has {len(levels)} levels, ours {len(wanted)}; {_WRITE}")
    for number, (level, part) in enumerate(zip(levels, wanted, strict=True)):
        at = f"{where}, level {number + 1} '{level.get('label_for_charts')}'"
        if level["sql_condition"] != part.condition:
            raise ModelError(f"{at}: its condition is not that of '{part.label}'; {_WRITE}")
        for rate in ("m", "u"):
            if not isinstance(level.get(f"{rate}_probability"), int | float):
                raise ModelError(f"{at}: has no {rate}_probability; train it first")


def _rates(
    old: Comparison, wanted: Sequence[Part], levels: Sequence[Json], rate: str
) -> list[float]:
    """m or u of each of our levels: as it was, to the last digit, or the sum of its parts."""
    found = []
    for number, level in enumerate(old.levels):
        before = getattr(level, rate)
        mine = [n for n, part in enumerate(wanted) if part.level == number]
        now = [float(levels[n][f"{rate}_probability"]) for n in mine]
        then = [before * wanted[n].share for n in mine]
        same = all(math.isclose(a, b, rel_tol=1e-12) for a, b in zip(now, then, strict=True))
        found.append(before if same else max(sum(now), LEAST))
    return found
