"""What the sign-in page is given beside its form."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from .presenters import demo_sign_in


def demo_accounts(request: HttpRequest) -> dict[str, Any]:
    """Offer demo accounts on the sign-in page, where they are allowed."""
    return {"demo": demo_sign_in()} if request.path == reverse("account_login") else {}
