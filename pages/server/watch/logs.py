"""The log: one event a line on the error output, as text or JSON. No line tells who reads, or what they wrote."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pages.server.settings import LogForm

Value = str | int | float | bool
OURS = "lagesbild"
STREAMLITS_FAILURE = "Uncaught app execution"  # with words of the error; ours: pages/parts/failed_page.py
WINDOW = 60.0  # seconds
LINES = 10  # of one kind in that time: whoever makes errors without end fills no disk
KINDS = 1_000  # of lines that are counted at the same time


class ServerLogger(logging.Logger):
    """A logger that writes into the server's log alone, whatever handlers its library gives it."""

    def callHandlers(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Hand a record to the one handler of the server."""
        logging.root.callHandlers(record)


class LogRateLimit(logging.Filter):
    """Let through what an operator needs: our events, and warnings of the libraries, a few of a kind a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.clock = clock
        self.lost = 0
        self.seen: dict[tuple[str, str], tuple[float, int]] = {}  # kind of line -> since when, how many

    def filter(self, record: logging.LogRecord) -> bool:
        """Decide on one record; one that follows left out ones tells how many they were."""
        if record.levelno < logging.WARNING and record.name != OURS:
            return False  # libraries tell addresses of readers in passing
        if record.msg == STREAMLITS_FAILURE:
            return False
        kind = (record.name, str(record.msg)[:200])
        now = self.clock()
        since, count = self.seen.get(kind, (now, 0))
        if now - since > WINDOW:
            if count > LINES:
                record.left_out = count - LINES
            since = now
            count = 0
        if len(self.seen) >= KINDS:
            self.seen.clear()
        self.seen[kind] = since, count + 1
        if count >= LINES:
            self.lost += 1
        return count < LINES


class LineFormatter(logging.Formatter):
    """Write a record as `time level event key=value …`, or as JSON with the same keys."""

    def __init__(self, form: LogForm) -> None:
        super().__init__()
        self.form = form

    def format(self, record: logging.LogRecord) -> str:
        """Return one line; in text form a traceback follows in lines of its own."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields: dict[str, Any] = dict(getattr(record, "fields", {}))
        if record.name != OURS:
            fields["logger"] = record.name
        if left_out := getattr(record, "left_out", 0):
            fields["left_out"] = left_out
        trace = self.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else ""
        if self.form is LogForm.JSON:
            told = {"time": when, "level": record.levelname.lower(), "event": record.getMessage(), **fields}
            return json.dumps(told | ({"trace": trace} if trace else {}), ensure_ascii=False)
        words = [when, record.levelname, _one_line(record.getMessage())]
        words += [f"{key}={_one_line(str(value))}" for key, value in fields.items()]
        return " ".join(words) + (f"\n{trace}" if trace else "")


def start_logging(form: LogForm) -> LogRateLimit:
    """Send everything that is logged to the error output; to be called before Streamlit is imported."""
    logging.setLoggerClass(ServerLogger)
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):  # made before, by what is imported already
            logger.__class__ = ServerLogger
    logging.captureWarnings(capture=True)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter(form))
    flood = LogRateLimit()
    handler.addFilter(flood)
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.INFO)
    return flood


def event(name: str, level: int = logging.INFO, /, **fields: Value) -> None:
    """Log that something happened; no field holds what a reader wrote."""
    logging.getLogger(OURS).log(level, name, extra={"fields": fields})


def _one_line(text: str) -> str:
    return text.replace("\r", "\\r").replace("\n", "\\n")
