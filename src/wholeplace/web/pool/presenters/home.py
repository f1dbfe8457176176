"""The start page in words."""

from django.urls import reverse

from wholeplace.reporting import Results
from wholeplace.reporting.formats import count

from ...design.parts import Link, Stat
from ...jobs.models import Run
from ...jobs.presenters import moment


def headline_stats(results: Results) -> list[Stat]:
    """The place in four figures."""
    counts = results.summary["counts"]
    residents = sum(borough["residents"] for borough in results.summary["boroughs"])
    return [
        Stat(count(residents), "residents", "known to a service or not"),
        Stat(count(counts["people"]), "people pooled", f"from {count(counts['records'])} records"),
        Stat(count(counts["households"]), "households", "people known to live together"),
        Stat(count(counts["activities"]), "activities", f"from {count(counts['sources'])} sources"),
    ]


def last_run_link(run: Run | None) -> Link | None:
    """When the pipeline last ran from here, and how it ended."""
    if run is None:
        return None
    words = f"Run {run.pk}: {run.get_state_display().lower()}, asked for {moment(run.asked_at)}"
    return Link(words, reverse("run", args=[run.pk]))
