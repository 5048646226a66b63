"""`python -m pages.server.take.worker`: make files for the server whose child this process is, one after the other.

It is asked on its standard input, one line of JSON a file, and answers on its standard output: a line for each part of
a long file that is done, then a line of JSON, and the bytes of the file. It ends when its input ends, when it has made
many files or grown, and when its server dies.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from contract.confined import confine, limit_processor_time
from contract.pointer import NoDatabaseError
from contract.unexpected import error_number, log_entry
from pages.server.take.address import Wanted
from pages.server.take.making import make_file
from pages.server.take.reply import Progress, Reply
from picture.export.track import T, Track

SECONDS = 60  # of processor time for one file: every number of a build takes 7
NICENESS = 10  # readers of pages go first


def main() -> None:
    """Make what is asked for until nobody asks any more."""
    confine(NICENESS)
    outlive_signals()
    answers = own_output()
    for line in sys.stdin.buffer:
        order = json.loads(line)
        reply = reply_to(Wanted.from_json(order["wanted"]), Path(order["database"]), partial(told_parts, answers))
        answers.write(reply.head() + reply.content)
        answers.flush()
        gc.collect()


def outlive_signals() -> None:
    """Let the server alone end this process: one that ends finishes its files first, whoever signals all."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def own_output() -> BinaryIO:
    """Keep the standard output for answers: what a library prints goes to the error output."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def told_parts(answers: BinaryIO, parts: Sequence[T]) -> Iterator[T]:
    """Hand out the parts of a file, and answer how many are done."""
    for done, part in enumerate(parts):
        answers.write(Progress(done, len(parts)).line())
        answers.flush()
        yield part


def reply_to(wanted: Wanted, database: Path, track: Track = iter) -> Reply:
    """Make a file within its processor time; tell what went wrong as a value, since errors do not travel well."""
    limit_processor_time(SECONDS)
    try:
        file = make_file(wanted, database, track)
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
