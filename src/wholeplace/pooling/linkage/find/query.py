"""What somebody at the front door knows of a person: any of it, cleaned as records are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..encoding import Words, mix
from ..fields import SEXES, Births, Fields
from ..incremental.key_index import salt
from ..lists import Ints, Lists
from ..names import clean_name
from ..places import clean_line, clean_postcode
from ..stamps import Stamps

ASKED = "asked"
"""The list that a query is on: none of an agency's."""
_BORN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class TooVague(Exception):
    """A query that says too little to find anybody by, said in one line."""


@dataclass(frozen=True)
class Query:
    """Any of a person's name, birth date, sex, address and identifiers.

    ``born`` is 'yyyy-mm-dd', 'yyyy-mm' or 'yyyy'; ``identifiers`` are values by scheme.
    """

    given: str = ""
    family: str = ""
    born: str = ""
    sex: str = ""
    address: str = ""
    postcode: str = ""
    uprn: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[str, ...]:
        """Which parts of a record the query asks about: record, identifier, address."""
        asked = {
            "record": self.given or self.family or self.born or self.sex,
            "identifier": self.identifiers,
            "address": self.address or self.postcode or self.uprn,
        }
        return tuple(part for part, said in asked.items() if said)

    def fields(self) -> Fields:
        """The query as a set of one record. Raises TooVague for a birth date that is none."""
        words, postcodes, lines, uprns = (Words() for _ in range(4))
        names = [words.code(clean_name(text)) for text in (self.given, self.family)]
        ids = {scheme: Words() for scheme in sorted(self.identifiers)}
        for scheme, known in ids.items():
            known.code(re.sub("[ -]", "", self.identifiers[scheme]).upper())
        return Fields(
            size=1,
            source=np.array([1], np.int32),
            sources=["", ASKED],
            births=self._births(),
            sex=np.array([SEXES.get(self.sex.lower(), 0)], np.int8),
            names=_one(any(names), given=names[0], family=names[1]),
            words=words.values,
            addresses=self._addresses(postcodes, lines, uprns),
            postcodes=postcodes.values,
            lines=lines.values,
            uprns=uprns.values,
            identifiers={s: _one(len(known) > 1, value=1) for s, known in ids.items()},
            id_values={scheme: known.values for scheme, known in ids.items()},
        )

    def _births(self) -> Births:
        found = _BORN.fullmatch(self.born.strip() or "0000")
        parts = [int(part or 0) for part in found.groups()] if found else [0, 99, 99]
        if parts[1] > 12 or parts[2] > 31:
            raise TooVague(f"{self.born}: write a birth date as 1990-02-28, 1990-02 or 1990")
        return Births(*(np.array([part], np.int32) for part in parts))

    def _addresses(self, postcodes: Words, lines: Words, uprns: Words) -> Lists:
        postcode = postcodes.code(clean_postcode(self.postcode))
        line = lines.code(clean_line(self.address))
        uprn = uprns.code(self.uprn.strip())
        door = int(bool(line and postcode))
        there = bool(postcode or line or uprn)
        return _one(there, postcode=postcode, line=line, uprn=uprn, door=door)


def _one(there: bool, **columns: int) -> Lists:
    """A list of one entry, or of none, for one record."""
    starts = np.array([0, int(there)], np.int64)
    return Lists(starts, {n: np.array([v], np.int32)[: int(there)] for n, v in columns.items()})


def wide_keys(fields: Fields, stamped: Stamps) -> tuple[Ints, Ints]:
    """Owner and key of every entry under keys that link nobody but find people known by little."""
    names, places = fields.names, fields.addresses
    given, family = stamped.main[names["given"]], stamped.words[names["family"]]
    name = mix(np.minimum(given, family), np.maximum(given, family))
    found = {
        "birth date": (np.arange(fields.size), mix(fields.births.whole)),
        "postcode": (places.owners(), mix(stamped.postcodes[places["postcode"]])),
        "name": (names.owners(), name),
    }
    has = {what: np.flatnonzero(keys) for what, (_, keys) in found.items()}
    return (
        np.concatenate([owners[has[what]] for what, (owners, _) in found.items()]),
        np.concatenate([keys[has[what]] ^ salt(what) for what, (_, keys) in found.items()]),
    )
