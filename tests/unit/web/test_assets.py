"""What is copied from the design system is fit to be served by us."""

from pathlib import Path

import pytest

from wholeplace.reporting import palette
from wholeplace.web.design import assets

SHEET = """/*! The font is for one site only. */
@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}
.govuk-body{font-family:GDS Transport,arial,sans-serif;color:#000}
.govuk-footer__crest{background-image:url(/assets/images/govuk-crest.svg)}
.moj-tick{background:url(/assets/images/icon-progress-tick.svg)}
/*# sourceMappingURL=govuk-frontend.min.css.map */"""


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    return tmp_path / "vendor"


def node_modules(folder: Path) -> Path:
    for source in assets.SHEETS.values():
        (folder / source).parent.mkdir(parents=True, exist_ok=True)
        (folder / source).write_text(SHEET)
    icons = folder / assets.ICONS
    icons.mkdir(parents=True)
    (icons / "icon-progress-tick.svg").write_text("<svg/>")
    return folder


def test_the_typeface_the_crest_and_foreign_addresses_are_taken_out() -> None:
    cleaned = assets.cleaned(SHEET)

    for unwanted in ("GDS", "font-face", "crest", "sourceMappingURL", "/assets/", "http"):
        assert unwanted not in cleaned
    assert "font-family:var(--wp-font);color:#000" in cleaned
    assert "url(images/icon-progress-tick.svg)" in cleaned


def test_sheets_and_the_icons_they_use_are_copied(vendor: Path, tmp_path: Path) -> None:
    assert assets.copy_assets(node_modules(tmp_path / "node_modules"))

    copied = sorted(p.relative_to(vendor).as_posix() for p in vendor.rglob("*") if p.is_file())
    assert copied == [
        "govuk-frontend.min.css",
        "images/icon-progress-tick.svg",
        "moj-frontend.min.css",
    ]


def test_without_node_nothing_is_copied_and_one_line_says_what_to_do(
    vendor: Path, tmp_path: Path
) -> None:
    assert not assets.copy_assets(tmp_path / "node_modules")
    assert not vendor.exists()
    assert "npm ci" in assets.MISSING and "\n" not in assets.MISSING


def test_pages_and_charts_have_the_same_colours() -> None:
    sheet = (assets.HERE / "static" / "wholeplace" / "wholeplace.css").read_text()
    for colour in (palette.BRAND, palette.BRAND_DARK, palette.INK, palette.MUTED, palette.RULE):
        assert colour in sheet
