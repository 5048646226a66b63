"""What the server notices while it runs."""

from datetime import datetime

import pytest

from pages.server.watch import monitor
from pages.server.watch.health import Readiness
from picture.query.model import Stamp

BUILT = datetime.fromisoformat("2026-11-01")
OLD = Readiness(Stamp("aaa", "2026", 1, "draft", BUILT, synthetic=True, max_age_years=3))
NEW = Readiness(Stamp("bbb", "2026", 1, "published", BUILT, synthetic=True, max_age_years=3))
INSTEAD = Readiness(OLD.stamp, instead=True)
NONE = Readiness(None, problem="database_unreadable")


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (Readiness(None), OLD, ["new_build aaa"]),
        (OLD, OLD, []),
        (OLD, NEW, ["new_build bbb"]),
        (NEW, INSTEAD, ["new_build aaa"]),
        (OLD, NONE, ["no_picture database_unreadable"]),
        (NONE, NONE, []),
    ],
)
def test_another_picture_is_told_once(monkeypatch, before, now, told):
    heard = []
    monkeypatch.setattr(
        monitor, "event", lambda name, *_, **said: heard.append(f"{name} {said.get('build') or said['problem']}")
    )
    monitor.log_served(before, now)
    assert heard == told
