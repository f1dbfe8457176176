"""The whole report, top to bottom."""

from collections.abc import Collection
from pathlib import Path

from wholeplace.place import GRADES, Place

from ..formats import count, day, listed
from ..markup import Child, Markup, tag, together
from ..prose import in_short
from ..results import Results, read_results
from .citations import Citations
from .cohorts import cohorts_section
from .pieces import bullets, paragraph, section, tiles, warning
from .place import place_section
from .programmes import programmes_sections
from .quality import agreements_section, quality_section
from .style import CSS


def render_report(place: Place, results: Path, left_out: Collection[str] = ()) -> str:
    """One page of HTML: no scripts, nothing fetched, every chart with its table.

    ``left_out``: ids of cohorts, costs, overlaps and programmes that the reader may not have.
    """
    found, cited = read_results(results).without(left_out), Citations()
    body = [
        place_section(place, found, cited),
        cohorts_section(found, cited),
        *programmes_sections(found, cited),
        quality_section(found),
        agreements_section(found),
    ]
    title = f"{found.summary['place']['name']}: whole-place report"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(CSS)),
    )
    page = tag(
        "body",
        _header(found),
        tag("main", _in_short(found), _contents(found), body, _sources(cited), _notes(found)),
        _footer(found),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, page, lang='en-GB')}\n"


def _header(results: Results) -> Markup:
    place = results.summary["place"]
    boroughs = listed([b["name"] for b in results.summary["boroughs"]])
    return tag(
        "header",
        paragraph("Whole-place report"),
        tag("h1", place["name"]),
        paragraph(boroughs),
        paragraph(f"As at {day(place['as_at'])}, in {place['price_base']} prices"),
    )


def _in_short(results: Results) -> Markup:
    n = results.summary["counts"]
    facts = [
        (count(n["people"]), "people pooled"),
        (count(n["households"]), "households"),
        (count(n["sources"]), "sources"),
        (count(n["activities"]), "dated activities"),
    ]
    return section(
        "in-short", "In short", _invented(results), tiles(facts), bullets(in_short(results))
    )


def _invented(results: Results) -> Child:
    """Nobody may take an invented place for a real one."""
    synthetic = results.summary["synthetic"]
    if not synthetic:
        return None
    more = [f"{what}: {how}" for what, how in synthetic["oversampled"].items()]
    return warning(
        "Everyone in this report is invented.",
        f"The place was made by 'wholeplace synth' with {count(synthetic['people'])} people "
        f"(seed {synthetic['seed']}), so its counts are not findings about the real boroughs.",
        f" Made more frequent than in life: {'; '.join(more)}." if more else None,
    )


def _contents(results: Results) -> Markup:
    entries = [
        ("place", "The place"),
        ("cohorts", "Who needs help"),
        *((f"programme-{id}", p["name"]) for id, p in results.programmes.items()),
        ("quality", "Data quality"),
        ("agreements", "Agreements"),
        ("sources", "Sources"),
        ("notes", "How to read this"),
    ]
    links = [tag("li", tag("a", title, href=f"#{id}")) for id, title in entries]
    return tag("nav", tag("ul", links), aria_label="Contents")


def _sources(cited: Citations) -> Markup:
    return section("sources", "Sources", cited.listing())


def _notes(results: Results) -> Markup:
    grades = "; ".join(f"{grade}: {words}" for grade, words in GRADES.items())
    return section(
        "notes",
        "How to read this",
        bullets(
            [
                "'No data' is not 'no': it means that nobody delivered what would tell.",
                "A cohort counts those certain to meet its rule; those who may are beside it.",
                "Gains are cash that can leave a budget and capacity that is released; only cash "
                "can be paid over.",
                "Contributions are in proportion to what a partner saves in cash, to the penny. "
                "Each names the power by which it may be paid.",
                f"Grades of evidence: {grades}.",
                f"All figures come from snapshot {results.summary['snapshot']}.",
            ]
        ),
    )


def _footer(results: Results) -> Markup:
    return tag(
        "footer",
        together(
            paragraph(f"Snapshot {results.summary['snapshot']}"),
            paragraph(results.summary["place"]["attribution"]),
        ),
    )
