"""Reads of accounts and posts."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..access.roles import ROLES
from .models import Post, User


def posts_held(user: User) -> QuerySet[Post]:
    """Posts ``user`` holds at this moment; a role that no longer exists gives nothing."""
    now = timezone.now()
    held = Q(end__isnull=True) | Q(end__gt=now)
    return Post.objects.filter(held, user=user, start__lte=now, role__in=ROLES).order_by("start")


def demo_accounts() -> QuerySet[User]:
    """The invented people of an invented place, in the order they were made."""
    return User.objects.filter(demo=True).order_by("pk")


def names_of(pks: set[int]) -> dict[int, str]:
    """Names by account, for the audit page."""
    return dict(User.objects.filter(pk__in=pks).values_list("pk", "name"))
