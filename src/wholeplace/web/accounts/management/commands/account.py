"""Give someone an account, or an account a further post."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ....access.roles import ROLES
from ...actions import UnknownRole, add_account


class Command(BaseCommand):
    help = "Give someone an account with a role; asks for a password"

    def add_arguments(self, parser: CommandParser) -> None:
        """Say who, as what, and where."""
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, help=", ".join(ROLES))
        parser.add_argument("--partner", default="", help="Partner id they work for")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse weak passwords and unknown roles."""
        password = getpass.getpass("Password: ")
        try:
            validate_password(password)
            user = add_account(
                email=options["email"],
                name=options["name"],
                password=password,
                role=options["role"],
                partner=options["partner"],
            )
        except (UnknownRole, ValidationError) as problem:
            raise CommandError(" ".join(getattr(problem, "messages", [str(problem)]))) from None
        self.stdout.write(f"{user.email} can now sign in as {ROLES[options['role']].name}.")
