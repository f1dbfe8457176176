"""What a run says while it works: which step, how far, and in a few words what."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

State = Literal["started", "made", "unchanged"]


@dataclass(frozen=True)
class Event:
    """A piece of a step has begun or ended; ``done`` of ``total`` pieces have ended."""

    step: str
    done: int
    total: int
    message: str
    state: State
    seconds: float = 0.0

    def to_json(self) -> str:
        """One line, for programs that watch a run."""
        return json.dumps(asdict(self), ensure_ascii=False)


Progress = Callable[[Event], None]


def silent(_: Event) -> None:
    """Say nothing."""
