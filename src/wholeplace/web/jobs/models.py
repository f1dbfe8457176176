"""A run of the pipeline asked for on a page, and how far it has come."""

from django.conf import settings
from django.db import models


class State(models.TextChoices):
    """Where a run stands. The last four are ends."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"
    STOPPED = "stopped", "Stopped"


LIVE = (State.WAITING, State.RUNNING)


class Run(models.Model):
    """One run, started by someone, seen to its end by the worker."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    message = models.TextField(blank=True)
    cancel_asked = models.BooleanField(default=False)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"run {self.pk} ({self.state})"

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.state in LIVE


class Step(models.Model):
    """One step of a run, as the pipeline last told it: ``done`` of ``total`` pieces have ended."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=50)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20)
    message = models.TextField(blank=True)
    began = models.DateTimeField(auto_now_add=True)
    told = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("run", "name"), name="a_step_once_a_run"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.done} of {self.total}"

    @property
    def ended(self) -> bool:
        """Whether all its pieces have ended."""
        return self.done >= self.total and self.state != "started"
