"""Name the app to Django and listen for sign-ins."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "wholeplace.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect the audit log."""
        from . import signals  # noqa: F401  connects its receivers
