"""The start page in words."""

from typing import Any

from django.urls import reverse

from wholeplace.reporting.formats import count

from ...design.parts import Link, Notice, Stat
from ...jobs.models import Run
from ...jobs.presenters import moment


def headline_stats(summary: dict[str, Any]) -> list[Stat]:
    """The place in four figures."""
    counts = summary["counts"]
    residents = sum(borough["residents"] for borough in summary["boroughs"])
    return [
        Stat(count(residents), "residents", "everyone who lives here, known to a service or not"),
        Stat(
            count(counts["people"]),
            "people in the pool",
            f"from {count(counts['records'])} records",
        ),
        Stat(count(counts["households"]), "households", "people known to live together"),
        Stat(count(counts["activities"]), "activities", f"from {count(counts['sources'])} sources"),
    ]


def nothing_pooled(may_start: bool) -> Notice:
    """What to do before there is anything to see."""
    how = "Start a run below" if may_start else "Ask a data analyst to start a run"
    return Notice(
        "Nothing has been pooled yet",
        f"There are no figures to show until a run has ended. {how}, or run this on the server: "
        "wholeplace run PLACE",
    )


def last_run_link(run: Run | None) -> Link | None:
    """When the pipeline last ran from here, and how it ended."""
    if run is None:
        return None
    words = f"Run {run.pk}: {run.get_state_display().lower()}, asked for {moment(run.asked_at)}"
    return Link(words, reverse("run", args=[run.pk]))
