"""What a process that makes files answers: lines of how far it is, then one of what came of it, and the bytes."""

from __future__ import annotations

import json
from asyncio import StreamReader
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Progress:
    """How many parts of a file are done."""

    done: int = 0
    of: int = 0  # 0 = nobody counts them

    def line(self) -> bytes:
        """Write it as it is told while the file is made."""
        return json.dumps(asdict(self)).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """A file, or why there is none."""

    name: str = ""  # of the file; "" = there is none
    content: bytes = b""
    memory: int = 0  # bytes that the process holds now
    gone: bool = False  # the database cannot be read any more
    heavy: bool = False  # it would take more memory than it may
    number: str = ""  # of an error that nobody foresaw
    log: str = ""  # what the operator's log says of it

    def head(self) -> bytes:
        """Return the line before the bytes."""
        told = {"name": self.name, "memory": self.memory, "gone": self.gone, "heavy": self.heavy}
        line = {**told, "number": self.number, "log": self.log, "bytes": len(self.content)}
        return json.dumps(line).encode() + b"\n"

    @classmethod
    async def read(cls, answers: StreamReader, note_progress: Callable[[Progress], None]) -> Self:
        """Read one, and tell each progress before it; raise IncompleteReadError when the process has ended."""
        head = json.loads(await answers.readuntil())
        while "done" in head:
            note_progress(Progress(**head))
            head = json.loads(await answers.readuntil())
        return cls(content=await answers.readexactly(head.pop("bytes")), **head)
