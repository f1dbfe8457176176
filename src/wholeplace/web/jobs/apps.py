"""Name the app to Django."""

from django.apps import AppConfig


class Jobs(AppConfig):
    name = "wholeplace.web.jobs"
    label = "jobs"
