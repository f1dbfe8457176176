"""Addresses of sign-in and your account. Nobody signs up or changes their own e-mail address."""

from allauth.account import views as allauth
from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.yours, name="your_account"),
    path("roles/", views.roles, name="roles"),
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("closed/", allauth.account_inactive, name="account_inactive"),
    path("password/", allauth.password_change, name="account_change_password"),
    path("confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
]
