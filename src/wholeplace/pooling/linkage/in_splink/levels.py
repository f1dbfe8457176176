"""Our levels of agreement as SQL over two prepared records, which Splink evaluates by itself."""

from dataclasses import dataclass
from itertools import pairwise

from ..names_alike import FAMILY_RANK, GIVEN_RANK
from ..places_alike import ELSEWHERE
from .crossings import at, reached


@dataclass(frozen=True)
class Sql:
    """When a field is missing, and when it is at each level but the last, which is all else."""

    missing: str
    levels: tuple[str, ...]


def conditions(field: str, column: str = "") -> Sql:
    """The SQL of a field; ``column`` holds the values of an identifier."""
    return _identifier(column) if field.startswith("id:") else _FIELDS[field]


def sharing(field: str, level: int, slot: int, column: str) -> str:
    """The condition of a level at which the value that both share stands in one slot."""
    if field == "birth_date":
        return _FIELDS[field].levels[level]
    found = f"{reached(field)} = {at(level) + slot}"
    return f"{column}_l = {column}_r and {found}" if slot else found


def listed(source: str) -> str:
    """Both records are on one list."""
    name = source.replace("'", "''")
    return f"source_l = '{name}' and source_r = '{name}'"


def _by_crossing(field: str, levels: int) -> Sql:
    """Levels of a field that its best crossing decides."""
    found = reached(field)
    starts = map(at, range(levels))
    between = (f"{found} between {start} and {end - 1}" for start, end in pairwise(starts))
    return Sql(f"{found} < {at(0)}", tuple(between))


_YEAR, _MONTH, _DAY = (f"birth_{part}_l = birth_{part}_r" for part in ("year", "month", "day"))
_TWO_OF_THREE = " or ".join(
    f"{one} and {other}" for one, other in ((_YEAR, _MONTH), (_YEAR, _DAY), (_MONTH, _DAY))
)

_FIELDS = {
    "given": _by_crossing("given", len(GIVEN_RANK) - 1),
    "family": _by_crossing("family", len(FAMILY_RANK) - 1),
    "address": _by_crossing("address", ELSEWHERE + 1),
    "postcode": _by_crossing("postcode", ELSEWHERE),
    "birth_date": Sql(
        "born_l is null or born_r is null",
        (
            "born_l = born_r",
            f"{_YEAR} and birth_month_l = birth_day_r and birth_day_l = birth_month_r",
            "levenshtein(born_l, born_r) = 1",  # texts of one length: one digit differs
            _TWO_OF_THREE,
            _YEAR,
        ),
    ),
    "birth_part": Sql(
        "birth_year_l is null or birth_year_r is null or born_l is not null and born_r is not null",
        (f"{_YEAR} and coalesce({_MONTH}, true) and coalesce({_DAY}, true)",),
    ),
    "sex": Sql("sex_l is null or sex_r is null", ("sex_l = sex_r",)),
}


def _identifier(column: str) -> Sql:
    """Any value of one against any of the other; those of different issuers say nothing."""
    same_issuer = "regexp_extract(x, '^(.*):', 1) = regexp_extract(y, '^(.*):', 1)"
    level = f"""case when x = y then 0 when not {same_issuer} then 9
      when damerau_levenshtein(x, y) <= 1 then 1 else 2 end"""
    of_one = f"list_min(list_transform({column}_r, lambda y: {level}))"
    best = f"coalesce(list_min(list_transform({column}_l, lambda x: {of_one})), 9)"
    return Sql(f"{best} = 9", (f"{best} = 0", f"{best} = 1"))
