"""What we change in allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from .demo import is_refused


class ClosedSignUp(DefaultAccountAdapter):
    """Accounts are given by the place, never taken."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: use ``python -m wholeplace.web account``."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Refuse a demo account where none may be, as if its password were wrong.

        allauth lets in whoever typed the right password, and only then looks at ``is_active``.
        """
        user = super().authenticate(request, **credentials)
        return None if user is None or is_refused(user) else user
