"""Addresses of runs."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.runs, name="runs"),
    path("start/", views.start, name="start_run"),
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/progress/", views.progress, name="run_progress"),
    path("<int:pk>/cancel/", views.cancel, name="cancel_run"),
]
