"""Run a place on a disk that is too small for it, then on one that grows until it fits.

``python -m support.loop.small_disk PLACE`` where mounting is allowed: as root, or in a name space.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from support.loop.places import serves, wholeplace
from wholeplace.place import load_place

LEFT = 1 << 17
STEP = 1 << 19


def main(given: Path) -> None:
    """Grow the disk by half a megabyte after each run that found it full."""
    with tempfile.TemporaryDirectory() as folder:
        mount("-t", "tmpfs", "-o", "size=1g", "tmpfs", folder)
        place = Path(folder) / "place"
        shutil.copytree(given, place)
        size = shutil.disk_usage(folder).used + LEFT
        mount("-o", f"remount,size={size}", folder)
        before = serves(load_place(place))
        while (run := wholeplace("run", place)).returncode:
            told = run.stderr.strip().splitlines()[-1]
            assert "full" in told and "Traceback" not in run.stderr, run.stderr
            assert serves(load_place(place)) == before
            print(f"full at {size:,} bytes")
            size += STEP
            mount("-o", f"remount,size={size}", folder)
        after = serves(load_place(place))
        assert after["counts"]["records"] == before["counts"]["records"] + 1
        print(f"completed at {size:,} bytes")
        subprocess.run(["umount", folder], check=True)


def mount(*how: str) -> None:
    subprocess.run(["mount", *how], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
