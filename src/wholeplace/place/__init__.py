"""What a place says about itself: typed definitions, read from a folder of plain text.

This room knows no data and no law: it turns TOML into checked objects, and says where a file is
wrong. Every other room starts from a ``Place``.
"""

from .agreements import Agreement, Grant, Signature
from .areas import Areas, Borough
from .business_case import Benefit, Cost, Effect, Funds, OutsideGrant, Reach, Reading
from .calendar import add_months, age_at, before, financial_year, year_start, years_from
from .cautions import cautions
from .cohorts import (
    Cohort,
    Concentration,
    Criterion,
    Event,
    NotInForce,
    Overlap,
    Rule,
    Segmentation,
    Test,
)
from .communal import CommunalPlace
from .costs import UnitCost
from .deliveries import Covers, Delivery, Rhythm
from .loading import load_place, load_vocabulary
from .objections import Objection, shipped_objections
from .partners import Partner
from .place import About, Place, Synthetic
from .problems import PlaceError, Problem
from .programmes import Programme
from .publications import Publication
from .purposes import Purpose
from .sourced import GRADES, Sourced
from .sources import (
    ActivityMap,
    Actual,
    AggregateMap,
    BestFirst,
    ContactMap,
    Coverage,
    Every,
    Joined,
    Mapping,
    OneEvent,
    PersonMap,
    ServiceMap,
    Source,
    SpendMap,
    When,
)
from .terms import Framework, Terms
from .vocabulary import Attribute, Kind, Vocabulary
from .wordings import Wording

__all__ = [
    "GRADES",
    "About",
    "ActivityMap",
    "Actual",
    "AggregateMap",
    "Agreement",
    "Areas",
    "Attribute",
    "Benefit",
    "BestFirst",
    "Borough",
    "Cohort",
    "CommunalPlace",
    "Concentration",
    "ContactMap",
    "Cost",
    "Coverage",
    "Covers",
    "Criterion",
    "Delivery",
    "Effect",
    "Event",
    "Every",
    "Framework",
    "Funds",
    "Grant",
    "Joined",
    "Kind",
    "Mapping",
    "NotInForce",
    "Objection",
    "OneEvent",
    "OutsideGrant",
    "Overlap",
    "Partner",
    "PersonMap",
    "Place",
    "PlaceError",
    "Problem",
    "Programme",
    "Publication",
    "Purpose",
    "Reach",
    "Reading",
    "Rhythm",
    "Rule",
    "Segmentation",
    "ServiceMap",
    "Signature",
    "Source",
    "Sourced",
    "SpendMap",
    "Synthetic",
    "Terms",
    "Test",
    "UnitCost",
    "Vocabulary",
    "When",
    "Wording",
    "add_months",
    "age_at",
    "before",
    "cautions",
    "financial_year",
    "load_place",
    "load_vocabulary",
    "shipped_objections",
    "year_start",
    "years_from",
]
