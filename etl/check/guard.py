"""The outermost guard of a check: whoever sent the file sees no traceback and no folder, whatever happens inside.

Where the check runs for the pages, details go to its error output, which the server keeps for its own log; at a
terminal, where whoever checks would see them, to a file in the data folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from contract.errors import UserError
from contract.unexpected import error_number, log_entry
from etl.read.formats.limits import UnreadableError

LOG = "errors.log"  # in the data folder
UNEXPECTED = "unexpected_error"  # the code of such an error
ERROR_OUTPUT = 2
MOST = 64 * 1024  # bytes of what libraries wrote that are looked at


def guarded_check(check: Callable[[], int], log: Path | None) -> int:
    """Run a check; raise UserError for whatever was not foreseen, once its details stand in the log.

    log: None = the error output.
    """
    written = bytearray()
    try:
        with _kept_apart(written):
            return check()
    except (UserError, KeyboardInterrupt, SystemExit):
        raise
    except MemoryError:
        raise UnreadableError("memory_exceeded") from None
    except BaseException as error:  # the outermost guard; a panic in Rust is not an Exception
        number = error_number()
        _keep(log_entry(number, error, written.decode(errors="replace")), log)
        raise UserError("unexpected_error", number=number) from error


@contextmanager
def _kept_apart(written: bytearray) -> Iterator[None]:
    """Keep what libraries in C and Rust write on the error output away from whoever sees it; put it in `written`."""
    sys.stderr.flush()
    real = os.dup(ERROR_OUTPUT)
    with TemporaryFile() as file:  # it has no name: nothing is left, however this process ends
        os.dup2(file.fileno(), ERROR_OUTPUT)
        try:
            yield
        finally:
            os.dup2(real, ERROR_OUTPUT)
            os.close(real)
            file.seek(0)
            written += file.read(MOST)


def _keep(entry: str, log: Path | None) -> None:
    if log is None:
        sys.stderr.write(f"{entry}\n")
        return
    with suppress(OSError), log.open("a", encoding="utf-8") as file:  # a folder that may not be written
        file.write(f"{entry}\n")
