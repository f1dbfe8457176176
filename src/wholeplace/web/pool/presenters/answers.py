"""The answer to one question: may these data be used for this?"""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from wholeplace.place import Place
from wholeplace.reporting.formats import day, plural
from wholeplace.trust import Answer, WhyNot, conditions, use_in_words, verdict
from wholeplace.trust.words import partner_name, sentence

from ...design.parts import Cell, Column, Table


def answered(found: Answer, place: Place) -> dict[str, Any]:
    """The answer to one question: a verdict, and everything that stands in the way."""
    why = found.why
    return {
        "verdict": capfirst(verdict(found)),
        "use": sentence(use_in_words(found, place)),
        "kind": "success" if found.permit else "warning",
        "conditions": [
            capfirst(condition)
            for ground in found.decision.grounds
            for condition in dict.fromkeys(conditions(ground, place))
        ],
        "grounds": [
            (place.agreements[g.agreement].title, reverse("agreement", args=[g.agreement]))
            for g in found.decision.grounds
        ],
        "awaited": _signatures(why, place) if why and why.awaited else None,
        "bars": list(why.bars) if why else [],
        "reasons": [capfirst(reason) for reason in why.others] if why else [],
        "guidance": list(found.guidance),
    }


def _signatures(why: WhyNot, place: Place) -> Table:
    columns = [Column("Whose"), Column("Agreement"), Column("Waiting", numeric=True)]
    rows = [
        [
            Cell(partner_name(signature.party, place), header=True),
            Cell(
                place.agreements[signature.agreement].title,
                href=reverse("agreement", args=[signature.agreement]),
            ),
            Cell(
                "–" if signature.days is None else plural(signature.days, "day", "days"),
                note=f"asked on {day(signature.asked)}" if signature.asked else "not asked yet",
            ),
        ]
        for signature in why.awaited
    ]
    return Table("Whose signature it waits for", columns, rows, stacks=True)
