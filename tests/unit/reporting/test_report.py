import re
import sys
import zlib
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.request import OpenerDirector

import pytest

from support import results as made
from wholeplace.place import Place
from wholeplace.reporting import ReportingError, render_pdf, render_report

VOID = {"meta", "br", "hr", "path", "rect"}


class Outline(HTMLParser):
    """Collects ids and links, and checks that every element is closed in its place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.refs: list[tuple[str, str, str]] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "srcset", "action", "xlink:href"):
                self.refs.append((tag, name, value or ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def report(place: Place, tmp_path_factory: pytest.TempPathFactory) -> str:
    return render_report(place, made.write_results(place, tmp_path_factory.mktemp("results")))


@pytest.fixture(scope="module")
def outline(report: str) -> Outline:
    return Outline(report)


def test_it_is_closed_where_it_should_be(outline: Outline) -> None:
    assert outline.open == []


def test_it_holds_all_it_needs(report: str, outline: Outline) -> None:
    assert all(value.startswith("#") for _, _, value in outline.refs)
    assert not {"script", "link", "img", "iframe", "object", "form"} & outline.tags
    assert "@import" not in report and not re.search(r"url\((?!#)", report)
    assert set(re.findall(r"https?://[^\s\"'<]+", report)) == {"http://www.w3.org/2000/svg"}


def test_ids_are_unique_and_every_link_lands(outline: Outline) -> None:
    assert len(outline.ids) == len(set(outline.ids))
    assert {value[1:] for _, _, value in outline.refs} <= set(outline.ids)


def test_tables_have_names_of_their_own(report: str) -> None:
    captions = re.findall(r"<caption>(.*?)</caption>", report)
    assert len(captions) == len(set(captions)) > 15


def test_every_chart_has_its_table(report: str) -> None:
    figures = re.findall(r"<figure>.*?</figure>", report, re.S)
    assert len(figures) == 8
    for figure in figures:
        assert 'role="img"' in figure and "<table>" in figure and "<figcaption>" in figure


def test_an_invented_place_says_so_first(report: str) -> None:
    assert report.index("Everyone in this report is invented.") < report.index("people pooled")
    assert "troubled families: 3 times as many as at full size" in report


def test_a_real_place_is_not_called_invented(place: Place, tmp_path: Path) -> None:
    folder = made.write_results(place, tmp_path)
    summary = (folder / "summary.json").read_text().replace('"synthetic": {', '"was": {')
    (folder / "summary.json").write_text(summary.replace('"was"', '"synthetic": null, "was"'))
    assert "invented" not in render_report(place, folder)


@pytest.mark.parametrize(
    "words",
    [
        "Snapshot 9f2c41d07a6be35518d4c0aa93be77f1",
        "Contains OS data © Crown copyright",
        "refused: agreement &#x27;offender-information&#x27; ended on 1 January 2014",
        "cannot be read as day/month/year",
        "2012 report, Troubled families, note 2",
        "20.5% to 23.2%",
        "gives £1m a year; claimed: £1.2m a year (does not agree)",
        "claimed: 45% (agrees)",
        "gains, cannot pay: ask",
        "Children Act 2004 s10",
        "Unit cost database, row 12",
        "40% of the savings rest on evidence of grade 5 or weaker.",
        "<code>214 * 0.7 = 149.8</code>",
        "Ward shapes are approximate",
    ],
)
def test_it_tells(report: str, words: str) -> None:
    assert words.replace("&#x27;", "'") in report


def test_every_given_figure_points_at_its_source(report: str) -> None:
    cited = set(re.findall(r'href="#source-(\d+)"', report))
    listed = set(re.findall(r'<li id="source-(\d+)">', report))
    assert cited == listed


def test_the_same_results_make_the_same_report(place: Place, tmp_path: Path, report: str) -> None:
    assert render_report(place, made.write_results(place, tmp_path)) == report


def test_names_from_data_are_escaped(place: Place, tmp_path: Path) -> None:
    folder = made.write_results(place, tmp_path)
    path = folder / "sources.json"
    path.write_text(path.read_text().replace("Police: offences", "<script>alert(1)</script>"))
    assert "<script>" not in render_report(place, folder)


def test_without_charts_the_tables_still_stand(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    html = render_report(place, made.write_results(place, tmp_path))
    assert html.count("altair is not installed") == 6
    assert "Who pays and who gains: Troubled families" in html


def test_without_weasyprint_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ReportingError, match=r"pip install 'wholeplace\[pdf\]'"):
        render_pdf("<p>x</p>")


def test_without_pango_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPango(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setitem(sys.modules, "weasyprint", NoPango("weasyprint"))
    with pytest.raises(ReportingError, match="libharfbuzz-subset0") as error:
        render_pdf("<p>x</p>")
    assert "\n" not in str(error.value)


def unpacked(pdf: bytes) -> bytes:
    """A PDF with its compressed streams laid open."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    return pdf + b"".join(zlib.decompressobj().decompress(s) for s in streams if s[:1] == b"x")


def test_the_report_becomes_a_tagged_pdf(report: str) -> None:
    pdf = render_pdf(report)
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in unpacked(pdf)


def test_a_pdf_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(OpenerDirector, "open", lambda _, url, *__, **___: asked.append(url))
    page = '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><img src="http://127.0.0.1:9/x.png"><p>x</p>'
    assert render_pdf(page).startswith(b"%PDF-")
    assert asked == []
