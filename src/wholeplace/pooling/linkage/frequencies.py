"""How common each value was among the records a model was trained on, kept with the model.

Agreeing on a rare value says more, so scoring needs to know how common values are. Were they
counted anew with every delivery, each new record would change the weight of old pairs a little, and
all of them would have to be scored again. Frozen, a pair's weight depends on its two records alone.

Only values met more than once are kept, under their stamp. Any other counts as met once.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from .fields import Fields
from .lists import Ints
from .stamps import Stamps

COUNTED = ("given", "family", "birth_date", "door", "postcode")


@dataclass(frozen=True)
class Counts:
    """How often values of one field were met: by stamp, in the order of stamps."""

    stamps: Ints
    counts: Ints
    total: int

    @classmethod
    def of(cls, codes: Ints, stamps: Ints) -> "Counts":
        """Count a column of codes; code 0, the missing value, is left out."""
        met = np.bincount(codes, minlength=len(stamps))
        met[0] = 0
        often = np.flatnonzero(met > 1)
        often = often[np.argsort(stamps[often])]
        return cls(stamps[often], met[often], int(met.sum()))

    def shares(self, stamps: Ints) -> np.ndarray:
        """The share of each value; 0 of the missing one."""
        if not len(self.stamps):
            met = np.ones(len(stamps))
        else:
            place = np.minimum(np.searchsorted(self.stamps, stamps), len(self.stamps) - 1)
            met = np.where(self.stamps[place] == stamps, self.counts[place], 1.0)
        return np.where(stamps == 0, 0.0, met / max(self.total, 1)).astype(np.float32)


@dataclass(frozen=True)
class Frequencies:
    """Counts of every field in which rare values say more."""

    fields: dict[str, Counts]

    @classmethod
    def of(cls, fields: Fields, stamps: Stamps | None = None) -> "Frequencies":
        """Count the values of a set of records."""
        dates = np.arange(1 + int(fields.births.number.max(initial=0)), dtype=np.uint64)
        by_code = {"birth_date": dates, **_stamps(fields, stamps or Stamps.of(fields))}
        return cls({name: Counts.of(_codes(fields, name), by_code[name]) for name in COUNTED})

    def shares(self, fields: Fields, stamps: Stamps | None = None) -> dict[str, np.ndarray]:
        """The share of each value of another set of records, by its code."""
        last = int(fields.births.number.max(initial=0))
        if last >= len(self._of_dates):
            return {**self.shares_but_dates(fields, stamps), "birth_date": self._dates_up_to(last)}
        return {**self.shares_but_dates(fields, stamps), "birth_date": self._of_dates}

    def shares_but_dates(self, fields: Fields, stamps: Stamps | None) -> dict[str, np.ndarray]:
        """The shares of all values but birth dates, which go by numbers of their own."""
        by_code = _stamps(fields, stamps or Stamps.of(fields))
        return {name: self.fields[name].shares(by_code[name]) for name in by_code}

    @cached_property
    def _of_dates(self) -> np.ndarray:
        return self._dates_up_to(int(self.fields["birth_date"].stamps.max(initial=0)))

    def _dates_up_to(self, last: int) -> np.ndarray:
        return self.fields["birth_date"].shares(np.arange(1 + last, dtype=np.uint64))

    @cached_property
    def hash(self) -> str:
        """SHA-256 of all counts."""
        digest = hashlib.sha256()
        for name, one in self.fields.items():
            digest.update(f"{name} {one.total} {len(one.stamps)};".encode())
            digest.update(one.stamps.astype("<u8").tobytes() + one.counts.astype("<i8").tobytes())
        return digest.hexdigest()

    def to_table(self) -> pa.Table:
        """One row per value: field, stamp, count. The row of stamp 0 holds a field's total."""
        rows = [
            (name, np.append(np.uint64(0), one.stamps), np.append(one.total, one.counts))
            for name, one in self.fields.items()
        ]
        return pa.table(
            {
                "field": np.repeat([name for name, *_ in rows], [len(s) for _, s, _ in rows]),
                "stamp": pa.array(np.concatenate([s for _, s, _ in rows]), pa.uint64()),
                "count": pa.array(np.concatenate([c for *_, c in rows]), pa.int64()),
            }
        )

    @classmethod
    def from_table(cls, table: pa.Table) -> "Frequencies":
        """Read what ``to_table`` made."""
        field = np.asarray(table["field"])
        stamp, count = table["stamp"].to_numpy(), table["count"].to_numpy()
        found = {}
        for name in COUNTED:
            rows = np.flatnonzero(field == name)
            found[name] = Counts(stamp[rows[1:]], count[rows[1:]], int(count[rows[0]]))
        return cls(found)


def _codes(fields: Fields, name: str) -> Ints:
    if name == "birth_date":
        return fields.births.number
    return fields.names[name] if name in ("given", "family") else fields.addresses[name]


def _stamps(fields: Fields, stamps: Stamps) -> dict[str, Ints]:
    """The stamp of each code of each counted field but birth dates."""
    return {
        "given": stamps.words,
        "family": stamps.words,
        "door": stamps.doors(fields),
        "postcode": stamps.postcodes,
    }
