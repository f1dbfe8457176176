"""Addresses of the start page, the place and its data."""

from django.urls import path

from .views import data, home, place

urlpatterns = [
    path("", home.home, name="home"),
    path("place/", place.place, name="place"),
    path("data/", data.sources, name="sources"),
    path("data/<slug:source>/", data.source, name="source"),
    path("agreements/", data.agreements, name="agreements"),
]
