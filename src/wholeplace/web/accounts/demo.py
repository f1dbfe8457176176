"""When demo accounts may exist: an invented place, served to this machine only."""

from typing import TYPE_CHECKING

from django.conf import settings

from ..environment import is_loopback, kept_secret

if TYPE_CHECKING:
    from .models import User


def demo_allowed() -> bool:
    """Whether the place says its people are synthetic *and* only this machine can reach it."""
    return _is_synthetic() and is_loopback(settings.BIND_ADDRESS)


def is_refused(user: "User") -> bool:
    """Whether ``user`` is a demo account where none may be."""
    return user.demo and not demo_allowed()


def why_refused() -> str:
    """Say in one line why there are no demo accounts."""
    if not _is_synthetic():
        return "No demo accounts: the place has no synthetic.toml, so its people may be real."
    return (
        "No demo accounts: the server is not bound to a loopback address. "
        "Serve on 127.0.0.1 to have them."
    )


def demo_password() -> str:
    """Return the password this place's demo accounts share; made once, kept in the register."""
    return kept_secret(settings.REGISTER / "demo-password")[:12]


def _is_synthetic() -> bool:
    folder = settings.PLACE_FOLDER
    return folder is not None and (folder / "synthetic.toml").is_file()
