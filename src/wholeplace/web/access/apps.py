"""Register the permission rules when Django starts."""

from django.apps import AppConfig


class Access(AppConfig):
    name = "wholeplace.web.access"
    label = "access"

    def ready(self) -> None:
        """Give each permission its predicate."""
        from .predicates import register

        register()
