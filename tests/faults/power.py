"""What a power cut may take away: whatever was not synced when something else began to count on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from contract.pointer import PART, POINTER
from etl.fetch.fetch_source import INTERRUPTED
from tests.faults.disk import Operation
from tests.faults.scenes import Scene

PRINTED = ("record", "card", "audit")  # made again at will
CHANGES = {"open", "write", "pwrite", "truncate", "allocate"}


def not_synced(scene: Scene) -> Iterator[str]:
    """List what a command that nothing disturbs counts on before it stands on the disk."""
    if scene.name not in PRINTED:
        yield from (f"{scene.name}: {line}" for line in unsynced(scene.did))


def unsynced(did: Iterable[Operation]) -> Iterator[str]:
    """List files that were named before their content was synced, and folders not synced before the pointer or the end.

    A name that is taken away may come back after a power cut: the next command takes it away again.
    """
    files, folders = set[str](), set[str]()
    for one in did:
        if one.kind in CHANGES:
            files.add(one.path)
        elif one.kind == "fsync":
            files.discard(one.path)
            folders.discard(one.path)
        elif one.kind == "unlink":
            files.discard(one.path)
        elif one.kind == "rename":
            if one.path in files:
                yield f"{Path(one.path).name} got its name before it was synced"
            files.discard(one.path)
            if Path(one.other).name == POINTER and PART not in str(
                Path(one.other).parent
            ):  # a backup is named in the end
                yield from (f"the pointer moved before {folder} was synced" for folder in sorted(folders))
            folders |= _counted(one.other)
        elif one.kind == "mkdir":
            folders |= _counted(one.path)
    yield from (f"{folder} was not synced in the end" for folder in sorted(folders))


def _counted(path: str) -> set[str]:
    """Return the folder of a name that somebody counts on; what is being fetched is fetched again."""
    return set() if f"/{INTERRUPTED}" in path else {str(Path(path).parent)}
