"""Results in a few plain sentences: for the terminal, the report and the place page."""

from collections.abc import Mapping
from typing import Any

from .charts import UNITS, concentration_words
from .formats import count, interval, listed, percent, plural, pounds_short, years
from .results import Results

Json = Mapping[str, Any]


def in_short(results: Results) -> list[str]:
    """What a run found, most general first."""
    return [
        pooled(results.summary),
        *(concentration_words(c) for c in results.concentrations.values()),
        *(_named(c["title"], cohort_found(c)) for c in _families(results)),
        *(_named(o["title"], overlap_found(o)) for o in results.overlaps.values()),
        *(_named(p["name"], programme_found(p)) for p in results.programmes.values()),
    ]


def _families(results: Results) -> list[Json]:
    return [c for c in results.cohorts.values() if c["unit"] == "household"]


def _named(title: str, sentence: str) -> str:
    return f"{title}: {sentence[0].lower()}{sentence[1:]}"


def pooled(summary: Json) -> str:
    """What went in, and who came out."""
    n = summary["counts"]
    return (
        f"{plural(n['sources'], 'source', 'sources')} brought "
        f"{plural(n['records'], 'record', 'records')}, which are of "
        f"{plural(n['people'], 'person', 'people')} in "
        f"{plural(n['households'], 'household', 'households')}, with "
        f"{plural(n['activities'], 'dated activity', 'dated activities')}."
    )


def cohort_found(cohort: Json) -> str:
    """How many are in a cohort, and how many could be."""
    one, many = UNITS[cohort["unit"]]
    who = plural(cohort["count"], one, many)
    if cohort["unit"] == "household":
        who += f" ({plural(cohort['people'], 'person', 'people')})"
    meet = "meets" if cohort["count"] == 1 else "meet"
    found = f"{who} {meet} the rule"
    if not cohort["possible"]:
        return f"{found}."
    return f"{found}; {count(cohort['possible'])} more may, if what nobody has told us were known."


def left_out(cohort: Json) -> list[str]:
    """How many people their own choices keep out of it; small numbers are not told."""
    excluded = cohort.get("excluded", {})
    words = {"objection": "object to this use", "no consent": "have not consented to it"}
    return [
        f"{many if isinstance(many, str) else count(many)} people {words[why]} and are left out"
        for why, many in excluded.items()
        if many
    ]


def overlap_found(overlap: Json) -> str:
    """The share of one cohort that is in another, with its interval."""
    if overlap["share"] is None:
        return "Nobody to count."
    between = interval(overlap["low"], overlap["high"], percent)
    return (
        f"{percent(overlap['share'])}, that is {count(overlap['n_both'])} of "
        f"{count(overlap['n_a'])} (95% interval {between})."
    )


def programme_found(appraisal: Json) -> str:
    """What a programme costs and saves, when it is paid back, who must be asked."""
    span = plural(len(appraisal["years"]), "year", "years")
    return (
        f"Costs {pounds_short(_sum(appraisal, 'pays'))} and saves "
        f"{pounds_short(_sum(appraisal, 'gains'))} over {span}; {_payback(appraisal)}."
        f"{_asked(appraisal)}"
    )


def _sum(appraisal: Json, key: str) -> int:
    return sum(p[key] for p in appraisal["partners"])


def _payback(appraisal: Json) -> str:
    after = appraisal["payback_years"]
    if after is None:
        return "it is not paid back in that time"
    return f"it is paid back after {years(after)}" if after else "it pays from the start"


def _asked(appraisal: Json) -> str:
    """Partners who gain, would owe a part by the rule, and have no power to pay it."""
    asked = [p["name"] for p in appraisal["partners"] if p.get("asked")]
    if not asked:
        return ""
    verb = "gains and has" if len(asked) == 1 else "gain and have"
    return f" {listed(asked)} {verb} no power to pay: ask."
