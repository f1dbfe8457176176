"""Write the parts of the documentation that come from code; with --check, say what is stale."""

import os
import re
import subprocess
import sys
from pathlib import Path

from wholeplace.place import load_vocabulary

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
        if kind.attributes:
            parts.append("\n| attribute | type | describes |\n| --- | --- | --- |\n")
            parts += [
                f"| `{key}` | {a.type} | {a.describes} |\n" for key, a in kind.attributes.items()
            ]
    return "".join(parts)


PAGES = {"docs/commands.md": commands, "docs/vocabulary.md": vocabulary}


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
