"""Make the web database, static files and demo accounts ready. Run at every start; repeatable."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from wholeplace.place import PlaceError

from ....audit.queries import audit_log
from ....places import this_place
from ...actions import close_demo_accounts, make_demo_accounts
from ...demo import demo_allowed, why_refused


class Command(BaseCommand):
    help = "Make the web database, static files and demo accounts ready"

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the place first: a broken definition is said before anything is written."""
        _check_place()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("clearsessions", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        audit_log()
        self._demo()

    def _demo(self) -> None:
        if demo_allowed():
            make_demo_accounts()
            self.stdout.write("Demo accounts are ready: the sign-in page shows them.")
        else:
            close_demo_accounts()
            self.stdout.write(why_refused())


def _check_place() -> None:
    try:
        this_place()
    except PlaceError as problem:
        raise CommandError(str(problem)) from None
