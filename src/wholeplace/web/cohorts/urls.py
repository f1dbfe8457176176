"""Addresses of programmes."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("<slug:programme>/", views.programme, name="programme"),
]
