"""What a bench says about the machine it ran on, and how it prints."""

import json
import os
import platform
import sys
from pathlib import Path
from typing import Any


def machine() -> dict[str, Any]:
    """Processor, cores, memory and Python, as the results file records them."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def show(title: str, rows: list[dict[str, Any]]) -> None:
    """Print rows as a table, or as JSON with the machine when --json is given."""
    if "--json" in sys.argv:
        print(json.dumps({"bench": title, "machine": machine(), "rows": rows}, indent=2))
        return
    print(f"{title} — {', '.join(f'{k} {v}' for k, v in machine().items())}")
    widths = {key: max(len(key), *(len(str(r[key])) for r in rows)) for key in rows[0]}
    print("  ".join(key.ljust(widths[key]) for key in rows[0]))
    for row in rows:
        print("  ".join(str(row[key]).ljust(widths[key]) for key in row))
