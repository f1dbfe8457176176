"""What is believed about agreement before any record is seen.

Every figure here is a starting point that training pulls towards what the records show. The error
rates are round ones for administrative data typed by clerks: one birth date in twenty is wrong
somewhere, one given name in ten is written in another form, one person in four has moved between
two agencies' records.
"""

from .model import Comparison, Level, Model

# Schemes that give a person one value for life, so two different valid values are two people.
# A child's or adult's council id is one per council: its value starts with the council's code.
ONE_PER_PERSON = frozenset({"nhs", "upn", "uln", "nino", "pnc", "nomis", "la_child", "la_adult"})

GIVEN = ("exact", "short form", "typing error", "swapped", "somewhat alike", "different")
FAMILY = ("exact", "typing error", "one of two", "different")
BIRTH_DATE = (
    "exact",
    "day and month swapped",
    "one digit",
    "two parts",
    "only the year",
    "different",
)
BIRTH_PART = ("agrees as far as known", "different")
SEX = ("same", "different")
ADDRESS = ("same door", "same postcode, other door", "same sector", "elsewhere")
POSTCODE = ("same postcode", "same sector", "elsewhere")
IDENTIFIER = ("same", "typing error", "different")
LIST = ("both on it",)


def default_model() -> Model:
    """The model before training."""
    return Model(
        comparisons=(
            _comparison(
                "given",
                GIVEN,
                m=(0.86, 0.06, 0.05, 0.005, 0.017, 0.008),
                u=(0.006, 0.002, 0.004, 0.0001, 0.02, 0.9679),
                h=(0.012, 0.005, 0.012, 0.0001, 0.03, 0.9409),
            ),
            _comparison(
                "family",
                FAMILY,
                m=(0.89, 0.045, 0.015, 0.05),
                u=(0.002, 0.002, 0.001, 0.995),
                h=(0.75, 0.03, 0.02, 0.20),
            ),
            _comparison(
                "birth_date",
                BIRTH_DATE,
                m=(0.95, 0.01, 0.02, 0.01, 0.007, 0.003),
                u=(0.00004, 0.00003, 0.001, 0.003, 0.012, 0.98393),
                h=(0.008, 0.00003, 0.001, 0.004, 0.012, 0.97497),
            ),
            _comparison("birth_part", BIRTH_PART, m=(0.97, 0.03), u=(0.012, 0.988), h=(0.03, 0.97)),
            _comparison("sex", SEX, m=(0.99, 0.01), u=(0.5, 0.5), h=(0.47, 0.53)),
            _comparison(
                "address",
                ADDRESS,
                m=(0.72, 0.02, 0.02, 0.24),
                u=(0.0001, 0.0008, 0.01, 0.9891),
                h=(0.72, 0.02, 0.02, 0.24),
            ),
            _comparison(
                "postcode",
                POSTCODE,
                m=(0.75, 0.02, 0.23),
                u=(0.001, 0.01, 0.989),
                h=(0.75, 0.02, 0.23),
            ),
            _comparison(
                "id",
                IDENTIFIER,
                m=(0.98, 0.01, 0.01),
                u=(0.00001, 0.0001, 0.99989),
                h=(0.002, 0.002, 0.996),
            ),
            _comparison("list", LIST, m=(0.01,), u=(0.1,), h=(0.1,)),
            _comparison("list:several", LIST, m=(0.9,), u=(0.9,), h=(0.9,)),
        ),
        prior=1e-4,
        household_prior=2e-4,
    )


def _comparison(
    field: str,
    names: tuple[str, ...],
    *,
    m: tuple[float, ...],
    u: tuple[float, ...],
    h: tuple[float, ...],
) -> Comparison:
    levels = (Level(*row) for row in zip(names, m, u, h, strict=True))
    return Comparison(field, tuple(levels))
