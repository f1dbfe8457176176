"""Levels of agreement of addresses: the closest of all that two records ever gave."""

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from .encoding import Words
from .fields import Fields, sectors
from .lists import Ints, crossings, lowest
from .per_value import MISSING, per_value_pair, pick
from .places import STREET_TYPING_ERROR, is_whole

SAME_DOOR, SAME_POSTCODE, SAME_SECTOR, ELSEWHERE = range(4)
_NOWHERE = 9


class Places:
    """Compares the addresses of one set of records."""

    def __init__(self, fields: Fields) -> None:
        self._at, self._lines = fields.addresses, fields.lines
        self._postcodes = fields.postcodes
        self._number = Words().codes(line.partition("|")[0] for line in fields.lines)
        self._sector, self._outward = sectors(fields.postcodes)
        self._whole = np.array([is_whole(postcode) for postcode in fields.postcodes])

    def levels(
        self, share: dict[str, np.ndarray], left: Ints, right: Ints
    ) -> tuple[dict[str, Ints], dict[str, np.ndarray]]:
        """``address`` where both name a door, else ``postcode``, which cannot tell doors apart."""
        pair, a, b = crossings(self._at, left, right)
        level, doors_named = self._of_crossings(a, b)
        closest, chosen = lowest(pair, level, len(left), _NOWHERE)
        found, by_door = closest < _NOWHERE, pick(doors_named, chosen, False)
        levels = {
            "address": np.where(found & by_door, closest, MISSING).astype(np.int8),
            "postcode": np.where(found & ~by_door, np.maximum(closest - 1, 0), MISSING),
        }
        levels["postcode"] = levels["postcode"].astype(np.int8)
        in_postcode = pick(share["postcode"][self._at["postcode"][a]], chosen, 0)
        door, other = self._at["door"][a], self._at["door"][b]
        at_door = pick(np.where(door == other, share["door"][door], 0), chosen, 0)
        agreed = np.where(closest <= SAME_POSTCODE, in_postcode, 0)
        shares = {
            "address": np.where(by_door, np.where(closest == SAME_DOOR, at_door, agreed), 0),
            "postcode": np.where(by_door, 0, agreed),
        }
        return levels, shares

    def _of_crossings(self, a: Ints, b: Ints) -> tuple[Ints, Ints]:
        """Level of each crossing of addresses, and whether both of them name a door."""
        at = self._at
        uprns = (at["uprn"][a] > 0) & (at["uprn"][b] > 0)
        lines = (at["line"][a] > 0) & (at["line"][b] > 0)
        one, other = at["postcode"][a], at["postcode"][b]
        same_postcode = (one == other) & self._whole[one]
        alike = np.zeros(len(a), dtype=bool)
        look = np.flatnonzero(lines & same_postcode)
        alike[look] = self._lines_alike(at["line"][a[look]], at["line"][b[look]])
        level = np.where(self._in_one_sector(one, other), SAME_SECTOR, ELSEWHERE)
        level = np.where(same_postcode, SAME_POSTCODE, level)
        level = np.where(((one > 0) & (other > 0)) | uprns, level, _NOWHERE)
        same_uprn = uprns & (at["uprn"][a] == at["uprn"][b])
        alike |= self._same_line_in_mistyped_postcode(a, b, lines & ~same_postcode)
        return np.where(same_uprn | alike, SAME_DOOR, level).astype(np.int8), uprns | lines

    def _same_line_in_mistyped_postcode(self, a: Ints, b: Ints, asked: Ints) -> Ints:
        """Crossings whose lines are alike and whose postcodes differ by one typing error."""
        at, result = self._at, np.zeros(len(a), dtype=bool)
        one, other = at["postcode"][a], at["postcode"][b]
        number = self._number[at["line"][a]] == self._number[at["line"][b]]
        rows = np.flatnonzero(asked & number & self._whole[one] & self._whole[other])
        rows = rows[self._lines_alike(at["line"][a[rows]], at["line"][b[rows]])]
        result[rows] = self._mistyped(one[rows], other[rows])
        return result

    def _mistyped(self, left: Ints, right: Ints) -> Ints:
        def judge(a: list[str], b: list[str]) -> Ints:
            edits = process.cpdist(a, b, scorer=OSA.distance, dtype=np.int8, score_cutoff=1)
            return np.where(edits <= 1, 1, 2).astype(np.int8)

        return per_value_pair(left, right, self._postcodes, judge) == 1

    def _in_one_sector(self, one: Ints, other: Ints) -> Ints:
        """One sector, or one outward part where a postcode is cut before its sector."""
        cut = (self._sector[one] == 0) | (self._sector[other] == 0)
        same_sector = (self._sector[one] == self._sector[other]) & ~cut
        same_outward = (self._outward[one] == self._outward[other]) & (self._outward[one] > 0)
        return same_sector | (cut & same_outward)

    def _lines_alike(self, left: Ints, right: Ints) -> Ints:
        def judge(a: list[str], b: list[str]) -> Ints:
            split = [x.split("|") + y.split("|") for x, y in zip(a, b, strict=True)]
            same_number = np.array([number == other for number, _, other, _ in split], bool)
            streets = [street for _, street, _, _ in split], [street for *_, street in split]
            alike = process.cpdist(*streets, scorer=JaroWinkler.similarity, dtype=np.float32)
            return np.where(same_number & (alike >= STREET_TYPING_ERROR), 1, 2).astype(np.int8)

        return per_value_pair(left, right, self._lines, judge) < 2
