"""Start a place: a small folder with comments that passes its check and can be pooled at once."""

import re
from importlib.resources import files
from pathlib import Path

from .problems import PlaceError, Problem

LAYOUT = {
    ".gitignore": "gitignore",
    "place.toml": "place.toml",
    "areas/postcodes.csv": "postcodes.csv",
    "areas/wards.csv": "wards.csv",
    "partners/council.toml": "council.toml",
    "partners/police.toml": "police.toml",
    "sources/exclusions.toml": "exclusions.toml",
    "sources/offences.toml": "offences.toml",
    "agreements/sharing.toml": "agreement.toml",
    "cohorts/excluded-and-offending.toml": "cohort.toml",
    "costs/unit_costs.csv": "unit_costs.csv",
    "extracts/council/exclusions_example.csv": "exclusions.csv",
    "extracts/police/offences_example.csv": "offences.csv",
}
"""Where each file of the scaffold goes."""


def scaffold(root: Path) -> list[Path]:
    """Write a new place into an empty or absent folder; returns what was written."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        message = "is there already and not empty; name a new folder, nothing was written"
        raise PlaceError([Problem(str(root), "", message)])
    return [_write(root / target, _text(name, root)) for target, name in LAYOUT.items()]


def _text(name: str, root: Path) -> str:
    text = files("wholeplace.place").joinpath(f"data/scaffold/{name}").read_text("utf-8")
    title = root.resolve().name
    return text.replace("@@id@@", _id(title)).replace("@@name@@", title.replace('"', "'"))


def _id(title: str) -> str:
    """A folder's name as an id: ``North Shire`` becomes ``north-shire``."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "place"


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
