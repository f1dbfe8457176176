"""Values under numbers that hold from one set of records to the next.

Within one set a value goes by its code, a small number given as values are met. What is kept from
run to run (how common a value is, which records share a key) goes by its *stamp*, 64 bits of hash.
"""

from dataclasses import dataclass

import numpy as np

from .blocking import Values
from .encoding import mix, stamps
from .fields import Fields
from .lists import Ints, Lists
from .names import main_form


@dataclass(frozen=True)
class Stamps:
    """The stamp of each code of a set of records; that of code 0, the missing value, is 0."""

    words: Ints
    main: Ints  # of each word's main form
    postcodes: Ints
    lines: Ints
    uprns: Ints
    id_values: dict[str, Ints]

    @classmethod
    def of(cls, fields: Fields) -> "Stamps":
        """Stamp every distinct value once."""
        return cls(
            stamps(fields.words),
            stamps([main_form(word) for word in fields.words]),
            stamps(fields.postcodes),
            stamps(fields.lines),
            stamps(fields.uprns),
            {scheme: stamps(values) for scheme, values in fields.id_values.items()},
        )

    def doors(self, fields: Fields) -> Ints:
        """The stamp of each door, by its code."""
        places = fields.addresses
        codes, first = np.unique(places["door"], return_index=True)
        found = np.zeros(1 + int(codes.max(initial=0)), dtype=np.uint64)
        line, postcode = places["line"][first], places["postcode"][first]
        found[codes] = mix(self.lines[line], self.postcodes[postcode])
        found[0] = 0
        return found

    def said(self, fields: Fields) -> Ints:
        """One number for what each record says of its person; those that say the same share it.

        A record of several names or addresses says what nobody else does.
        """
        values = self.values(fields)
        single = (fields.names.counts <= 1) & (fields.addresses.counts <= 1)
        births = fields.births
        hashed = mix(
            values.names.first("given") | np.uint64(1),
            values.names.first("family") | np.uint64(1),
            births.year.astype(np.int64) * 512 + births.month * 32 + births.day + 1,
            fields.sex.astype(np.int64) + 1,
            *(values.addresses.first(name) | np.uint64(1) for name in ("postcode", "line", "uprn")),
        )
        return np.where(single, hashed, np.uint64(0))

    def values(self, fields: Fields) -> Values:
        """What blocking keys are made of, as stamps, so that keys can be kept."""
        given, family = fields.names["given"], fields.names["family"]
        places = fields.addresses
        names = {
            "given": self.words[given],
            "main": self.main[given],
            "family": self.words[family],
        }
        at = {
            "postcode": self.postcodes[places["postcode"]],
            "line": self.lines[places["line"]],
            "door": self.doors(fields)[places["door"]],
            "uprn": self.uprns[places["uprn"]],
        }
        return Values(
            fields.size,
            fields.births,
            Lists(fields.names.starts, names),
            Lists(places.starts, at),
            {
                scheme: Lists(lists.starts, {"value": self.id_values[scheme][lists["value"]]})
                for scheme, lists in fields.identifiers.items()
            },
        )
