"""What stands in the server's log, and what never does."""

import json
import logging
import sys

import pytest

from pages.server.settings import LogForm
from pages.server.watch.logs import KINDS, LINES, OURS, LineFormatter, LogRateLimit, ServerLogger


def record(name=OURS, level=logging.INFO, message="event", *arguments, **extra):
    made = logging.LogRecord(name, level, "", 0, message, arguments, None)
    made.__dict__.update(extra)
    return made


def test_an_event_is_one_line_of_text():
    line = LineFormatter(LogForm.TEXT).format(record(message="new_build", fields={"build": "abc", "seconds": 1.5}))
    time, rest = line.split(" ", 1)
    assert time.endswith("+00:00")
    assert rest == "INFO new_build build=abc seconds=1.5"


def test_an_event_is_one_object_of_json():
    line = LineFormatter(LogForm.JSON).format(record(message="export", fields={"status": 200, "picture": "kartta ä"}))
    said = json.loads(line)
    assert (said["level"], said["event"], said["status"], said["picture"]) == ("info", "export", 200, "kartta ä")


@pytest.mark.parametrize("form", LogForm)
def test_nobody_writes_a_second_line_into_the_log(form):
    line = LineFormatter(form).format(record("streamlit", logging.WARNING, "told: %s", "x\n2026-01-01 INFO forged\r"))
    assert "\n" not in line
    assert "\r" not in line


def test_a_traceback_stays_in_the_one_object_of_json():
    try:
        _ = 1 / 0
    except ZeroDivisionError:
        line = LineFormatter(LogForm.JSON).format(record(level=logging.ERROR, exc_info=sys.exc_info()))
    assert "ZeroDivisionError" in json.loads(line)["trace"]


@pytest.mark.parametrize(
    ("name", "level", "passes"),
    [
        (OURS, logging.INFO, True),
        ("uvicorn.access", logging.INFO, False),
        ("uvicorn.error", logging.INFO, False),
        ("streamlit.web.server", logging.INFO, False),
        ("streamlit.web.server", logging.WARNING, True),
        ("pages.server.databases", logging.WARNING, True),
    ],
)
def test_addresses_that_libraries_tell_in_passing_are_left_out(name, level, passes):
    assert LogRateLimit().filter(record(name, level)) is passes


def test_whoever_makes_errors_without_end_fills_no_disk():
    now = [0.0]
    flood = LogRateLimit(lambda: now[0])
    passed = [flood.filter(record("uvicorn.error", logging.WARNING, "Invalid HTTP request")) for _ in range(1000)]
    assert sum(passed) == LINES
    assert flood.filter(record("streamlit", logging.ERROR, "something else"))
    now[0] = 61.0
    after = record("uvicorn.error", logging.WARNING, "Invalid HTTP request")
    assert flood.filter(after)
    assert after.left_out == 1000 - LINES == flood.lost


def test_a_library_with_a_handler_of_its_own_writes_into_our_log_alone(monkeypatch):
    mine, own = [], []

    class Noting(logging.Handler):
        def __init__(self, notes):
            super().__init__()
            self.notes = notes

        def emit(self, record):
            self.notes.append(record.getMessage())

    monkeypatch.setattr(logging.root, "handlers", [Noting(mine)])
    logger = ServerLogger("streamlit.something")
    logger.addHandler(Noting(own))
    logger.propagate = False
    logger.warning("told")
    assert (mine, own) == (["told"], [])


def test_only_so_many_kinds_of_lines_are_counted():
    flood = LogRateLimit()
    for number in range(KINDS + 10):
        flood.filter(record("x", logging.ERROR, message=str(number)))
    assert len(flood.seen) <= KINDS
