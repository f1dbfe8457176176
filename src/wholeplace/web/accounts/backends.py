"""Who may sign in, and stay signed in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from .demo import demo_allowed
from .models import User


class SignInBackend(AuthenticationBackend):
    """E-mail and password. A demo account counts only while demo accounts are allowed.

    Checked on every request, so a session made on a laptop is worthless on a server.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        """Refuse inactive accounts, and demo accounts outside an invented place on loopback."""
        if isinstance(user, User) and user.demo and not demo_allowed():
            return False
        return bool(super().user_can_authenticate(user))
