"""``python -m wholeplace.web COMMAND``."""

from .manage import main

main()
