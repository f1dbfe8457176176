"""Run every bench and print its table. The results under bench/results name the machine."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    failed = [path.name for path in benches() if subprocess.call([sys.executable, str(path)])]
    if failed:
        print(f"failed: {', '.join(failed)}")
    return bool(failed)


def benches() -> list[Path]:
    """Every bench but this one, and modules they share."""
    return sorted(p for p in HERE.glob("*.py") if p.name not in {"all.py", "machine.py"})


if __name__ == "__main__":
    sys.exit(main())
