"""``python -m wholeplace`` is the ``wholeplace`` command."""

import sys

from wholeplace.cli import main

sys.exit(main())
