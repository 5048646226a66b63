"""Files that are whole or not there: written beside their place, brought to the disk, moved by one rename."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, stand on the disk itself; raise OSError when they cannot."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def beside(path: Path) -> Path:
    """Name the unfinished file of this process beside `path`: two processes at once do not write into one file."""
    return path.with_name(f"{path.name}.part{os.getpid()}")


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file by another; whoever reads sees the old one or the new one, also after a power cut."""
    part = beside(path)
    try:
        part.write_bytes(content)
        sync(part)
        os.replace(part, path)  # noqa: PTH105 - the atomic call, by its own name
    finally:
        part.unlink(missing_ok=True)
