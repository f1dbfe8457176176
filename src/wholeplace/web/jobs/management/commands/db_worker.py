"""The queue's own worker, with a heartbeat, after closing what a killed worker left open."""

from typing import Any

from django.conf import settings
from django_tasks_db.management.commands.db_worker import Command as QueueWorker

from ...actions import close_abandoned
from ...heartbeat import keep_beating


class Command(QueueWorker):
    help = "Do background work: runs of the pipeline"

    def handle(self, *args: Any, **options: Any) -> None:
        """Beat while the worker works."""
        close_abandoned()
        stop = keep_beating(settings.CACHE)
        try:
            super().handle(*args, **options)
        finally:
            stop.set()
