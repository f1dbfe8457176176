"""The only writers of accounts and posts."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from ..access.roles import ROLES
from .demo import demo_password
from .models import Post, User

DEMO_NAMES = {
    "data-analyst": "Asha Analyst",
    "information-governance-lead": "Ivor Governance",
    "front-door-officer": "Flo Frontdoor",
    "key-worker": "Kit Keyworker",
    "commissioner": "Connie Commissioner",
    "finance-director": "Femi Finance",
    "resident": "Robin Resident",
}


class UnknownRole(ValueError):
    """A role that access/roles.py does not define."""

    def __init__(self, role: str) -> None:
        super().__init__(f"There is no role '{role}'. Roles are: {', '.join(ROLES)}")


@transaction.atomic
def add_account(*, email: str, name: str, password: str, role: str, partner: str = "") -> User:
    """Make an account, or give an existing one a further post and a new password."""
    if role not in ROLES:
        raise UnknownRole(role)
    email = email.strip().lower()
    user = User.objects.filter(email=email).first() or User(email=email, name=name)
    user.set_password(password)
    user.save()
    Post.objects.get_or_create(user=user, role=role, partner=partner, end=None)
    return user


@transaction.atomic
def make_demo_accounts() -> None:
    """Make one account for each role, all with the password the sign-in page shows."""
    password = make_password(demo_password())
    for role in ROLES:
        user, _new = User.objects.update_or_create(
            email=f"{role}@demo.invalid",
            defaults={
                "name": DEMO_NAMES[role],
                "password": password,
                "demo": True,
                "is_active": True,
            },
        )
        Post.objects.get_or_create(user=user, role=role, end=None)


@transaction.atomic
def close_demo_accounts() -> int:
    """Shut every demo account, with its posts; return how many were open."""
    demo = User.objects.filter(demo=True, is_active=True)
    Post.objects.filter(user__in=demo, end=None).update(end=timezone.now())
    return demo.update(is_active=False)
