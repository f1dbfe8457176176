"""Who bears a cost in a year: a partner by name, or a kind shared by residents."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from wholeplace.place import Partner, Place, Programme, year_start

from .errors import CaseError

Shares = dict[str, Fraction]


class Bearers:
    """Turns the bearers of unit costs into sovereign partners of a programme's footprint.

    A kind, such as 'council', is shared by residents of the footprint among its partners that
    exist at the start of the year. A borough that two of them serve is split evenly, because the
    part each serves is not stated. A partner that has ended is followed by its successors.
    """

    def __init__(self, place: Place, programme: Programme):
        self.partners = place.partners
        self.residents = {
            borough.code: Fraction(borough.residents.value)
            for borough in place.areas.boroughs
            if borough.code in programme.footprint
        }

    def shares(self, bearers: Mapping[str, Decimal], year: str) -> Shares:
        """Each partner's share of a cost that ``bearers`` bear, in a financial year."""
        shares: Shares = {}
        for name, share in bearers.items():
            for partner, part in self.resolve(name, year).items():
                shares[partner] = shares.get(partner, Fraction(0)) + part * Fraction(share)
        return shares

    def resolve(self, name: str, year: str) -> Shares:
        """A partner id or kind as shares of partners that exist in a year."""
        day = year_start(year)
        active = self._successors(name, day) if name in self.partners else self._of_kind(name, day)
        if not active:
            raise CaseError(
                f"nobody bears '{name}' in {year}: no such partner exists then in the footprint; "
                "check its dates and footprint, or name its successor"
            )
        return self._by_residents(active)

    def _of_kind(self, kind: str, day: date) -> list[Partner]:
        of_kind = [p for p in self.partners.values() if p.kind == kind and p.active_on(day)]
        return [partner for partner in of_kind if self._serves(partner)]

    def _successors(self, name: str, day: date) -> list[Partner]:
        partner = self.partners[name]
        if partner.active_on(day):
            return [partner]
        later = [self._successors(next_, day) for next_ in partner.succeeded_by]
        return [partner for partners in later for partner in partners if self._serves(partner)]

    def _serves(self, partner: Partner) -> bool:
        return not partner.footprint or any(code in self.residents for code in partner.footprint)

    def _by_residents(self, partners: Iterable[Partner]) -> Shares:
        weights = {partner.id: Fraction(0) for partner in partners}
        for code, residents in self.residents.items():
            serving = [p for p in weights if code in (self.partners[p].footprint or [code])]
            for partner in serving:
                weights[partner] += residents / len(serving)
        whole = sum(weights.values())
        return {partner: weight / whole for partner, weight in weights.items()}
