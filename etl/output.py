"""What a command says, on an output that may fail: a full disk, a pipe whose reader has gone."""

from __future__ import annotations

import io
import os
from typing import IO


class Output(io.TextIOBase):
    """Passes text on until the first failure, then forgets it: what is done is not undone by what cannot be said."""

    def __init__(self, stream: IO[str], *, matters: bool = False) -> None:
        """Wrap a stream. `matters`: what is said is what was asked for, so its failure is raised (OSError)."""
        super().__init__()
        self._stream = stream
        self._matters = matters
        self.failure: OSError | None = None
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a letter that a terminal does not know stops nothing either

    def isatty(self) -> bool:
        """Return whether a person looks on."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Return the descriptor of the stream."""
        return self._stream.fileno()

    def writable(self) -> bool:
        """Return that text may be written."""
        return True

    def write(self, text: str) -> int:
        """Write a text; raise OSError where it matters."""
        if self.failure is None:
            try:
                self._stream.write(text)
            except OSError as error:
                self._give_up(error)
        return len(text)

    def flush(self) -> None:
        """Write what waits; raise OSError where it matters."""
        if self.failure is None:
            try:
                self._stream.flush()
            except OSError as error:
                self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        """Send what still waits to nowhere: at its end Python would fail once more, with an exit code of its own."""
        self.failure = error
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)
        if self._matters:
            raise error
