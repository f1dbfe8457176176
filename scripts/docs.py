"""Write the parts of the documentation that come from code; with --check, say what is stale."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from wholeplace.place import Mapping, load_vocabulary
from wholeplace.place.sensitivity import SENSITIVITY_WORDS
from wholeplace.pooling.intake.formats import KNOWN, Format, Modular

ROOT = Path(__file__).parents[1]
HEAD = "<!-- Written by `make docs`; change the code, not this page. -->\n\n"


def commands() -> str:
    """Every command's own help, as a newcomer sees it."""
    whole = block([])
    parts = [HEAD, "# Commands\n\n", whole]
    for verb in re.findall(r"^  (\w+)  ", whole[whole.index("Commands:") :], re.M):
        parts += [f"\n## {verb}\n\n", block([verb])]
    return "".join(parts)


def block(words: list[str]) -> str:
    env = {**os.environ, "COLUMNS": "92", "NO_COLOR": "1", "TERM": "dumb"}
    command = [sys.executable, "-m", "wholeplace", *words, "--help"]
    shown = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
    return "```text\n" + "\n".join(line.rstrip() for line in shown.strip().splitlines()) + "\n```\n"


def vocabulary() -> str:
    """The kinds of activity and their attributes, as tables."""
    known = load_vocabulary()
    parts = [HEAD, f"# Vocabulary of activity, version {known.version}\n"]
    for name, kind in known.kinds.items():
        length = "lasting" if kind.lasting else "dated"
        parts.append(f"\n## `{name}`\n\n{kind.describes}. Theme: {kind.theme}. ")
        parts.append(f"Counted by the {kind.unit}; {length}.\n")
        if kind.classes:
            parts.append(f"In law: {', '.join(SENSITIVITY_WORDS[c] for c in kind.classes)}.\n")
        if kind.attributes:
            parts.append("\n| attribute | type | describes |\n| --- | --- | --- |\n")
            parts += [
                f"| `{key}` | {a.type} | {a.describes} |\n" for key, a in kind.attributes.items()
            ]
    return "".join(parts)


FORMATS = """# Formats that are read

A source names its format: `format = "ssda903"`. A file is known by its content, never by its name,
and columns by their titles, in any order. Any other CSV or XLSX file is read by a mapping: see
[bring your own place](bring-your-own-place.md). What no agreement opens is not read.
"""


def formats() -> str:
    """The formats with a layout of their own, and what is taken from each."""
    known = sorted(KNOWN.values(), key=lambda one: one.name)
    return HEAD + FORMATS + "".join(map(section, known))


def section(known: Format) -> str:
    """A format's title, and what it gives: each of its parts, if it has any."""
    title = f"\n## `{known.name}`\n\n{known.title[0].upper()}{known.title[1:]}"
    if not isinstance(known, Modular):
        return f"{title}: {given(known.mappings)}.\n"
    joined = {one.module for module in known.modules for one in module.looked_up.values()}
    parts = {m.name: given(m.mappings) or "joined to other parts" for m in known.modules}
    unused = [m.name for m in known.modules if not m.mappings and m.name not in joined]
    rows = [f"| {name} | {gives} |\n" for name, gives in parts.items() if name not in unused]
    table = ".\n\n| part | what it gives |\n| --- | --- |\n" + "".join(rows)
    return title + table + (f"\nKnown and not used: {', '.join(unused)}.\n" if unused else "")


def given(mappings: Sequence[Mapping]) -> str:
    """What mappings give of people, and the kinds of activity."""
    people = [m.person for m in mappings if m.person]
    told = {
        "names": any(p.given or p.family for p in people),
        "birth date, sex, ethnicity": any(p.birth_date or p.sex or p.ethnicity for p in people),
        "numbers": any(p.identifiers for p in people),
        "addresses": any(p.address for p in people),
        "households": any(p.household for p in people),
        "who works with them": any(m.contacts for m in mappings),
        "spend": any(m.spend for m in mappings),
        "counts": any(m.aggregate for m in mappings),
    }
    kinds = dict.fromkeys(one.kind for m in mappings for one in m.activities)
    links = [f"[`{kind}`](vocabulary.md#{kind})" for kind in kinds]
    return ", ".join([*(what for what, is_so in told.items() if is_so), *links])


PAGES = {
    "docs/commands.md": commands,
    "docs/formats.md": formats,
    "docs/vocabulary.md": vocabulary,
}


def main() -> int:
    stale = []
    for name, write in PAGES.items():
        path, text = ROOT / name, write()
        if path.exists() and path.read_text() == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text)
    if stale and "--check" in sys.argv:
        print(f"stale: {', '.join(stale)}; run 'make docs'")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
