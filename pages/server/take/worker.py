"""`python -m pages.server.take.worker`: make files for the server whose child this process is, one after the other.

It is asked on its standard input, one line of JSON a file, and answers on its standard output: a line of JSON, and the
bytes of the file. It ends when its input ends, when it has made many files or grown, and when its server dies.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from contract.pointer import NoDatabaseError
from contract.unexpected import error_number, log_entry
from pages.server.take.address import Wanted
from pages.server.take.making import make_file
from pages.server.take.reply import Reply

MEMORY = 2 * 1024**3  # bytes of address space: every number of a build takes half of it
SECONDS = 60  # of processor time for one file: every number of a build takes 7
NICENESS = 10  # readers of pages go first
EXPENDABLE = "500"  # of 1000: where memory ends, a file is made again and the pages go on
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def main() -> None:
    """Make what is asked for until nobody asks any more."""
    confine()
    answers = own_output()
    for line in sys.stdin.buffer:
        order = json.loads(line)
        reply = reply_to(Wanted.from_json(order["wanted"]), Path(order["database"]))
        answers.write(reply.head() + reply.content)
        answers.flush()
        gc.collect()


def confine() -> None:
    """Let pages go first, limit memory, leave no core, and end with the server; only the server ends this process."""
    parent = os.getppid()
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the signal was asked for
        raise SystemExit(signal.SIGKILL)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a server that ends finishes its files first, whoever signals all
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
    with suppress(OSError):  # a system without it
        Path("/proc/self/oom_score_adj").write_text(EXPENDABLE, encoding="ascii")


def own_output() -> BinaryIO:
    """Keep the standard output for answers: what a library prints goes to the error output."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def reply_to(wanted: Wanted, database: Path) -> Reply:
    """Make a file within its processor time; tell what went wrong as a value, since errors do not travel well."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + SECONDS, most))
    try:
        file = make_file(wanted, database)
    except NoDatabaseError:
        return Reply(gone=True)
    except MemoryError:
        return Reply(heavy=True)
    except Exception as error:  # noqa: BLE001 - whatever it is, it goes to the log with a number, and the server goes on
        number = error_number()
        return Reply(number=number, log=log_entry(number, error))
    return Reply(name=file.name, content=file.content, memory=resident())


def resident() -> int:
    """Return the memory that this process holds, in bytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()


if __name__ == "__main__":
    main()
