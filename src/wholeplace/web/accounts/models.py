"""Who can sign in, and in which posts."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from ..access.roles import ROLES, Permission, Role


class User(AbstractBaseUser):
    """A person who can sign in. What they may do comes from their posts alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    objects = BaseUserManager()

    def __str__(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> list[Role]:
        """The roles of the posts held now, each once."""
        from .queries import posts_held

        return list({post.role: ROLES[post.role] for post in posts_held(self)}.values())

    @cached_property
    def organisation(self) -> str:
        """The partners the posts held now are in."""
        from .queries import posts_held

        return ", ".join(sorted({post.partner for post in posts_held(self) if post.partner}))

    @property
    def permissions(self) -> set[Permission]:
        """Everything a post held now gives."""
        return {permission for role in self.roles for permission in role.permissions}

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """Ask the rules; there is no superuser."""
        import rules

        return self.is_active and rules.has_perm(permission, self)


class Post(models.Model):
    """A role held in a partner organisation, from one moment until another (half-open)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=50)
    partner = models.CharField(max_length=100, blank=True)
    start = models.DateTimeField(default=timezone.now)
    end = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"
