"""What we change in allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignUp(DefaultAccountAdapter):
    """Accounts are given by the place, never taken."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: use ``python -m wholeplace.web account``."""
        return False
