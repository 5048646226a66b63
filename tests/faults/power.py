"""What a power cut may take away: whatever was not synced when something else began to count on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from contract.pointer import POINTER
from tests.faults.disk import Operation
from tests.faults.scenes import Scene

PROVEN = ("first build", "build", "build again", "release", "release again", "revise", "build a revision", "go back")
CHANGES = {"open", "write", "pwrite", "truncate", "allocate"}


def not_synced(scene: Scene) -> Iterator[str]:
    """List what a command that nothing disturbs counts on before it stands on the disk."""
    if scene.name in PROVEN:  # what copies and fetches have not finished is made again
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
            if Path(one.other).name == POINTER:
                yield from (f"the pointer moved before {folder} was synced" for folder in sorted(folders))
            folders.add(str(Path(one.other).parent))
        elif one.kind == "mkdir":
            folders.add(str(Path(one.path).parent))
    yield from (f"{folder} was not synced in the end" for folder in sorted(folders))
