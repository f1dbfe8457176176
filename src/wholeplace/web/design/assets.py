"""Copy the design system's compiled styles from node_modules, made fit to be served by us.

Run at set-up: ``python -m wholeplace.web.design.assets``. What is copied is never committed. Taken
out: the typeface and crest that only GOV.UK may show, and addresses that are not ours. We use no
script of the design system: every page works without one.
"""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
VENDOR = HERE / "static" / "vendor"
OUR_FONT = "var(--wp-font)"

SHEETS = {
    "govuk-frontend.min.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "moj-frontend.min.css": "@ministryofjustice/frontend/moj/moj-frontend.min.css",
}
ICONS = "@ministryofjustice/frontend/moj/assets/images"

MISSING = (
    "The design system is not in node_modules, so pages use their own plain style. "
    "To have it: install Node 20, run 'npm ci', then 'python -m wholeplace.web.design.assets'."
)


@cache
def vendored() -> list[str]:
    """Return the static names of the design system's sheets; none when they were not fetched."""
    there = all((VENDOR / sheet).is_file() for sheet in SHEETS)
    return [f"vendor/{sheet}" for sheet in SHEETS] if there else []


def copy_assets(node_modules: Path) -> bool:
    """Copy what ``node_modules`` holds; False when it is not all there."""
    if not all((node_modules / source).is_file() for source in SHEETS.values()):
        return False
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in SHEETS.items():
        sheet = cleaned((node_modules / source).read_text(encoding="utf-8"))
        _copy_icons(sheet, node_modules / ICONS)
        (VENDOR / name).write_text(sheet, encoding="utf-8")
    return True


def cleaned(sheet: str) -> str:
    """Take out the typeface, the crest and what points outside; make addresses relative."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"@font-face\{[^}]*\}", "", sheet)
    sheet = re.sub(r"[^{}]*\{[^{}]*(?:crest|crown)[^{}]*\}", "", sheet)
    sheet = sheet.replace("GDS Transport,arial,sans-serif", OUR_FONT)
    return sheet.replace("url(/assets/", "url(")


def _copy_icons(sheet: str, icons: Path) -> None:
    for name in sorted(set(re.findall(r"url\(images/([\w.-]+)\)", sheet))):
        target = VENDOR / "images" / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((icons / name).read_bytes())


def main() -> None:
    """Copy from the project's node_modules, or say in one line what to do."""
    node_modules = HERE.parents[3] / "node_modules"
    print("Page styles copied." if copy_assets(node_modules) else MISSING)


if __name__ == "__main__":
    main()
