"""Name the app to Django."""

from django.apps import AppConfig


class Money(AppConfig):
    name = "wholeplace.web.money"
    label = "money"
