"""Name the app to Django."""

from django.apps import AppConfig


class Design(AppConfig):
    name = "wholeplace.web.design"
    label = "design"
