"""Name the app to Django."""

from django.apps import AppConfig


class Pool(AppConfig):
    name = "wholeplace.web.pool"
    label = "pool"
