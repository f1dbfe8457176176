"""Name the app to Django."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "wholeplace.web.audit"
    label = "audit"
