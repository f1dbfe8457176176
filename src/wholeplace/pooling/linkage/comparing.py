"""Compare pairs of records: which level each field reaches, as small integers.

-1 means that one record lacks the field. That is neutral: absence is not evidence. Names are
compared once per distinct pair of values, however many records carry them.
"""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from .beliefs import ADDRESS, POSTCODE
from .encoding import pair_codes, split_codes
from .fields import Births, Fields, sectors
from .lists import Ints, crossings, lowest
from .names import same_name_in_short, shares_a_word
from .places import is_whole

MISSING = -1
TYPING_ERROR = 0.88  # Jaro-Winkler similarity from which two names may be one mistyped
STREET_TYPING_ERROR = 0.80  # the same for streets, whose numbers agree already
_CHUNK = 250_000

# Which of several names to believe: lower is better; the last figure is for a missing name.
_GIVEN_RANK = np.array([0, 2, 3, 4, 9, 5], dtype=np.int8)
_FAMILY_RANK = np.array([0, 2, 3, 9, 5], dtype=np.int8)


@dataclass(frozen=True)
class Compared:
    """Pairs, the level of every field, and the share of the value they agree on (0: none)."""

    left: Ints
    right: Ints
    levels: dict[str, Ints]
    shares: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.left)

    def take(self, rows: Ints) -> "Compared":
        """Some of the pairs."""
        return Compared(
            self.left[rows],
            self.right[rows],
            {name: level[rows] for name, level in self.levels.items()},
            {name: share[rows] for name, share in self.shares.items()},
        )


class Comparer:
    """Compares pairs of one set of records; what is worked out per value is kept."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.share = {
            name: fields.share(name).astype(np.float32)
            for name in ("given", "family", "birth_date", "door", "postcode")
        }
        self._sector, self._outward = sectors(fields.postcodes)
        self._whole = np.array([is_whole(postcode) for postcode in fields.postcodes])

    def compare(self, left: Ints, right: Ints) -> Compared:
        """Every field of every pair, in pieces that keep memory small."""
        pieces = [
            self._compare(left[at : at + _CHUNK], right[at : at + _CHUNK])
            for at in range(0, max(len(left), 1), _CHUNK)
        ]
        return Compared(
            left,
            right,
            {name: np.concatenate([p.levels[name] for p in pieces]) for name in pieces[0].levels},
            {name: np.concatenate([p.shares[name] for p in pieces]) for name in pieces[0].shares},
        )

    def _compare(self, left: Ints, right: Ints) -> Compared:
        levels: dict[str, Ints] = {}
        shares: dict[str, np.ndarray] = {}
        self._names(left, right, levels, shares)
        self._births(left, right, levels, shares)
        self._places(left, right, levels, shares)
        sex = self.fields.sex
        levels["sex"] = _same_or_different(sex[left], sex[right])
        source = self.fields.source
        levels["source"] = np.where(source[left] == source[right], 0, 1).astype(np.int8)
        for scheme in self.fields.identifiers:
            levels[f"id:{scheme}"] = self._identifier(scheme, left, right)
        return Compared(left, right, levels, shares)

    def _names(self, left: Ints, right: Ints, levels: dict, shares: dict) -> None:
        """Best of all names and aliases of both records, given and family judged together."""
        names = self.fields.names
        pair, a, b = crossings(names, left, right)
        given, family = names["given"], names["family"]
        both = self._given(given[a], given[b]), self._family(family[a], family[b])
        swapped = self._swapped(given[a], family[a], given[b], family[b])
        both[0][swapped], both[1][swapped] = 3, MISSING
        _, chosen = lowest(pair, _GIVEN_RANK[both[0]] + _FAMILY_RANK[both[1]], len(left), 99)
        for name, level, codes in zip(("given", "family"), both, (given, family), strict=True):
            levels[name] = _pick(level, chosen, MISSING)
            exact = np.where(level == 0, self.share[name][codes[a]], 0)
            shares[name] = _pick(exact, chosen, 0)

    def _swapped(self, given_a: Ints, family_a: Ints, given_b: Ints, family_b: Ints) -> Ints:
        """One crosswise pair equal and the other alike, but not the names as they stand."""
        one = np.flatnonzero((given_a == family_b) & (given_a > 0) & (given_a != given_b))
        other = np.flatnonzero((family_a == given_b) & (given_b > 0) & (given_a != given_b))
        swapped = np.zeros(len(given_a), dtype=bool)
        for rows, a, b in ((one, family_a, given_b), (other, given_a, family_b)):
            swapped[rows] = np.isin(self._given(a[rows], b[rows]), (0, 1, 2))
        return swapped

    def _given(self, left: Ints, right: Ints) -> Ints:
        def judge(a: list[str], b: list[str]) -> Ints:
            alike = process.cpdist(a, b, scorer=JaroWinkler.similarity, dtype=np.float32)
            short = np.array([same_name_in_short(x, y) for x, y in zip(a, b, strict=True)], bool)
            return np.where(short, 1, np.where(alike >= TYPING_ERROR, 2, 4)).astype(np.int8)

        return _per_value_pair(left, right, self.fields.words, judge)

    def _family(self, left: Ints, right: Ints) -> Ints:
        def judge(a: list[str], b: list[str]) -> Ints:
            alike = process.cpdist(a, b, scorer=JaroWinkler.similarity, dtype=np.float32)
            part = np.array([shares_a_word(x, y) for x, y in zip(a, b, strict=True)], bool)
            return np.where(part, 2, np.where(alike >= TYPING_ERROR, 1, 3)).astype(np.int8)

        return _per_value_pair(left, right, self.fields.words, judge)

    def _births(self, left: Ints, right: Ints, levels: dict, shares: dict) -> None:
        births = self.fields.births
        whole = births.whole
        a, b = whole[left], whole[right]
        levels["birth_date"] = np.where((a > 0) & (b > 0), _date_level(births, left, right), -1)
        levels["birth_part"] = np.where((a > 0) & (b > 0), -1, _part_level(births, left, right))
        shares["birth_date"] = np.where((a == b) & (a > 0), self.share["birth_date"][a], 0)

    def _places(self, left: Ints, right: Ints, levels: dict, shares: dict) -> None:
        """The closest of all addresses; one without a door is compared by postcode alone."""
        size = len(left)
        pair, a, b = crossings(self.fields.addresses, left, right)
        level, by_door = self._place_levels(a, b)
        closest, chosen = lowest(pair, level, size, 9)
        doors = _pick(by_door, chosen, False)
        found = closest < 9
        levels["address"] = np.where(found & doors, closest, MISSING).astype(np.int8)
        without = np.maximum(closest - 1, 0)  # the same levels, less "other door"
        levels["postcode"] = np.where(found & ~doors, without, MISSING).astype(np.int8)
        postcode = _pick(self.fields.addresses["postcode"][a], chosen, 0)
        door = _pick(self.fields.addresses["door"][a], chosen, 0)
        agreed = closest <= 1
        shares["postcode"] = np.where(agreed & ~doors, self.share["postcode"][postcode], 0)
        by_postcode = np.where(closest == 1, self.share["postcode"][postcode], 0)
        shares["address"] = np.where(
            doors, np.where(closest == 0, self.share["door"][door], by_postcode), 0
        ).astype(np.float32)

    def _place_levels(self, a: Ints, b: Ints) -> tuple[Ints, Ints]:
        """Level (of ADDRESS) of each crossing, and whether both addresses name a door."""
        place = self.fields.addresses
        uprn = (place["uprn"][a] > 0) & (place["uprn"][b] > 0)
        lines = (place["line"][a] > 0) & (place["line"][b] > 0)
        one, other = place["postcode"][a], place["postcode"][b]
        same_code = (one == other) & self._whole[one]
        alike = np.zeros(len(a), dtype=bool)
        look = np.flatnonzero(lines & same_code)
        alike[look] = self._lines_alike(place["line"][a[look]], place["line"][b[look]])
        same_door = (uprn & (place["uprn"][a] == place["uprn"][b])) | alike
        by_door = uprn | lines
        level = np.where(self._near(one, other), 2, 3)
        level = np.where(same_code, 1, level)
        level = np.where((one > 0) & (other > 0) | uprn, level, 9)
        return np.where(same_door, 0, level).astype(np.int8), by_door

    def _near(self, one: Ints, other: Ints) -> Ints:
        cut = (self._sector[one] == 0) | (self._sector[other] == 0)
        same_sector = (self._sector[one] == self._sector[other]) & (self._sector[one] > 0)
        same_outward = (self._outward[one] == self._outward[other]) & (self._outward[one] > 0)
        return same_sector | (cut & same_outward)

    def _lines_alike(self, left: Ints, right: Ints) -> Ints:
        def judge(a: list[str], b: list[str]) -> Ints:
            split = [x.split("|") + y.split("|") for x, y in zip(a, b, strict=True)]
            same_number = np.array([number == other for number, _, other, _ in split], bool)
            streets = [street for _, street, _, _ in split], [street for *_, street in split]
            alike = process.cpdist(*streets, scorer=JaroWinkler.similarity, dtype=np.float32)
            return np.where(same_number & (alike >= STREET_TYPING_ERROR), 1, 2).astype(np.int8)

        return _per_value_pair(left, right, self.fields.lines, judge) < 2

    def _identifier(self, scheme: str, left: Ints, right: Ints) -> Ints:
        """Same if any value agrees; values of different issuers ('council:id') say nothing."""
        lists, values = self.fields.identifiers[scheme], self.fields.id_values[scheme]
        has = (lists.counts[left] > 0) & (lists.counts[right] > 0)
        pair, a, b = crossings(lists, left[has], right[has])

        def judge(x: list[str], y: list[str]) -> Ints:
            edits = process.cpdist(x, y, scorer=DamerauLevenshtein.distance, dtype=np.int32)
            issuer = [
                p.rpartition(":")[0] == q.rpartition(":")[0] for p, q in zip(x, y, strict=True)
            ]
            return np.where(issuer, np.where(edits <= 1, 1, 2), 9).astype(np.int8)

        level = _per_value_pair(lists["value"][a], lists["value"][b], values, judge)
        result = np.full(len(left), MISSING, dtype=np.int8)
        best, _ = lowest(pair, level, int(has.sum()), 9)
        result[has] = np.where(best == 9, MISSING, best)
        return result


def _per_value_pair(left: Ints, right: Ints, values: list[str], judge) -> Ints:
    """Level of each pair of codes: 0 if equal, else ``judge`` once per distinct pair of values."""
    levels = np.zeros(len(left), dtype=np.int8)
    levels[(left == 0) | (right == 0)] = MISSING
    ask = np.flatnonzero((left != right) & (levels == 0))
    distinct, back = np.unique(pair_codes(left[ask], right[ask]), return_inverse=True)
    if len(distinct):
        a, b = (codes.tolist() for codes in split_codes(distinct))
        levels[ask] = judge([values[i] for i in a], [values[i] for i in b])[back]
    return levels


def _pick(values: np.ndarray, chosen: Ints, missing: object) -> np.ndarray:
    """The chosen crossing's value for each pair, or ``missing``."""
    if not len(values):
        return np.full(len(chosen), missing, dtype=values.dtype)
    return np.where(chosen >= 0, values[chosen], np.array(missing, dtype=values.dtype))


def _same_or_different(a: Ints, b: Ints) -> Ints:
    return np.where((a > 0) & (b > 0), np.where(a == b, 0, 1), MISSING).astype(np.int8)


def _date_level(births: Births, left: Ints, right: Ints) -> Ints:
    year, month, day = (
        (part[left], part[right]) for part in (births.year, births.month, births.day)
    )
    same = [one == other for one, other in (year, month, day)]
    swapped = same[0] & (month[0] == day[1]) & (day[0] == month[1])
    parts = same[0].astype(np.int8) + same[1] + same[2]
    digits = _digits_apart(births.whole[left], births.whole[right])
    level = np.where(parts == 2, 3, 4)
    level = np.where(digits == 1, 2, level)
    level = np.where(swapped, 1, level)
    return np.where(parts == 3, 0, level).astype(np.int8)


def _digits_apart(one: Ints, other: Ints) -> Ints:
    """How many of the eight digits of two dates differ."""
    apart = np.zeros(len(one), dtype=np.int8)
    for _ in range(8):
        apart += one % 10 != other % 10
        one, other = one // 10, other // 10
    return apart


def _part_level(births: Births, left: Ints, right: Ints) -> Ints:
    """Agreement of what is known when a date lacks its day or month."""
    known = (births.year[left] > 0) & (births.year[right] > 0)
    differ = births.year[left] != births.year[right]
    for part in (births.month, births.day):
        both = (part[left] > 0) & (part[right] > 0)
        differ |= both & (part[left] != part[right])
    return np.where(known, differ.astype(np.int8), MISSING).astype(np.int8)


assert (len(ADDRESS), len(POSTCODE)) == (4, 3)
