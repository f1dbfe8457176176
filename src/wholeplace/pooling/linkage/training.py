"""Learn from the records themselves how often fields agree, without anybody labelling pairs.

* ``m``: pairs that share a valid identifier are (nearly) all one person; how do their *other*
  fields agree? Pairs that agree on hardly anything else (a borrowed card, a number typed onto
  the wrong file) are set aside after a first round.
* ``u``: two records drawn at random are (nearly) never one person; how do their fields agree?
* ``h``: two records on one agency's list with the same door are two people of one household,
  for an agency lists each person once.

Each count is added to a starting belief worth ``BELIEF`` pairs, so that ten pairs cannot overrule
common sense and ten thousand can.
"""

import numpy as np

from .beliefs import default_model
from .blocking import pairs_sharing
from .comparing import Compared, Comparer
from .dates_alike import DIFFERENT, TWO_PARTS
from .encoding import distinct, split_codes
from .fields import Fields
from .lists import Ints
from .model import Comparison, Level, Model
from .names_alike import FAMILY_DIFFERENT, SOMEWHAT, SWAPPED
from .scoring import score

BELIEF = 100
SAMPLE = 200_000
ENOUGH = 30  # pairs that share an identifier, below which EM has to train
MEMBERS = 1.0  # believed: others of the household that a record has among the rest
_CROWD = 12  # records at one door above which it is no household
BORROWED = 0.01  # share of records that carry somebody else's identifier, at most
_RARE = 1e-9


def train(comparer: Comparer, among: Ints, seed: int = 0) -> Model:
    """A model for these records; ``among`` marks the records that may be linked."""
    rows = np.flatnonzero(among)
    chance = np.random.default_rng(seed)
    same = _sample(
        chance, *_on_two_lists(comparer.fields, *sharing_an_identifier(comparer.fields, among))
    )
    strangers = comparer.compare(*_random_pairs(chance, rows))
    matches, members = comparer.compare(*same), comparer.compare(*_members(comparer.fields, among))
    members = members.take(np.flatnonzero(~_maybe_one_person(members)))
    start = default_model().replacing(
        (), trained_on="identifiers", pairs_seen=len(matches), **_priors(comparer, among)
    )
    model = learn(start, comparer, matches, strangers, members)
    trusted = matches.take(np.flatnonzero(score(matches, model).probability >= 0.5))
    return learn(start, comparer, trusted, strangers, members)


def sharing_an_identifier(fields: Fields, among: Ints) -> tuple[Ints, Ints]:
    """Pairs of records with the same valid identifier of any scheme."""
    found = [np.zeros(0, dtype=np.int64)]
    for lists in fields.identifiers.values():
        owners = lists.owners()
        keep = among[owners]
        found.append(pairs_sharing(owners[keep], lists["value"][keep].astype(np.int64), 20))
    return split_codes(distinct(np.concatenate(found)))


def learn(
    model: Model, comparer: Comparer, matches: Compared, strangers: Compared, members: Compared
) -> Model:
    """The model with m, u and h counted from the three kinds of pairs."""
    learned = []
    for field in matches.levels:
        known = model.comparison(field)
        if field.startswith("list:"):
            learned.append(_list_rates(known, comparer.fields))
            continue
        proof = _shown_otherwise(matches, field) if field.startswith("id:") else None
        m = _rates([level.m for level in known.levels], matches.levels[field], proof)
        u = _rates([level.u for level in known.levels], strangers.levels[field])
        h = _rates([level.h for level in known.levels], members.levels[field])
        if field == "birth_date":
            m = _but_for_borrowed(m, known.levels[DIFFERENT].m, matches)
        if field in ("address", "postcode"):
            h = m  # a household moves together: its address tells nobody in it apart
        if field.startswith("id:"):
            h = [level.h for level in known.levels]
        levels = zip(known.levels, m, u, h, _bases(comparer, field, len(m)), strict=True)
        learned.append(Comparison(field, tuple(Level(old.name, *row) for old, *row in levels)))
    return model.replacing([_exact_u(comparison, comparer) for comparison in learned])


def _list_rates(known: Comparison, fields: Fields) -> Comparison:
    """How many of all pairs are on one list, or on several; duplicates are learned later."""
    on = np.bincount(fields.source, minlength=len(fields.sources)) / max(fields.size, 1)
    name = known.field.partition(":")[2]
    u = 1 - float((on**2).sum())
    if name != "several":
        u = float(on[fields.sources.index(name)] ** 2)
    level = known.levels[0]
    return Comparison(known.field, (Level(level.name, u * level.m / level.u, u, u),))


def _rates(believed: list[float], levels: Ints, rows: Ints | None = None) -> list[float]:
    levels = levels if rows is None else levels[rows]
    counts = np.bincount(levels[levels >= 0], minlength=len(believed))
    rates = (counts + BELIEF * np.array(believed)) / (counts.sum() + BELIEF)
    return [max(float(rate), _RARE) for rate in rates]


def _but_for_borrowed(m: list[float], believed: float, matches: Compared) -> list[float]:
    """How often a person has two quite different birth dates: of pairs that share a name as well.

    A nameless pair with one identifier and two birth dates is as likely a borrowed card.
    """
    given, family = matches.levels["given"], matches.levels["family"]
    named = (given >= 0) & (given <= SWAPPED) & (family < FAMILY_DIFFERENT)
    born = matches.levels["birth_date"][named]
    apart = (np.sum(born == DIFFERENT) + BELIEF * believed) / (np.sum(born >= 0) + BELIEF)
    scale = (1 - apart) / (1 - m[DIFFERENT])
    return [apart if level == DIFFERENT else rate * scale for level, rate in enumerate(m)]


def _shown_otherwise(matches: Compared, field: str) -> Ints:
    """Pairs shown to match by another scheme: a scheme cannot vouch for itself."""
    others = [levels == 0 for name, levels in matches.levels.items()
              if name.startswith("id:") and name != field]  # fmt: skip
    return np.logical_or.reduce(others) if others else np.zeros(len(matches), dtype=bool)


def _bases(comparer: Comparer, field: str, size: int) -> list[float | None]:
    """Mean share of a value, for the levels at which a rare value counts for more."""

    def mean(name: str) -> float:
        return float((comparer.share[name].astype(float) ** 2).sum())

    bases: list[float | None] = [None] * size
    if field in ("given", "family", "birth_date", "postcode"):
        bases[0] = mean(field) or None
    if field == "address":
        bases[0], bases[1] = mean("door") or None, mean("postcode") or None
    return bases


def _exact_u(comparison: Comparison, comparer: Comparer) -> Comparison:
    """For exact levels u needs no sample: it is the sum of the squared shares.

    Strangers have one identifier only if one of them uses the other's, among all there are.
    """
    if comparison.field.startswith("id:"):
        values = len(comparer.fields.id_values[comparison.field[3:]])
        return _with_u(comparison, BORROWED / max(values, 2))
    base = comparison.levels[0].base
    return _with_u(comparison, base) if base else comparison


def _with_u(comparison: Comparison, exact: float) -> Comparison:
    first, *others = comparison.levels
    scale = (1 - exact) / max(sum(level.u for level in others), _RARE)
    rest = [Level(o.name, o.m, max(o.u * scale, _RARE), o.h, o.base) for o in others]
    return Comparison(
        comparison.field,
        (Level(first.name, first.m, max(exact, _RARE), first.h, first.base), *rest),
    )


def _on_two_lists(fields: Fields, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Pairs of two agencies: one agency's two records of a person repeat each other's errors.

    Where one list is all there is, its own duplicates are what is to be learned.
    """
    if _is_one_list(fields):
        return left, right
    apart = fields.source[left] != fields.source[right]
    return left[apart], right[apart]


def _sample(chance: np.random.Generator, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    if len(left) <= SAMPLE:
        return left, right
    rows = np.sort(chance.choice(len(left), SAMPLE, replace=False))
    return left[rows], right[rows]


def _random_pairs(chance: np.random.Generator, rows: Ints) -> tuple[Ints, Ints]:
    drawn = rows[chance.integers(0, max(len(rows), 1), size=(2, SAMPLE))] if len(rows) else rows
    left, right = drawn.reshape(2, -1)
    return left[left != right], right[left != right]


def _is_one_list(fields: Fields) -> bool:
    return np.count_nonzero(np.bincount(fields.source)) == 1


def _members(fields: Fields, among: Ints) -> tuple[Ints, Ints]:
    """Pairs on one agency's list that share a door which is no crowd.

    None where one list is all there is: it is linked because it lists people more than once.
    """
    if _is_one_list(fields):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return _at_one_door(fields, among, fields.source)


def _at_one_door(fields: Fields, among: Ints, apart: Ints) -> tuple[Ints, Ints]:
    """Pairs of records at one door, of those that have one value of ``apart``."""
    places, owners = fields.addresses, fields.addresses.owners()
    keep = (places["door"] > 0) & among[owners]
    owners, doors = owners[keep], places["door"][keep].astype(np.int64)
    left, right = split_codes(distinct(pairs_sharing(owners, doors << 16 | apart[owners], _CROWD)))
    return left[:SAMPLE], right[:SAMPLE]


def _maybe_one_person(pairs: Compared) -> Ints:
    """An agency's own duplicates: one identifier, or one door, given name and birth date."""
    given, born = pairs.levels["given"], pairs.levels["birth_date"]
    duplicate = (given >= 0) & (born >= 0) & (given + born < 3)
    for field, levels in pairs.levels.items():
        if field.startswith("id:"):
            duplicate |= levels == 0
    return duplicate


def _priors(comparer: Comparer, among: Ints) -> dict[str, float]:
    """The chance that two records are of one household; that they match settles later.

    Who shares a door is either one person or a household. Members nearly always differ in given
    name and birth date, one person's records hardly ever in both.
    """
    fields, possible = comparer.fields, max(int(among.sum()) - 1, 1)
    doors = np.bincount(fields.addresses["door"])[1:]
    doors = doors[doors <= _CROWD]
    placed, beside = float(doors.sum()), float((doors * (doors - 1)).sum())
    pairs = comparer.compare(*_at_one_door(fields, among, np.zeros_like(fields.source)))
    given, born = pairs.levels["given"], pairs.levels["birth_date"]
    known = (given >= 0) & (born >= 0)
    two = known & (given >= SOMEWHAT) & (born > TWO_PARTS)
    share = two.sum() / max(known.sum(), 1)
    members = (beside * share + BELIEF * MEMBERS) / (placed + BELIEF)
    return {"household_prior": members / possible, "prior": 1.0 / possible}
