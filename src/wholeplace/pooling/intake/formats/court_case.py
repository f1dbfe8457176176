"""One case as the court's case system writes it: its children, its hearings, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from ..codes import code_list
from ..files.json_file import Json, items_of, text_of
from ..values.dates import Dates

Row = dict[str, str]

_WRAPPED = ("case_details", "caseDetails", "caseData", "case_data", "data")
_NUMBERS = ("familyManCaseNumber", "caseNumber", "caseId", "id")
_ORDERED = ("approvalDate", "approvalDateTime", "dateOfIssue", "date", "dateTimeIssued")
_READ = Dates.of(("%d %B %Y", "%d/%m/%Y"), date.max).reader()


@dataclass(frozen=True)
class Order:
    """An order made in a case: what sort, when, for which children (none says: for all)."""

    sort: str
    day: str
    final: bool
    children: frozenset[str]


@dataclass(frozen=True)
class Case:
    """A case without what its papers say."""

    number: str
    submitted: str
    closed: str
    sought: tuple[str, ...]
    orders: tuple[Order, ...]
    data: Json

    @classmethod
    def of(cls, record: Json) -> Case:
        """From one record, however often it is wrapped."""
        outer, data = record, record
        while inner := next((data[k] for k in _WRAPPED if isinstance(data.get(k), dict)), None):
            outer, data = {**outer, **data}, inner
        number = next((n for k in _NUMBERS for o in (data, outer) if (n := text_of(o.get(k)))), "")
        closed = next(
            (d for k in ("closeCaseTabField", "closeCase") if (d := _within(data, k, "date"))), ""
        )
        submitted = text_of(data.get("dateSubmitted"))
        return cls(number, submitted, closed, _sought(data), _orders(data), data)

    @property
    def is_care(self) -> bool:
        """Whether care or supervision was applied for; taken to be so when it is not said."""
        return not self.sought or bool(_known("care").intersection(self.sought))

    def children(self) -> list[Row]:
        """A row for each child."""
        listed = items_of(self.data.get("children1")) or items_of(self.data.get("children"))
        return [self._child(place, child) for place, child in enumerate(listed, 1)]

    def hearings(self, child: str) -> list[Row]:
        """A row for each hearing that was not vacated."""
        rows = []
        for place, hearing in enumerate(items_of(self.data.get("hearingDetails")), 1):
            said = _value(hearing)
            day = text_of(said.get("startDate")) or text_of(said.get("hearingDate"))
            if day and not text_of(said.get("status")).upper().startswith(("VACATED", "ADJOURNED")):
                sort = text_of(said.get("type")) or text_of(said.get("hearingType"))
                own = text_of(hearing.get("id")) or str(place)
                row = {"child": child, "set": self.number, "case": self.number, "day": day}
                rows.append({**row, "sort": sort, "hearing": f"{self.number}/{own}"})
        return rows

    def _child(self, place: int, child: Json) -> Row:
        said = _value(child)
        party = _object(said.get("party")) or said
        own = text_of(child.get("id"))
        last = self._last_order(own)
        address = _object(party.get("address"))
        hidden = text_of(party.get("detailsHidden")) or text_of(party.get("addressNotKnow"))
        return {
            "child": own or f"{self.number}/{place}",
            "given": text_of(party.get("firstName")),
            "family": text_of(party.get("lastName")),
            "born": text_of(party.get("dateOfBirth")),
            "sex": text_of(party.get("gender")),
            "postcode": text_of(address.get("PostCode")) or text_of(address.get("postcode")),
            "hidden": "yes" if hidden.lower() in ("yes", "true") else "",
            "set": self.number,
            "case": self.number,
            "submitted": self.submitted,
            "ended": last.day if last else text_of(said.get("finalDecisionDate")) or self.closed,
            "order": last.sort if last else "",
            "sought": " ".join(self.sought),
            "proceedings": "care" if self.is_care else "other",
        }

    def _last_order(self, child: str) -> Order | None:
        """The first final order about a child since the case began; what comes later varies it."""
        began = _READ(self.submitted)[0]
        made = [
            (day, order)
            for order in self.orders
            if order.final and (not order.children or child in order.children)
            if (day := _READ(order.day)[0]) and (began is None or day >= began)
        ]
        return min(made, key=lambda one: one[0])[1] if made else None


def _sought(data: Json) -> tuple[str, ...]:
    """Orders applied for."""
    orders = data.get("orders")
    listed = orders.get("orderType") if isinstance(orders, dict) else data.get("ordersSought")
    return tuple(map(text_of, listed)) if isinstance(listed, list) else ()


def _orders(data: Json) -> tuple[Order, ...]:
    """Orders made, in either of the places where they may stand."""
    made = [*items_of(data.get("orderCollection")), *items_of(data.get("orders"))]
    return tuple(map(_order, map(_value, made)))


def _order(said: Json) -> Order:
    sort = text_of(said.get("orderType")) or text_of(said.get("type"))
    marked = text_of(said.get("markedFinal")).lower()
    known = sort.upper().replace(" ", "_") in _known("final")
    children = frozenset(text_of(child.get("id")) for child in items_of(said.get("children")))
    day = next((d for name in _ORDERED if (d := text_of(said.get(name)))), "")
    final = marked in ("yes", "true") if marked else known
    return Order(sort, day, final, children - {""})


@cache
def _known(listed: str) -> frozenset[str]:
    return code_list(f"family-court.{listed}").known(None)


def _value(item: Json) -> Json:
    """What stands in an item of a collection, or the item itself."""
    return _object(item.get("value")) or item


def _within(data: Json, key: str, name: str) -> str:
    return text_of(_object(data.get(key)).get(name))


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}
