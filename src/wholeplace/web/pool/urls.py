"""Addresses of the start page, the place and its data."""

from django.urls import path

from .views import data, home, monday, place

urlpatterns = [
    path("", home.home, name="home"),
    path("place/", place.place, name="place"),
    path("data/", data.sources, name="sources"),
    path("data/new/", monday.monday, name="monday"),
    path("data/<slug:source>/", data.source, name="source"),
    path("agreements/", data.agreements, name="agreements"),
]
