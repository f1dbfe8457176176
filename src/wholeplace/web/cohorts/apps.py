"""Name the app to Django."""

from django.apps import AppConfig


class Cohorts(AppConfig):
    name = "wholeplace.web.cohorts"
    label = "cohorts"
