"""The worker's sign of life."""

import json
import time
from pathlib import Path

from wholeplace.web.jobs import heartbeat


def test_a_worker_that_never_beat_is_not_alive(tmp_path: Path) -> None:
    assert heartbeat.seconds_since_beat(tmp_path) is None
    assert not heartbeat.worker_is_alive(tmp_path)


def test_a_beat_is_a_sign_of_life_until_it_is_old(tmp_path: Path) -> None:
    heartbeat.beat(tmp_path)
    assert heartbeat.worker_is_alive(tmp_path)

    old = {"pid": 1, "at": time.time() - heartbeat.SECONDS_UNTIL_LATE - 1}
    (tmp_path / "worker.json").write_text(json.dumps(old))
    assert not heartbeat.worker_is_alive(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["worker.json"]
