"""A command that is stopped (Ctrl-C, SIGTERM, a closed terminal) ends on its feet: it leaves no unfinished files."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
OF_SIGNALS = 128  # an exit code above is that of a signal, as shells say it


class Stopped(BaseException):
    """Say that a signal asks to stop; no `except Exception` of a library keeps it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = OF_SIGNALS + number


@contextmanager
def stops_cleanly() -> Iterator[None]:
    """Let the first signal that asks to stop raise Stopped here; further ones do not disturb what is tidied up then."""
    if current_thread() is not main_thread():  # Python handles signals in the main thread only
        yield
        return
    before = {number: signal.getsignal(number) for number in STOPS}
    asked = [number for number in STOPS if before[number] != signal.SIG_IGN]  # nohup has asked to ignore SIGHUP

    stopped = list[Stopped]()

    def stop(number: int, _: FrameType | None) -> None:
        for one in asked:
            signal.signal(one, signal.SIG_IGN)
        stopped.append(Stopped(number))
        raise stopped[0]

    try:
        for number in asked:
            signal.signal(number, stop)
        yield
    except KeyboardInterrupt as error:  # Polars notices Ctrl-C by itself while it works, and nobody else is told
        raise Stopped(signal.SIGINT) from error
    except Exception as error:
        if stopped:  # DuckDB raises an error of its own in the place of ours
            raise stopped[0] from error
        raise
    finally:
        for number in asked:
            signal.signal(number, before[number])
