"""The web room's own commands: prepare, db_worker, account, migrate …"""

import os
import sys

from .environment import PlaceUnknown, require_place


def main() -> None:
    """Run one management command for the place that WHOLEPLACE_PLACE names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wholeplace.web.settings")
    if "makemigrations" not in sys.argv:
        _stop_without_place()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["python -m wholeplace.web", *sys.argv[1:]])


def _stop_without_place() -> None:
    try:
        require_place()
    except PlaceUnknown as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
