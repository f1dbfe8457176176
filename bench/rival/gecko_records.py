"""Records by Gecko (Jugl and others), with names from Faker: an error model that is not ours.

Runs in an environment of its own (``independent`` makes it), because Gecko needs an older numpy.
Households and NHS numbers are added here; every fault in a record is Gecko's. Names follow the
frequencies that Faker's authors published.
"""

import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
from gecko import generator, mutator

from rival.people import check_digit

DAY = "%Y-%m-%d"
SOURCES = {"clinic": 0.7, "hospital": 0.45, "council": 0.35, "constabulary": 0.3, "landlord": 0.25}
_LOST = {"clinic": 0.05, "hospital": 0.2}
LOCALES = {"en_US": 0.75, "en_IN": 0.15, "pl_PL": 0.10}


def main() -> None:
    """Write records.csv: person, source and the fields, in random order."""
    folder, records, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = np.random.default_rng(seed)
    people = _people(chance, int(records / sum(SOURCES.values())))
    lists = [_listed(chance, people, source, share) for source, share in SOURCES.items()]
    pd.concat(lists).sample(frac=1, random_state=seed).to_csv(folder / "records.csv", index=False)


def _people(chance: np.random.Generator, count: int) -> pd.DataFrame:
    """Gecko draws homes; each is given one to five people, most of one family name."""
    homes = generator.to_data_frame(
        [
            ("family", generator.from_frequency_table(_names("last_names"), 0, 1, rng=chance)),
            ("postcode", _postcodes(chance, max(count // 40, 10))),
        ],
        count,
    )
    sizes = chance.choice([1, 2, 3, 4, 5], count, p=[0.32, 0.33, 0.15, 0.14, 0.06])
    people = homes.loc[np.repeat(np.arange(count), sizes)[:count]]
    people = people.assign(home=people.index.astype(str)).reset_index(drop=True)
    people["sex"] = np.where(chance.random(count) < 0.5, "female", "male")
    for sex in ("female", "male"):
        names = generator.from_frequency_table(_names(f"first_names_{sex}"), 0, 1, rng=chance)
        rows = people["sex"] == sex
        people.loc[rows, "given"] = names(int(rows.sum()))[0].to_numpy()
    born = generator.from_datetime_range("1925-01-01", "2013-12-31", DAY, "D", rng=chance)
    people["birth_date"] = born(count)[0]
    other = generator.from_frequency_table(_names("last_names"), 0, 1, rng=chance)(count)[0]
    people["family"] = people["family"].where(chance.random(count) < 0.75, other)
    nine = 999_000_000 + chance.permutation(1_000_000)
    nine = nine[check_digit(nine) < 10][:count]
    people["nhs"] = (nine * 10 + check_digit(nine)).astype(str)
    people["uprn"] = "100" + people["home"].str.zfill(8)
    return people.drop(columns="home").assign(person=np.arange(count))


def _names(what: str) -> pd.DataFrame:
    parts = []
    for locale, share in LOCALES.items():
        values = getattr(import_module(f"faker.providers.person.{locale}").Provider, what, ())
        rates = values if hasattr(values, "items") else dict.fromkeys(values, 1.0)
        part = pd.DataFrame({0: list(rates), 1: list(rates.values())})
        part[1] *= share / part[1].sum()
        parts.append(part)
    return pd.concat(parts).groupby(0, as_index=False).sum()


def _postcodes(chance: np.random.Generator, count: int):
    letters = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
    codes = {
        f"{''.join(chance.choice(letters, 2))}{chance.integers(1, 30)} {chance.integers(1, 10)}"
        f"{''.join(chance.choice(letters, 2))}"
        for _ in range(count)
    }
    table = pd.DataFrame({0: sorted(codes), 1: 1.0})
    return generator.from_frequency_table(table, 0, 1, rng=chance)


def _listed(
    chance: np.random.Generator, people: pd.DataFrame, source: str, share: float
) -> pd.DataFrame:
    rows = people[chance.random(len(people)) < share].reset_index(drop=True)
    typed = [
        (0.02, mutator.with_insert(rng=chance)),
        (0.02, mutator.with_delete(rng=chance)),
        (0.02, mutator.with_transpose(rng=chance)),
        (0.02, mutator.with_substitute(rng=chance)),
    ]
    missing = mutator.with_missing_value(rng=chance)
    moved = mutator.with_generator(_postcodes(chance, 500), "replace", rng=chance)
    digits = mutator.with_substitute("0123456789", rng=chance)
    married = generator.from_frequency_table(_names("last_names"), 0, 1, rng=chance)
    faulty = mutator.mutate_data_frame(
        rows,
        [
            ("given", [*typed, (0.01, missing)]),
            ("family", [(0.04, mutator.with_generator(married, "replace", rng=chance)), *typed]),
            (("given", "family"), (0.015, mutator.with_permute(rng=chance))),
            ("birth_date", [
                (0.02, mutator.with_datetime_offset(60, "d", DAY, rng=chance)),
                (0.01, mutator.with_datetime_offset(4000, "d", DAY, rng=chance)),
                (0.02, missing),
            ]),
            ("sex", (0.03, missing)),
            ("postcode", [(0.12, moved), (0.02, digits), (0.03, missing)]),
            ("nhs", [(0.02, digits), (_LOST.get(source, 1.0), missing)]),
            ("uprn", (0.3 if source == "landlord" else 1.0, missing)),
        ],
    )  # fmt: skip

    return faulty.assign(source=source)


if __name__ == "__main__":
    main()
