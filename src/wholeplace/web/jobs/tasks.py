"""What the worker does."""

from django.conf import settings
from django_tasks import task

from . import actions, queries
from .models import State
from .pipeline import Ending, follow, told_to_stop

LEFT_OUT = 3
"""With what the pipeline ends when it is done without a source that could not be read."""


@task()
def run_pipeline(run: int) -> None:
    """Run the pipeline for this place as a process of its own, and write down what it tells."""
    if not actions.begin(run):
        return
    with told_to_stop() as server_ends:
        ending = follow(
            [*settings.PIPELINE_COMMAND, str(settings.PLACE_FOLDER)],
            tell=lambda told: actions.note_progress(run, told),
            stop=lambda: server_ends.is_set() or queries.cancel_asked(run),
        )
        state = State.STOPPED if server_ends.is_set() else None
    actions.end(run, *_verdict(ending, state))


def _verdict(ending: Ending, state: State | None) -> tuple[State, str]:
    """The state a run ends in, and what to say about it."""
    kept = "The figures shown are those of the run before it."
    if ending.stopped and state is State.STOPPED:
        return State.STOPPED, f"The server was shut down while it ran. {kept} Start a new run."
    if ending.stopped:
        return State.CANCELLED, f"Cancelled while it ran. {kept}"
    if ending.code == 0:
        return State.DONE, "Every page now shows the new figures."
    if ending.code == LEFT_OUT:
        return State.DONE, f"Every page now shows the new figures. {ending.last_words}"
    why = ending.last_words or f"The pipeline ended with code {ending.code} and said nothing."
    return State.FAILED, f"{why} {kept}"
