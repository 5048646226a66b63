"""Say what a file is by its content: its name may say anything."""

from __future__ import annotations

from pathlib import Path

from etl.read.formats.limits import UnreadableError, guarded_read
from etl.read.formats.recognise.form import Form
from etl.read.formats.recognise.magic import of_beginning
from etl.read.formats.recognise.packed import of_packed
from etl.read.formats.recognise.texts import HEAD, of_text


def recognise(path: Path) -> Form | None:
    """Return the form of a file, None where nobody knows it; raise UnreadableError that says what it is instead."""
    if path.is_dir():
        raise UnreadableError("file_is_folder", path=path)
    if not path.is_file():
        raise UnreadableError("file_missing", path=path)
    with guarded_read(path, "file_unreadable"):
        with path.open("rb") as file:
            head = file.read(HEAD)
        if not head:
            raise UnreadableError("file_empty", path=path)
        found = of_beginning(head) or of_packed(path, head) or of_text(path, head)
    if isinstance(found, UnreadableError):
        raise found.at(path)
    return found
