"""What is disturbed: a command, the data folder that it finds, and what it makes of it when nothing disturbs it."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.disk import Operation
from tests.faults.look import Look, look, names
from tests.faults.process import asked, run
from tests.faults.small_sources import replace_respondents, write_sources

DATA = "data"  # every command runs in a folder of this name: what is kept of one build fits the others
BUILD = ()
RELEASE = ("release",)
REVISE = ("revise", "--reason", "The supplier has corrected the file.")


@dataclass(frozen=True, slots=True)
class Scene:
    """A command, and the folder before it and after it."""

    name: str
    command: tuple[str, ...]
    folder: Path
    before: Look
    after: Look
    built: Look  # after the command and a build
    names: Counter[str]  # what stands in the folder after the command and a build
    did: list[Operation]
    seconds: float

    def done(self, found: Look) -> bool:
        """Return whether the command has done its work and only a build is left to do."""
        return (found.versions, found.revisions, found.cards) == (
            self.after.versions,
            self.after.revisions,
            self.after.cards,
        )


def copy(folder: Path, to: Path) -> Path:
    """Copy a data folder over another; databases, which nobody writes into once they stand, by a second name."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to, copy_function=_copied)
    return to


def _copied(old: str, new: str) -> None:
    if old.endswith(".duckdb"):
        os.link(old, new)
    else:
        shutil.copy2(old, new)


ALL = ("first build", "build", "build again", "revise", "build a revision", "release", "release again")


def scenes(folder: Path, wanted: Collection[str]) -> Iterator[Scene]:
    """Make the wanted scenes below a folder."""
    first = folder / "first"
    _work(lambda: write_sources(first, 2025))
    served = _after(first, folder / "served", BUILD)
    more = _changed(served, folder / "more", lambda data: write_sources(data, 2026))
    replaced = _changed(served, folder / "replaced", lambda data: replace_respondents(data, 2025))
    found = {
        "first build": (BUILD, first),
        "build": (BUILD, more),
        "build again": (BUILD, served),
        "revise": (REVISE, replaced),
        "release": (RELEASE, served),
    }
    if "build a revision" in wanted:
        found["build a revision"] = (BUILD, _after(replaced, folder / "declared", REVISE))
    if "release again" in wanted:
        released = _after(served, folder / "released", RELEASE)
        corrected = _changed(released, folder / "corrected", lambda data: write_sources(data, 2025, text="Corrected"))
        found["release again"] = (RELEASE, _after(corrected, folder / "draft", BUILD))
    yield from (_scene(name, *found[name]) for name in ALL if name in wanted)


def _changed(folder: Path, to: Path, change: Callable[[Path], None]) -> Path:
    """Copy a folder and change its sources."""
    copy(folder, to)
    _work(lambda: change(to))
    return to


def _work(work: Callable[[], None]) -> None:
    asked(work)


def _after(folder: Path, to: Path, command: tuple[str, ...]) -> Path:
    """Copy a folder and run a command in the copy."""
    done = run(copy(folder, to.with_name(DATA)), command)
    if done.code:
        raise RuntimeError(done.said)
    return to.with_name(DATA).rename(to)


def _scene(name: str, command: tuple[str, ...], folder: Path) -> Scene:
    data = copy(folder, folder.with_name(DATA))
    before = asked(lambda: look(data))
    done = run(data, command)
    if done.code or before.error:
        raise RuntimeError(done.said or before.error)
    after = asked(lambda: look(data))
    if command and run(data, BUILD).code:
        raise RuntimeError(name)
    built = asked(lambda: look(data))
    return Scene(name, command, folder, before, after, built, names(data), done.did, done.seconds)
