"""As much of a place as permission asks about."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from support import trust as support
from support.cohorts import AS_AT, VOCABULARY
from wholeplace.place import (
    Agreement,
    Cohort,
    Concentration,
    Objection,
    Partner,
    Place,
    Segmentation,
    Source,
    Vocabulary,
)

POLICE = Partner.model_validate(
    {
        "id": "police",
        "name": "A police force",
        "kind": "police",
        "from": date(2011, 4, 1),
        "funds": ["policing"],
        "source": "a test",
    }
)


@dataclass
class Uses:
    """As much of a programme as says whose cohort it is."""

    id: str
    cohort: str | None
    reach: Any = field(default_factory=lambda: type("Reach", (), {"cohort": None}))


@dataclass
class Folder:
    """As much of a place as permission asks about."""

    sources: dict[str, Source]
    agreements: dict[str, Agreement]
    programmes: dict[str, Uses]
    partners: dict[str, Partner]
    objections: dict[str, Objection] = field(default_factory=dict)
    cohorts: dict[str, Cohort] = field(default_factory=dict)
    concentrations: dict[str, Concentration] = field(default_factory=dict)
    segmentations: dict[str, Segmentation] = field(default_factory=dict)
    vocabulary: Vocabulary = VOCABULARY
    as_at: date = AS_AT

    def all_objections(self) -> dict[str, Objection]:
        return self.objections


def place(
    sources: dict[str, str], *agreements: Agreement, programmes: tuple[Uses, ...] = ()
) -> Place:
    """A place of sources, each with the kind it delivers."""
    made = {name: source(name, kind) for name, kind in sources.items()}
    held = {a.id: a for a in agreements}
    return cast(Place, Folder(made, held, {p.id: p for p in programmes}, {"police": POLICE}))


def source(name: str, kind: str, zone: str = "named") -> Source:
    coverage = {"kinds": [kind], "from": date(2011, 4, 1), "to": date(2014, 4, 1)}
    head = {"id": name, "title": name, "partner": "police", "format": "ssda903", "zone": zone}
    return Source.model_validate({**head, "layout": "1", "files": ["*"], "coverage": [coverage]})


def agreement(name: str, grants: dict[str, list[str]], **more: Any) -> Agreement:
    grant = [{"source": s, "fields": f} for s, f in grants.items()]
    return support.agreement(name, **{"grain": "pseudonymised", "grant": grant, **more})
