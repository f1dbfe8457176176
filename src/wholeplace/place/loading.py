"""Read a place folder into one checked object, or say everything that is wrong with it."""

import csv
import tomllib
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .agreements import Agreement
from .areas import Areas
from .base import Definition
from .cohorts import Cohort, Concentration, Overlap, Segmentation
from .communal import CommunalPlace, read_communal
from .costs import UnitCost
from .crosscheck import crosscheck
from .objections import Objection
from .partners import Partner
from .place import About, Place, Synthetic
from .problems import PlaceError, Problem, located
from .programmes import Programme
from .publications import Publication
from .sources import Source
from .terms import Framework
from .vocabulary import Vocabulary
from .wordings import Wording

M = TypeVar("M", bound=BaseModel)


class PlaceFile(Definition):
    """``place.toml``."""

    place: About
    areas: Areas


FOLDERS: dict[str, dict[str, type[Definition]]] = {
    "partners": {"partner": Partner},
    "sources": {"source": Source},
    "agreements": {"agreement": Agreement, "framework": Framework},
    "objections": {"objection": Objection},
    "wordings": {"wording": Wording},
    "programmes": {"programme": Programme},
    "cohorts": {
        "cohort": Cohort,
        "overlap": Overlap,
        "concentration": Concentration,
        "segmentation": Segmentation,
    },
    "publications": {"publication": Publication},
}
"""Which tables the files of each folder hold. One definition to a file."""


class _Reader:
    """Collects problems while it reads, so that a person mends a place in one go."""

    def __init__(self, root: Path):
        self.root = root
        self.problems: list[Problem] = []

    def fail(self, file: str, key: str, message: str) -> None:
        self.problems.append(Problem(file, key, message))

    def toml(self, path: Path) -> dict[str, Any] | None:
        name = str(path.relative_to(self.root))
        try:
            return tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
        except FileNotFoundError:
            self.fail(name, "", "is missing; 'wholeplace new FOLDER' writes a place to start from")
        except UnicodeDecodeError as error:
            self.fail(name, "", f"is not UTF-8 text (byte {error.start}); save it as UTF-8")
        except tomllib.TOMLDecodeError as error:
            self.fail(name, "", f"is not TOML: {error}")
        return None

    def model(self, model: type[M], data: object, file: str) -> M | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += located(file, error, model)
            return None

    def folder(self, folder: str) -> dict[str, dict[str, Any]]:
        """All definitions in a folder, by kind and id."""
        kinds = FOLDERS[folder]
        found: dict[str, dict[str, Any]] = {kind: {} for kind in kinds}
        for path in sorted((self.root / folder).glob("*.toml")):
            self._definition(path, kinds, found)
        return found

    def _definition(
        self, path: Path, kinds: dict[str, Any], found: dict[str, dict[str, Any]]
    ) -> None:
        data, name = self.toml(path), str(path.relative_to(self.root))
        if data is None:
            return
        kind = next((k for k in kinds if k in data), None)
        if kind is None:
            self.fail(name, "", f"must hold one of: {', '.join(f'[{k}]' for k in kinds)}")
            return
        definition = self.model(kinds[kind], {**_rest(data, kind), **_table(data, kind)}, name)
        if definition is None:
            return
        if definition.id in found[kind]:
            self.fail(name, "id", f"'{definition.id}' is defined twice; ids are unique in a place")
        found[kind][definition.id] = definition

    def costs(self) -> dict[str, UnitCost]:
        found: dict[str, UnitCost] = {}
        for path in sorted((self.root / "costs").glob("*.csv")):
            name = str(path.relative_to(self.root))
            with path.open(encoding="utf-8-sig", newline="") as handle:
                for number, row in enumerate(csv.DictReader(handle), start=2):
                    cost = self._cost(row, f"{name} row {number}")
                    if cost is not None and cost.id in found:
                        self.fail(f"{name} row {number}", "id", f"'{cost.id}' is defined twice")
                    elif cost is not None:
                        found[cost.id] = cost
        return found

    def communal(self, areas: Areas) -> tuple[CommunalPlace, ...]:
        """Those the place declares, and those only its register knows."""
        register = self.root / ".wholeplace" / "register" / "communal.csv"
        lists = [(self.root / areas.communal, areas.communal)] if areas.communal else []
        found: list[CommunalPlace] = []
        for path, name in [*lists, (register, "communal.csv in the register")]:
            if path.is_file():
                places, problems = read_communal(path, name)
                found += places
                self.problems += problems
        return tuple(found)

    def _cost(self, row: dict[str, str], where: str) -> UnitCost | None:
        try:
            typed = {
                **row,
                "pounds": Decimal(row["pounds"]),
                "grade": int(row["grade"]),
                "bearers": bearers(row["bearers"]),
            }
        except KeyError as error:
            self.fail(where, str(error).strip("'"), "is a missing column")
            return None
        except (InvalidOperation, ValueError) as error:
            self.fail(where, "", f"has a number that cannot be read: {error}")
            return None
        return self.model(UnitCost, typed, where)


def _table(data: dict[str, Any], kind: str) -> dict[str, Any]:
    table = data[kind]
    return table if isinstance(table, dict) else {kind: table}


def _rest(data: dict[str, Any], kind: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != kind}


def bearers(text: str) -> dict[str, Decimal]:
    """Read ``police:0.6;council:0.4`` into shares."""
    pairs = (part.partition(":") for part in text.split(";") if part.strip())
    return {who.strip(): Decimal(share.strip() or "NaN") for who, _, share in pairs}


def load_vocabulary() -> Vocabulary:
    """The kinds of activity every place shares."""
    text = files("wholeplace.place").joinpath("data/vocabulary.toml").read_text("utf-8")
    return Vocabulary.model_validate(tomllib.loads(text))


def load_place(folder: str | Path) -> Place:
    """Read and check a place folder. Raises PlaceError with every problem found."""
    root = Path(folder).resolve()
    if not root.is_dir():
        message = "there is no such folder; 'wholeplace new FOLDER' writes a place to start from"
        raise PlaceError([Problem(str(folder), "", message)])
    reader = _Reader(root)
    place = _read(reader)
    if place is not None and not reader.problems:  # what could not be read would seem unknown
        reader.problems += crosscheck(place)
    if place is None or reader.problems:
        raise PlaceError(reader.problems)
    return place


def _read(reader: _Reader) -> Place | None:
    data = reader.toml(reader.root / "place.toml")
    head = reader.model(PlaceFile, data, "place.toml") if data is not None else None
    found = {kind: items for folder in FOLDERS for kind, items in reader.folder(folder).items()}
    costs = reader.costs()
    synthetic = None
    if (reader.root / "synthetic.toml").exists():
        synthetic = reader.model(
            Synthetic, reader.toml(reader.root / "synthetic.toml"), "synthetic.toml"
        )
    if head is None:
        return None
    communal = reader.communal(head.areas)
    return Place(
        root=reader.root,
        about=head.place,
        areas=head.areas,
        vocabulary=load_vocabulary(),
        partners=found["partner"],
        sources=found["source"],
        agreements=found["agreement"],
        programmes=found["programme"],
        cohorts=found["cohort"],
        overlaps=found["overlap"],
        concentrations=found["concentration"],
        segmentations=found["segmentation"],
        publications=found["publication"],
        costs=costs,
        synthetic=synthetic,
        frameworks=found["framework"],
        objections=found["objection"],
        wordings=found["wording"],
        communal=communal,
    )
